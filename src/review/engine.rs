//! The engine that ships, as the review needs it.

use super::memory::Stretch;
use super::refusal::NotAnalysed;
use super::state::Engine;
use crate::intake::Reading;
use crate::redact::rules::RuleSet;
use crate::redact::{Analysis, Finding, Mark, analyse, explain};

/// The engine with a set of rules.
#[derive(Clone, Copy)]
pub struct WithRules<'r>(&'r RuleSet);

impl<'r> WithRules<'r> {
    /// The engine with these rules.
    pub const fn new(rules: &'r RuleSet) -> Self {
        Self(rules)
    }
}

impl Engine for WithRules<'_> {
    fn analyse(&self, reading: &Reading, marked: &[Stretch]) -> Result<Analysis, NotAnalysed> {
        let marks: Vec<Mark> =
            marked.iter().map(|stretch| Mark { span: stretch.span, kind: stretch.kind, role: stretch.role }).collect();
        analyse(&reading.text, &reading.seeds, self.0, &marks).map_err(|_| NotAnalysed)
    }

    fn explain(&self, finding: &Finding) -> String {
        explain(finding)
    }
}
