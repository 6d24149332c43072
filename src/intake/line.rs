//! Lines of a mail on their way to one normalised text, and the assembly that turns them into it.
//!
//! Folding works on lines, because quoting and signatures are matters of lines. Byte offsets come into being here, after
//! normalising, and never have to be corrected.

use super::reading::{Fold, FoldKind};
use crate::text::SourceText;
use std::ops::Range;

/// One line, without its end.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The words. `>` marks of quoted plain text are still there.
    pub(crate) text: String,
    /// How deep inside quoting elements of HTML; 0 for plain text.
    pub(crate) quote: u8,
    /// Inside an element that the mail program itself marked as signature.
    pub(crate) signature: bool,
}

impl Line {
    /// A line outside quotes and signatures.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), quote: 0, signature: false }
    }

    /// Whether a reader would see an empty line.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'))
    }

    /// The number of words, as a person would count them.
    pub(crate) fn words(&self) -> usize {
        words(&self.text)
    }
}

/// The number of words, as a person would count them.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// Splits at every kind of line end and drops white space at the ends of lines.
pub(crate) fn split(text: &str) -> Vec<Line> {
    text.replace("\r\n", "\n").split(['\n', '\r']).map(|line| Line::plain(line.trim_end_matches([' ', '\t']))).collect()
}

/// Splits at every kind of line end and changes nothing else.
pub(crate) fn split_exactly(text: &str) -> Vec<Line> {
    text.replace("\r\n", "\n").split(['\n', '\r']).map(Line::plain).collect()
}

/// Drops blank lines at both ends and makes every other run of them one blank line.
pub(crate) fn squeeze(lines: Vec<Line>) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        if line.is_blank() {
            if kept.last().is_some_and(|last| !last.is_blank()) {
                kept.push(Line { text: String::new(), ..line });
            }
        } else {
            kept.push(line);
        }
    }
    if kept.last().is_some_and(Line::is_blank) {
        kept.pop();
    }
    kept
}

/// A folded stretch in whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineFold {
    /// The lines.
    pub(crate) lines: Range<usize>,
    /// Why.
    pub(crate) kind: FoldKind,
}

/// A stretch of the testimony that was folded by itself: the mail's own text, an attachment, an attached mail.
#[derive(Default)]
pub(crate) struct Section {
    /// The lines, squeezed.
    pub(crate) lines: Vec<Line>,
    /// What of them is folded, in order, not overlapping.
    pub(crate) folds: Vec<LineFold>,
}

impl Section {
    /// Whether line `at` is folded.
    pub(crate) fn is_folded(&self, at: usize) -> bool {
        self.folds.iter().any(|fold| fold.lines.contains(&at))
    }

    /// The text that is not folded, for the classifier.
    pub(crate) fn open_text(&self) -> String {
        let mut text = String::new();
        for (_, line) in self.lines.iter().enumerate().filter(|(at, _)| !self.is_folded(*at)) {
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }
}

/// Puts the sections one after the other, a blank line between them, normalised; folds become byte ranges of the result.
pub(crate) fn assemble(sections: &[Section]) -> (SourceText, Vec<Fold>) {
    let mut text = String::new();
    let mut folds = Vec::new();
    for section in sections.iter().filter(|section| !section.lines.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let mut ranges = Vec::with_capacity(section.lines.len());
        for (at, line) in section.lines.iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            let start = text.len();
            #[expect(clippy::disallowed_methods, reason = "the line becomes part of the testimony's text")]
            text.push_str(SourceText::normalise(&line.text).as_str());
            ranges.push(start..text.len());
        }
        for fold in &section.folds {
            let ends = (ranges.get(fold.lines.start), fold.lines.end.checked_sub(1).and_then(|last| ranges.get(last)));
            if let (Some(first), Some(last)) = ends
                && first.start < last.end
            {
                folds.push(Fold { start: first.start, end: last.end, kind: fold.kind });
            }
        }
    }
    let source = SourceText::normalise(&text);
    // Normalising is idempotent line by line, so the offsets hold. Should it ever not be so, nothing is folded: shown, not lost.
    if source.len() != text.len() {
        folds.clear();
    }
    (source, folds)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
mod tests {
    use super::*;

    #[test]
    fn folds_point_at_the_lines_after_normalising() {
        let lines = squeeze(split("\n\nMo\u{ad}gens A\u{30a}s\r\n\r\n\r\n> Kære\u{a0}Åse\n"));
        let section = Section { lines, folds: vec![LineFold { lines: 2..3, kind: FoldKind::Quote }] };
        let (text, folds) = assemble(&[section, Section { lines: split("bilag"), folds: Vec::new() }]);
        assert_eq!(text.as_str(), "Mogens Ås\n\n> Kære Åse\n\nbilag");
        let fold = folds.first().unwrap();
        assert_eq!(text.slice(text.span(fold.start, fold.end).unwrap()), "> Kære Åse");
    }
}
