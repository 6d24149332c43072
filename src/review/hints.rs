//! What may point at the family although it names nobody: the hints of the engine, what is printed instead, and the risk in words.
//!
//! Hints wait for nobody. A hint is shown while its stretch would be printed as it stands or in coarser words; over what is hidden, waits or is folded away there
//! is nothing to coarsen.

use super::card::around;
use super::decision::{Act, Coarsened};
use super::label::{Label, Series};
use super::occurrence::occurrences;
use super::state::{Review, Status};
use crate::personal::Personal;
use crate::redact::release::Reworded;
use crate::redact::risk::{HintKind, Risk, Shown, assess};
use crate::redact::subject::form_key;
use crate::text::{SourceText, Span};

/// The longest wording, in characters: one line of the booklet.
pub const MAX_WORDING_CHARS: usize = 80;

/// One stretch that may point at the family.
#[derive(Clone, Debug)]
pub struct Row {
    /// What the coordinator types: `r1`.
    pub label: Label,
    /// Where it stands.
    pub span: Span,
    /// What it tells; `None` for a stretch that was coarsened and that the engine no longer points out.
    pub kind: Option<HintKind>,
    /// What the program proposes.
    pub proposal: Option<String>,
    /// What is printed instead as things stand.
    pub wording: Option<Personal>,
    /// The stretch with what stands around it, marked by »…«.
    pub context: Personal,
}

impl Row {
    /// The decision to print it in these words, or as it stands again.
    pub const fn coarsened(&self, wording: Option<Personal>) -> Coarsened {
        Coarsened { start: self.span.start(), end: self.span.end(), wording }
    }
}

/// The decision to take the proposals of these rows. `None` when none of them has one.
pub fn take_proposals<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Option<Act> {
    let stretches: Vec<Coarsened> =
        rows.into_iter().filter_map(|row| Some(row.coarsened(Some(Personal::new(row.proposal.clone()?))))).collect();
    (!stretches.is_empty()).then_some(Act::Coarsen { stretches })
}

/// What the coordinator typed, as it would be printed: normalised like the text, on one line.
#[expect(clippy::disallowed_methods, reason = "what was typed goes straight into Personal")]
pub fn typed_wording(typed: &str) -> Personal {
    let text = SourceText::normalise(typed);
    Personal::new(text.as_str().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a wording may be printed at all: not empty, not long, no control characters or line breaks.
#[expect(clippy::disallowed_methods, reason = "only its characters are looked at")]
pub(super) fn is_wording(wording: &Personal) -> bool {
    let text = wording.reveal();
    let printable = text.chars().all(|c| !c.is_control()) && text == text.trim();
    printable && text.chars().any(char::is_alphanumeric) && text.chars().count() <= MAX_WORDING_CHARS
}

impl Review<'_> {
    /// Every row in text order. Its number follows from the analysis, so it does not change when another row is decided.
    pub fn hints(&self) -> Vec<Row> {
        let folds = self.reading().folded();
        let printed = |span: Span| !folds.iter().any(|fold| fold.overlaps(span));
        let hinted = self.analysis().hints.iter().filter(|hint| printed(hint.span)).map(|hint| {
            let reworded = self.reworded().iter().find(|other| other.span.overlaps(hint.span));
            // A wording from an earlier analysis may lie over a little more or less.
            let span = reworded.map_or(hint.span, |other| other.span);
            (span, Some(hint.kind), Some(hint.proposal.wording()), reworded)
        });
        let alone = |other: &&Reworded| !self.analysis().hints.iter().any(|hint| hint.span.overlaps(other.span));
        let orphans = self.reworded().iter().filter(alone).map(|other| (other.span, None, None, Some(other)));
        // Orphans last, so that the numbers of the others stay.
        (1..)
            .zip(hinted.chain(orphans))
            .filter(|(_, (span, ..))| !self.is_covered(*span))
            .map(|(number, (span, kind, proposal, reworded))| Row {
                label: Label { series: Series::Risk, number },
                span,
                kind,
                proposal,
                wording: reworded.map(|other| other.wording.clone()),
                context: Personal::new(around(&self.reading().text, span)),
            })
            .collect()
    }

    /// The row with a label.
    pub fn hint(&self, label: Label) -> Option<Row> {
        self.hints().into_iter().find(|row| row.label == label)
    }

    /// How much of what would be printed points at the family.
    pub fn risk(&self) -> Risk {
        let mut shown = Shown::default();
        for kind in self.hints().iter().filter(|row| row.wording.is_none()).filter_map(|row| row.kind) {
            *shown.hints.entry(kind).or_default() += 1;
        }
        let covers = |span: Span| self.reworded().iter().any(|other| other.span.contains(span));
        for subject in &self.analysis().subjects {
            let printed = !self.is_folded(subject) && !self.analysis().spans(subject).all(covers);
            if printed && self.status_of(subject) == Status::Kept {
                *shown.kept.entry(subject.kind).or_default() += 1;
            }
        }
        assess(shown)
    }

    /// Whether something that is hidden or waits stands in a stretch.
    fn is_covered(&self, span: Span) -> bool {
        let within =
            |subject: &crate::redact::Subject| self.analysis().spans(subject).any(|found| found.overlaps(span));
        self.analysis().subjects.iter().any(|subject| {
            matches!(self.status_of(subject), Status::Hidden { .. } | Status::Waiting) && within(subject)
        })
    }

    /// Whether a wording repeats a form that is hidden or waits.
    #[expect(clippy::disallowed_methods, reason = "the wording is compared with what is hidden")]
    pub(super) fn repeats(&self, wording: &Personal) -> bool {
        let wording = SourceText::normalise(wording.reveal());
        self.analysis()
            .subjects
            .iter()
            .filter(|subject| matches!(self.status_of(subject), Status::Hidden { .. } | Status::Waiting))
            .flat_map(|subject| self.analysis().spans(subject))
            .any(|span| !occurrences(&wording, &form_key(self.reading().text.slice(span))).is_empty())
    }
}

/// A kind as the coordinator reads it.
pub const fn kind(kind: HintKind) -> &'static str {
    match kind {
        HintKind::School => "skole",
        HintKind::SmallPlace => "lille sted",
        HintKind::Workplace => "arbejdsplads",
        HintKind::Association => "forening",
        HintKind::Date => "dato",
        HintKind::Age => "alder",
        HintKind::Class => "skoleklasse",
        HintKind::RareDiagnosis => "sjælden diagnose",
        HintKind::Siblings => "søskende",
        HintKind::Occupation => "stilling",
        HintKind::Event => "hændelse",
        HintKind::Origin => "oprindelse",
        HintKind::Unique => "en af få",
    }
}

#[cfg(test)]
mod tests;
