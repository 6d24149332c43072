//! Folding: what looks like an earlier mail or a signature is marked, kept, and shown on request.
//!
//! The loudest complaint about programs that trim mails is lost text. So the rules are strict, answers between quoted lines stay
//! open, a forwarded mail under a short note stays open (it is the testimony), and a mail that would be folded away whole is
//! not folded.
//!
//! Known misses: a quote without any header and without `>` marks; a signature without a closing phrase, a `--` line or a mark of
//! the mail program; Zoho's *---- On … wrote ----*; header lines in languages other than Danish, Norwegian, Swedish, English, German and French.

mod header;
mod signature;

use super::line::{Line, LineFold, words};
use super::reading::FoldKind;
use header::Head;

/// What the mail's own header says about its place in a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Context {
    /// It answers another mail.
    pub(crate) is_reply: bool,
    /// Its subject says that it forwards another mail.
    pub(crate) is_forward: bool,
}

/// Below this many own words, a forward's content is the testimony.
const SHORT_NOTE: usize = 60;
/// Below this many own words, what follows is kept open when nothing says whether it is a reply or a forward.
const NO_NOTE: usize = 15;
/// How deep forwards inside forwards are followed.
const MAX_FORWARDS: usize = 8;

/// Marks what is folded. The result is in order and does not overlap.
pub(crate) fn fold(lines: &[Line], context: Context) -> Vec<LineFold> {
    let mut marks = vec![None; lines.len()];
    mark(lines, context, 0, &mut marks);
    never_everything(lines, &mut marks);
    ranges(lines, &marks)
}

/// Marks one mail and, when it forwards another one that is the testimony, that one too.
fn mark(lines: &[Line], context: Context, forwards: usize, marks: &mut [Option<FoldKind>]) {
    let base = base_depth(lines);
    let (own, tail) = match header::find_tail(lines, base, context) {
        Some(head) => (head.lines.start, Some(head)),
        None => (lines.len(), None),
    };
    let own_lines = lines.get(..own).unwrap_or_default();
    mark_quotes(own_lines, base, context, marks);
    signature::mark(own_lines, marks);
    let Some(head) = tail else { return };
    let own_words = open_words(own_lines, marks);
    let rest = lines.get(head.lines.end..).unwrap_or_default();
    set(marks, head.lines.clone(), FoldKind::QuoteHeader);
    if is_testimony(&head, context, own_words, rest) && forwards < MAX_FORWARDS {
        let inner = Context { is_reply: true, is_forward: false };
        mark(rest, inner, forwards + 1, marks.get_mut(head.lines.end..).unwrap_or_default());
    } else {
        set(marks, head.lines.end..lines.len(), FoldKind::Quote);
    }
}

/// Whether what follows a header is the testimony and not a quote.
fn is_testimony(head: &Head, context: Context, own_words: usize, rest: &[Line]) -> bool {
    let rest_words: usize = rest.iter().map(Line::words).sum();
    if rest_words == 0 {
        return false;
    }
    if head.is_forward || context.is_forward {
        own_words < SHORT_NOTE && own_words < rest_words
    } else if context.is_reply {
        own_words == 0
    } else {
        own_words < NO_NOTE
    }
}

/// Marks quoted lines and the headers over them; unquoted lines between them are answers and stay open.
fn mark_quotes(lines: &[Line], base: usize, context: Context, marks: &mut [Option<FoldKind>]) {
    let quoted: Vec<bool> = lines.iter().map(|line| depth(line) > base).collect();
    let count = quoted.iter().filter(|quoted| **quoted).count();
    let heads = header::attributions(lines, &quoted);
    // One line that begins with `>` is no quote yet.
    if count == 0 || count == 1 && heads.is_empty() && lines.iter().all(|line| line.quote == 0) {
        return;
    }
    let words_of = |wanted: bool| -> usize {
        lines.iter().zip(&quoted).filter(|(_, quoted)| **quoted == wanted).map(|(line, _)| line.words()).sum()
    };
    let head_words: usize =
        heads.iter().flat_map(|head| lines.get(head.clone()).unwrap_or_default()).map(Line::words).sum();
    let own_words = words_of(false).saturating_sub(head_words);
    for head in heads {
        set(marks, head, FoldKind::QuoteHeader);
    }
    // A mail forwarded with `>` marks under a short note.
    if context.is_forward && own_words < SHORT_NOTE && own_words < words_of(true) || own_words == 0 {
        return;
    }
    for (mark, _) in marks.iter_mut().zip(&quoted).filter(|(_, quoted)| **quoted) {
        *mark = Some(FoldKind::Quote);
    }
}

/// How deep a line is quoted: elements of HTML and `>` marks.
fn depth(line: &Line) -> usize {
    let mut marks = 0;
    for c in line.text.chars() {
        match c {
            '>' => marks += 1,
            ' ' => {}
            _ => break,
        }
    }
    // `>:-(` is a face, and `>100 sider` is a number.
    let face = marks == 1
        && !line.text.starts_with("> ")
        && !line.text.trim_start_matches('>').starts_with(char::is_alphabetic)
        && line.text.len() > 1;
    usize::from(line.quote) + if face { 0 } else { marks }
}

/// The depth that all lines have in common: a mail that is quoted as a whole is not quoted.
fn base_depth(lines: &[Line]) -> usize {
    lines.iter().filter(|line| !line.is_blank()).map(depth).min().unwrap_or(0)
}

fn open_words(lines: &[Line], marks: &[Option<FoldKind>]) -> usize {
    lines.iter().zip(marks).filter(|(_, mark)| mark.is_none()).map(|(line, _)| words(&line.text)).sum()
}

fn set(marks: &mut [Option<FoldKind>], lines: std::ops::Range<usize>, kind: FoldKind) {
    for mark in marks.get_mut(lines).unwrap_or_default() {
        *mark = Some(kind);
    }
}

/// A mail in which nothing would stay open is opened: first its quotes, then everything.
fn never_everything(lines: &[Line], marks: &mut [Option<FoldKind>]) {
    for kind in [FoldKind::Quote, FoldKind::Signature, FoldKind::QuoteHeader] {
        if open_words(lines, marks) > 0 {
            return;
        }
        for mark in marks.iter_mut().filter(|mark| **mark == Some(kind)) {
            *mark = None;
        }
    }
}

/// Runs of equally marked lines; blank lines inside and between them belong to the run before them.
fn ranges(lines: &[Line], marks: &[Option<FoldKind>]) -> Vec<LineFold> {
    let mut folds: Vec<LineFold> = Vec::new();
    let mut since: Option<usize> = None;
    for (at, (line, mark)) in lines.iter().zip(marks).enumerate() {
        if line.is_blank() {
            continue;
        }
        match (mark, folds.last_mut(), since) {
            (Some(kind), Some(last), Some(_)) if last.kind == *kind => last.lines.end = at + 1,
            (Some(kind), _, _) => {
                folds.push(LineFold { lines: at..at + 1, kind: *kind });
                since = Some(at);
            }
            (None, _, _) => since = None,
        }
    }
    folds
}

#[cfg(test)]
mod tests;
