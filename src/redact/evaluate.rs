//! How well the engine does on labelled texts: what leaks, what is lost, how much is left to decide.
//!
//! Two numbers fight each other. An *item* is a distinct labelled form of a text (`Mette`, `Mette Sørensen`); it leaks when any of its
//! occurrences survives anywhere in the text, so one slip in forty is a leak. Against it stand the words outside the labels that are lost, and the
//! decisions that are left to a person.

mod form;
mod survive;

pub use form::Form;

use super::finding::{Finding, Kind, Role, Tier};
use super::marked::{Label, Marked};
use super::rules::RuleSet;
use super::subject::form_at;
use super::{AnalyseError, Analysis, analyse};
use crate::personal::Personal;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: usize,
    /// The whole.
    pub whole: usize,
}

impl Share {
    fn count(&mut self, is_part: bool) {
        self.whole += 1;
        self.part += usize::from(is_part);
    }

    /// The part as a fraction of the whole, 1 when there is nothing.
    pub fn fraction(self) -> f64 {
        if self.whole == 0 { 1.0 } else { self.part as f64 / self.whole as f64 }
    }
}

/// Counts over one or more labelled texts.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Texts measured.
    pub texts: usize,
    /// Labels wholly covered by findings, of all.
    pub by_kind: BTreeMap<Kind, Share>,
    /// The same for persons, by what the label says they are; `None` where it does not say.
    pub by_role: BTreeMap<Option<Role>, Share>,
    /// The same for persons, by how the name is written. A label may be in several rows: *mettes* is a first name in the genitive in lower case.
    pub by_form: BTreeMap<Form, Share>,
    /// Distinct labelled forms of each text of which at least one occurrence survives anywhere in it, of all.
    pub leaked: Share,
    /// The same where the form can be read as a whole, nothing of it hidden. What `leaked` counts beside these is cut short: a road without its number.
    pub readable: Share,
    /// Findings that touch a label, of all.
    pub right: Share,
    /// Words outside the labels that are left standing when everything found is hidden, of all.
    pub kept: Share,
    /// For each text the decisions that wait: one per subject in doubt, and one for all unvouched words.
    pub decisions: Vec<usize>,
    /// Leaks that the files themselves list as known.
    pub known: usize,
}

/// What one text gave, for those who want to see where it went wrong. Spans only.
#[derive(Clone, Debug, Default)]
pub struct Misses {
    /// Labels that are not wholly covered, and other places where a labelled form survives; in text order.
    pub leaked: Vec<Span>,
    /// Findings that touch no label.
    pub lost: Vec<Finding>,
}

impl Score {
    /// Labels wholly covered, over all kinds.
    pub fn covered(&self) -> Share {
        let sum = |pick: fn(&Share) -> usize| self.by_kind.values().map(pick).sum();
        Share { part: sum(|share| share.part), whole: sum(|share| share.whole) }
    }

    /// Items that leak in a hundred texts like these.
    pub fn leaks_per_hundred(&self) -> f64 {
        if self.texts == 0 { 0.0 } else { self.leaked.part as f64 * 100.0 / self.texts as f64 }
    }

    /// Decisions over all texts.
    pub fn all_decisions(&self) -> usize {
        self.decisions.iter().sum()
    }

    /// The number of decisions that this share of the texts does not go beyond; `0.5` is the median, `1.0` the most.
    pub fn decisions_within(&self, share: f64) -> usize {
        let mut sorted = self.decisions.clone();
        sorted.sort_unstable();
        let last = sorted.len().saturating_sub(1);
        let at = (share.clamp(0.0, 1.0) * sorted.len() as f64).ceil() as usize;
        sorted.get(at.saturating_sub(1).min(last)).copied().unwrap_or(0)
    }

    /// Measures one text and adds it.
    ///
    /// # Errors
    /// When the engine refuses the text.
    pub fn add(&mut self, marked: &Marked, rules: &RuleSet) -> Result<Misses, AnalyseError> {
        let analysis = analyse(&marked.text, &marked.seeds, rules, &[])?;
        let mut misses = Misses::default();
        self.texts += 1;
        let mut leaking: BTreeSet<Span> = BTreeSet::new();
        let mut items: BTreeMap<(Kind, Personal), Vec<&Label>> = BTreeMap::new();
        let forms = form::Forms::new(marked);
        for label in &marked.labels {
            let covered = survive::is_covered(&analysis, label.span, &marked.text);
            self.by_kind.entry(label.kind).or_default().count(covered);
            if label.kind == Kind::Person {
                self.by_role.entry(label.role).or_default().count(covered);
                for form in forms.of(label) {
                    self.by_form.entry(form).or_default().count(covered);
                }
            }
            let form = form_at(&marked.text, label.span);
            if !covered {
                self.known += usize::from(marked.known_misses.contains(&form));
                leaking.insert(label.span);
            }
            items.entry((label.kind, form)).or_default().push(label);
        }
        for labels in items.values() {
            let survivors = survive::survivors(marked, &analysis, labels);
            self.leaked.count(!survivors.is_empty());
            let whole = |span: &Span| !analysis.findings.iter().any(|finding| finding.span.overlaps(*span));
            self.readable.count(survivors.iter().any(whole));
            leaking.extend(survivors);
        }
        misses.leaked = leaking.into_iter().collect();
        for finding in &analysis.findings {
            let right = marked.labels.iter().any(|label| label.span.overlaps(finding.span));
            self.right.count(right);
            if !right {
                misses.lost.push(finding.clone());
            }
        }
        self.count_words(marked, &analysis);
        self.decisions.push(
            analysis.subjects.iter().filter(|subject| subject.tier == Tier::Doubt).count()
                + usize::from(analysis.subjects.iter().any(|subject| subject.tier == Tier::Unvouched)),
        );
        Ok(misses)
    }

    #[expect(clippy::disallowed_methods, reason = "counts words, keeps none")]
    fn count_words(&mut self, marked: &Marked, analysis: &Analysis) {
        let text = marked.text.as_str();
        let mut at = 0;
        for word in text.split_whitespace() {
            let start = at + text.get(at..).and_then(|rest| rest.find(word)).unwrap_or(0);
            at = start + word.len();
            if !word.chars().any(char::is_alphanumeric) {
                continue;
            }
            let Some(span) = marked.text.span(start, at) else { continue };
            if marked.labels.iter().any(|label| label.span.overlaps(span)) {
                continue;
            }
            self.kept.count(!analysis.findings.iter().any(|finding| finding.span.overlaps(span)));
        }
    }
}

#[cfg(test)]
mod tests;
