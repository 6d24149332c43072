//! What is left of a labelled form when everything found is hidden.

use crate::redact::Analysis;
use crate::redact::lexicon::Lexicon;
use crate::redact::marked::{Label, Marked};
use crate::text::{SourceText, Span};
use std::collections::BTreeSet;

/// Every place where a form survives: its labels that are not wholly covered, and every other whole word that reads the same. `labels` are those
/// with the one form.
///
/// Where nothing is labelled, a word of the language is no leak: *From* of somebody called From begins English sentences as well.
#[expect(clippy::disallowed_methods, reason = "looks for the form and keeps spans only")]
pub(super) fn survivors(marked: &Marked, analysis: &Analysis, labels: &[&Label]) -> BTreeSet<Span> {
    let mut places: BTreeSet<Span> = labels.iter().map(|label| label.span).collect();
    let text = marked.text.as_str();
    let written: BTreeSet<&str> = labels.iter().map(|label| marked.text.slice(label.span)).collect();
    for form in written {
        let ordinary = is_ordinary(form);
        for (start, _) in text.match_indices(form) {
            let Some(span) = marked.text.span(start, start + form.len()) else { continue };
            let labelled = || marked.labels.iter().any(|label| label.span.overlaps(span));
            if is_whole_word(text, span) && (labelled() || !ordinary) {
                places.insert(span);
            }
        }
    }
    places.retain(|span| !is_covered(analysis, *span, &marked.text));
    places
}

/// Whether every word of the form is an everyday word or stands on a list of what must stay.
fn is_ordinary(form: &str) -> bool {
    let lexicon = Lexicon::shipped();
    let words = || form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words().all(|word| {
        let entry = lexicon.entry(&word.to_lowercase());
        entry.is_danish_word()
            || entry.is_english_word()
            || entry.is_nordic_word()
            || entry.is_kept()
            || word.chars().count() == 1
    })
}

/// Whether no letter or digit stands on either side, but for the *s* of a genitive.
fn is_whole_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start()).and_then(|head| head.chars().next_back());
    let mut after = text.get(span.end()..).unwrap_or_default().chars();
    let end = match after.next() {
        Some('s') => after.next(),
        next => next,
    };
    ![before, end].into_iter().flatten().any(char::is_alphanumeric)
}

/// Whether findings cover every letter and digit of a span; a genitive *s* at its end may stay, for it survives by design.
#[expect(clippy::disallowed_methods, reason = "looks at single characters")]
pub(super) fn is_covered(analysis: &Analysis, span: Span, text: &SourceText) -> bool {
    let form = text.slice(span);
    let form = form.strip_suffix('s').filter(|name| name.chars().count() > 2).unwrap_or(form);
    form.char_indices().filter(|(_, c)| c.is_alphanumeric()).all(|(at, _)| {
        let at = span.start() + at;
        analysis.findings.iter().any(|finding| finding.span.start() <= at && at < finding.span.end())
    })
}
