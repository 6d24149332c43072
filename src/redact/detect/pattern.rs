//! Numbers, addresses and other identifiers by the pattern rules in `rules/patterns` and in the collection's own `regler/`.
//!
//! Finds: what the examples of each rule show; `regler tjek` holds every rule to them.
//! Misses: numbers in words (*tyve tolv fireogtredive*), addresses without a number.

use crate::redact::finding::{Evidence, Finding, RuleId};
use crate::redact::rules::RuleSet;
use crate::text::SourceText;
use std::sync::Arc;

/// Every match of every rule.
#[expect(clippy::disallowed_methods, reason = "the rules search the text and keep offsets only")]
pub fn detect(source: &SourceText, rules: &RuleSet) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules.iter() {
        findings.extend(rule.find(source.as_str()).filter_map(|range| {
            Some(Finding {
                span: source.span(range.start, range.end)?,
                kind: rule.kind(),
                tier: rule.tier(),
                evidence: vec![Evidence::Rule { rule: RuleId(Arc::clone(rule.id())) }],
            })
        }));
    }
    findings
}
