//! The engine that ships, as the review needs it.

use super::memory::Stretch;
use super::refusal::NotAnalysed;
use super::state::Engine;
use crate::intake::Reading;
use crate::redact::rules::RuleSet;
use crate::redact::{Analysis, Finding, Mark, analyse, explain};
use crate::store::Number;

/// The engine with a set of rules.
#[derive(Clone, Copy)]
pub struct WithRules<'r> {
    rules: &'r RuleSet,
    testimony: Option<Number>,
}

impl<'r> WithRules<'r> {
    /// The engine with these rules, for a text without a number: names listed for a testimony alone are not looked for.
    pub const fn new(rules: &'r RuleSet) -> Self {
        Self { rules, testimony: None }
    }

    /// The engine for the testimony with this number, and the names listed for it alone.
    #[must_use]
    pub const fn of(self, number: Number) -> Self {
        Self { testimony: Some(number), ..self }
    }
}

impl Engine for WithRules<'_> {
    fn analyse(&self, reading: &Reading, marked: &[Stretch]) -> Result<Analysis, NotAnalysed> {
        let marks: Vec<Mark> =
            marked.iter().map(|stretch| Mark { span: stretch.span, kind: stretch.kind, role: stretch.role }).collect();
        let rules = self.rules.for_testimony(self.testimony.map(|number| number.0), &reading.sender);
        analyse(&reading.text, &reading.seeds, &rules, &marks).map_err(|_| NotAnalysed)
    }

    fn explain(&self, finding: &Finding) -> String {
        explain(finding)
    }
}
