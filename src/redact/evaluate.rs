//! How well the engine does on labelled texts: what leaks, what is lost, how much is left to decide.

use super::finding::{Finding, Kind, Tier};
use super::marked::Marked;
use super::rules::RuleSet;
use super::subject::form_at;
use super::{AnalyseError, Analysis, analyse};
use crate::personal::Personal;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Counts over one or more labelled texts.
#[derive(Clone, Debug, Default)]
pub struct Score {
    /// Texts measured.
    pub texts: usize,
    /// Per kind: labels, labels wholly covered by findings.
    pub by_kind: BTreeMap<Kind, (usize, usize)>,
    /// Distinct labelled forms, and those of which at least one occurrence survives anywhere in the text.
    pub items: usize,
    /// See [`Score::items`].
    pub leaked: usize,
    /// Findings, and those that touch a label.
    pub findings: usize,
    /// See [`Score::findings`].
    pub right: usize,
    /// Words outside the labels.
    pub words: usize,
    /// Words outside the labels that are left standing when everything found is hidden.
    pub kept: usize,
    /// Decisions that wait: one per subject in doubt, and one for all unvouched words of a text.
    pub decisions: usize,
    /// Leaks that the files themselves list as known.
    pub known: usize,
}

/// What one text gave, for those who want to see where it went wrong. Spans only.
#[derive(Clone, Debug, Default)]
pub struct Misses {
    /// Labels that are not wholly covered.
    pub leaked: Vec<Span>,
    /// Findings that touch no label.
    pub lost: Vec<Finding>,
}

impl Score {
    /// Labels over all kinds.
    pub fn labels(&self) -> usize {
        self.by_kind.values().map(|(all, _)| all).sum()
    }

    /// Labels wholly covered, over all kinds.
    pub fn covered(&self) -> usize {
        self.by_kind.values().map(|(_, covered)| covered).sum()
    }

    /// Measures one text and adds it.
    ///
    /// # Errors
    /// When the engine refuses the text.
    pub fn add(&mut self, marked: &Marked, rules: &RuleSet) -> Result<Misses, AnalyseError> {
        let analysis = analyse(&marked.text, &marked.seeds, rules, &[])?;
        let mut misses = Misses::default();
        self.texts += 1;
        let mut leaked: BTreeSet<(Kind, Personal)> = BTreeSet::new();
        let mut items: BTreeSet<(Kind, Personal)> = BTreeSet::new();
        for label in &marked.labels {
            let item = (label.kind, form_at(&marked.text, label.span));
            let known = marked.known_misses.contains(&item.1);
            let covered = covered(&analysis, label.span, marked);
            let counts = self.by_kind.entry(label.kind).or_default();
            counts.0 += 1;
            counts.1 += usize::from(covered);
            if !covered {
                self.known += usize::from(known);
                leaked.insert(item.clone());
                misses.leaked.push(label.span);
            }
            items.insert(item);
        }
        self.items += items.len();
        self.leaked += leaked.len();
        for finding in &analysis.findings {
            let right = marked.labels.iter().any(|label| label.span.overlaps(finding.span));
            self.findings += 1;
            self.right += usize::from(right);
            if !right {
                misses.lost.push(finding.clone());
            }
        }
        self.count_words(marked, &analysis);
        self.decisions += analysis.subjects.iter().filter(|subject| subject.tier == Tier::Doubt).count()
            + usize::from(analysis.subjects.iter().any(|subject| subject.tier == Tier::Unvouched));
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
            self.words += 1;
            self.kept += usize::from(!analysis.findings.iter().any(|finding| finding.span.overlaps(span)));
        }
    }
}

/// Whether findings cover every letter and digit of a span; a genitive *s* at its end may stay, for it survives by design.
#[expect(clippy::disallowed_methods, reason = "looks at single characters")]
fn covered(analysis: &Analysis, span: Span, marked: &Marked) -> bool {
    let text = marked.text.slice(span);
    let text = text.strip_suffix('s').filter(|name| name.chars().count() > 2).unwrap_or(text);
    text.char_indices().filter(|(_, c)| c.is_alphanumeric()).all(|(at, _)| {
        let at = span.start() + at;
        analysis.findings.iter().any(|finding| finding.span.start() <= at && at < finding.span.end())
    })
}
