//! What would be printed as things stand: the words that an approval approves, and the forms that must not be among them.

use super::decision::Act;
use super::fingerprint::Fingerprint;
use super::state::{Review, Status};
use crate::personal::Personal;
use crate::redact::release::Verdict;
use crate::text::Span;
use std::collections::BTreeSet;

/// Coarsened stretches of no more letters and digits than this are not looked for in the finished pages.
const FIGURES: usize = 2;

impl Review<'_> {
    /// Of the words that would be printed now, whether or not anything waits.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.shown())
    }

    /// The approval of the text as it now reads.
    pub fn approval(&self, original_read: bool) -> Act {
        Act::Approve { fingerprint: self.fingerprint(), original_read }
    }

    /// Every form that is hidden, as it stands in the text, for the leak gate. What is hidden in the folded part is there too: a
    /// name from a signature must not turn up in the booklet either.
    pub fn hidden_forms(&self) -> BTreeSet<Personal> {
        self.forms_where(|status| matches!(status, Status::Hidden { .. }))
    }

    /// Every form that is kept, as it stands in the text.
    pub fn kept_forms(&self) -> BTreeSet<Personal> {
        self.forms_where(|status| status == Status::Kept)
    }

    #[expect(clippy::disallowed_methods, reason = "the forms go straight into Personal again")]
    fn forms_where(&self, wanted: impl Fn(Status) -> bool) -> BTreeSet<Personal> {
        self.analysis()
            .subjects
            .iter()
            .filter(|subject| wanted(self.status_of(subject)))
            .flat_map(|subject| self.analysis().spans(subject))
            .map(|span| Personal::new(self.reading().text.slice(span).to_owned()))
            .collect()
    }

    /// How many words would be printed now, placeholders not counted.
    pub(super) fn printed_words(&self) -> usize {
        let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
        self.shown().iter().map(|piece| piece.split_whitespace().filter(is_word).count()).sum()
    }

    /// Every stretch that is printed in coarser words, as it stands in the text, for the leak gate: on the pages of this testimony it must not be
    /// found. What also stands elsewhere in what is printed is left out, because there the coordinator lets it stand.
    #[expect(clippy::disallowed_methods, reason = "the forms go straight into Personal again")]
    pub fn coarsened_forms(&self) -> BTreeSet<Personal> {
        let printed = words(&self.shown().join(" "));
        self.reworded()
            .iter()
            .map(|other| self.reading().text.slice(other.span))
            .filter(|form| {
                // An age or a class is a figure or two, which page numbers and placeholders are as well.
                let telling = form.chars().filter(|c| c.is_alphanumeric()).count() > FIGURES;
                let form = words(form);
                telling && !form.is_empty() && !printed.windows(form.len()).any(|window| same(window, &form))
            })
            .map(|form| Personal::new(form.to_owned()))
            .collect()
    }

    /// The stretches that are not printed as they stand: folded, hidden, or in other words, in text order. They may overlap: whoever walks over
    /// them only ever moves forward.
    fn cuts(&self) -> Vec<(Span, Option<&str>)> {
        let verdicts = self.verdicts();
        let hidden = self
            .analysis()
            .subjects
            .iter()
            .filter(|subject| matches!(verdicts.get(&subject.id), Some(Verdict::Hide(..))))
            .flat_map(|subject| self.analysis().spans(subject));
        let nothing = self.reading().folded().into_iter().chain(hidden).map(|span| (span, None));
        #[expect(
            clippy::disallowed_methods,
            reason = "a wording is hashed or looked at for being empty, as the pieces are"
        )]
        let reworded = self.reworded().iter().map(|other| (other.span, Some(other.wording.reveal().as_str())));
        let mut cuts: Vec<(Span, Option<&str>)> = nothing.chain(reworded).collect();
        cuts.sort_by_key(|(span, wording)| (span.start(), wording.is_some(), span.end()));
        cuts
    }

    /// The pieces that would be printed.
    #[expect(clippy::disallowed_methods, reason = "the pieces are hashed or looked at for being empty, never shown")]
    pub(super) fn shown(&self) -> Vec<&str> {
        let text = &self.reading().text;
        let mut shown = Vec::new();
        let mut done = 0;
        for (cut, wording) in self.cuts() {
            if cut.end() <= done {
                continue;
            }
            shown.extend(text.span(done, cut.start()).map(|span| text.slice(span)));
            shown.extend(wording);
            done = done.max(cut.end());
        }
        shown.extend(text.span(done, text.len()).map(|span| text.slice(span)));
        shown
    }
}

/// The words of a text in lower case: what the leak gate compares, roughly.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Whether the words are the same, the last one in the genitive or not.
fn same(window: &[String], form: &[String]) -> bool {
    let genitive = |word: &String, plain: &String| word == plain || word.strip_suffix('s') == Some(plain.as_str());
    match (window.split_last(), form.split_last()) {
        (Some((last, before)), Some((plain, front))) => before == front && genitive(last, plain),
        _ => false,
    }
}
