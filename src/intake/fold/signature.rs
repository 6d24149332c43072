//! Closing phrases, signature blocks, and the lines that phones put under a mail.

use super::{FoldKind, set};
use crate::intake::line::Line;
use crate::intake::pattern::Pattern;
use std::ops::Range;

/// *Sendt fra min iPhone*, *Hent Outlook til iOS*
static DEVICE: Pattern = Pattern::new(
    r"^[\s*_-]*(sendt|sent|skickat|gesendet|envoyé|hent|hentet|get|få|download)\b.*\b(iphone|iphonen|ipad|mobil|mobilen|telefon|smartphone|samsung|galaxy|android|outlook|yahoo|huawei|xiaomi|oneplus|windows|gmail|xperia|sony|nokia|proton|protonmail|tablet|mail|mac)\b|^[\s*_-]*(virusfri|virus-free)\b",
);
/// *Med venlig hilsen*, *Mvh*, *Kh*, *Kind regards*
static CLOSING: Pattern = Pattern::new(
    r"^[\s*_-]*((med|en|de|mange|rigtig|rigtigt|så|alt|aller)\s+)*((aller)?(venlig|kærlig|bedst|varm|hjertelig|god|gode|stor|kollegial|taknemmelig)[a-zæøå]*\s+)?(hilsen|hilsner|hilsener|hilsenen)\b|^[\s*_-]*(m\.?\s?v\.?\s?h|v\.?h|k\.?h|d\.?b\.?h)\b\.?,?(\s+\S+)?(\s+\S+)?(\s+\S+)?$|^[\s*_-]*(de )?(venligst|kærligst|bedste|knus|kram)\b[,.!]*(\s+\S+)?(\s+\S+)?$|^[\s*_-]*(with )?((kind|best|warm|many|kindest)\s+)?(regards|wishes)\b|^[\s*_-]*(yours (sincerely|faithfully|truly)|sincerely)\b",
);
/// *P.S.*: more text after the signature.
static POSTSCRIPT: Pattern = Pattern::new(r"^[\s*_-]*(p\.?\s?s\.?|n\.?b\.?|efterskrift)(\b|[:\s])");

/// The most words of a line inside a signature block.
const SHORT_LINE: usize = 8;
/// The most filled lines of a signature block.
const MAX_LINES: usize = 10;

/// Marks the signature at the end of every stretch that is not marked yet.
pub(super) fn mark(lines: &[Line], marks: &mut [Option<FoldKind>]) {
    for stretch in open_stretches(lines, marks) {
        mark_stretch(lines, stretch, marks);
    }
    for (line, mark) in lines.iter().zip(marks.iter_mut()) {
        if line.signature && mark.is_none() {
            *mark = Some(FoldKind::Signature);
        }
    }
}

/// The stretches of lines that are not marked.
fn open_stretches(lines: &[Line], marks: &[Option<FoldKind>]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for at in 0..lines.len() {
        if marks.get(at).is_some_and(Option::is_some) {
            continue;
        }
        match stretches.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}

fn mark_stretch(lines: &[Line], stretch: Range<usize>, marks: &mut [Option<FoldKind>]) {
    let filled: Vec<usize> = stretch.clone().filter(|&at| lines.get(at).is_some_and(|line| !line.is_blank())).collect();
    let text = |at: usize| lines.get(at).map(|line| line.text.trim()).unwrap_or_default();
    let words = |at: usize| lines.get(at).map(Line::words).unwrap_or_default();
    for &at in filled.iter().rev().take(3) {
        if DEVICE.is_in(text(at)) && words(at) <= SHORT_LINE {
            set(marks, at..at + 1, FoldKind::Signature);
        }
    }
    // The mark of RFC 3676, 4.3, with or without its space.
    if let Some(at) = filled
        .iter()
        .rev()
        .take(16)
        .rev()
        .copied()
        .find(|&at| matches!(text(at), "--" | "—" | "__") && at > stretch.start)
    {
        let below: usize = (at..stretch.end).map(words).sum();
        if below <= 60 {
            set(marks, at..stretch.end, FoldKind::Signature);
            return mark_stretch(lines, stretch.start..at, marks);
        }
    }
    let candidates = filled.iter().rev().take(MAX_LINES + 2).rev().copied();
    for at in candidates.filter(|&at| marks.get(at).is_some_and(Option::is_none)) {
        if !CLOSING.is_in(text(at)) || words(at) > SHORT_LINE {
            continue;
        }
        let below = filled.iter().copied().filter(|&below| below > at);
        let block = below.clone().take_while(|&below| {
            words(below) <= SHORT_LINE && !POSTSCRIPT.is_in(text(below)) && !ends_like_a_sentence(text(below))
        });
        let end = block.last().map_or(at + 1, |last| last + 1);
        set(marks, at..end, FoldKind::Signature);
        return;
    }
}

/// A short line that asks or exclaims, or that is a sentence with a verb's length, belongs to the text and not to a signature.
fn ends_like_a_sentence(line: &str) -> bool {
    line.ends_with(['?', '!']) || line.ends_with('.') && line.split_whitespace().count() > 4
}

#[cfg(test)]
pub(super) fn patterns() -> [&'static Pattern; 3] {
    [&DEVICE, &CLOSING, &POSTSCRIPT]
}
