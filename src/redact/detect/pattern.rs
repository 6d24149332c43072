//! Numbers, addresses and other identifiers by the pattern rules in `rules/patterns` and in the collection's own `regler/`.
//!
//! Finds: what the examples of each rule show; `regler tjek` holds every rule to them.
//! Misses: numbers in words (*tyve tolv fireogtredive*), addresses without a number.

use crate::redact::AnalyseError;
use crate::redact::context::Context;
use crate::redact::finding::{Evidence, Finding, RuleId};
use crate::redact::rules::RuleSet;
use std::sync::Arc;

/// Every match of every rule.
///
/// # Errors
/// A rule that is needed and does not compile: then nothing is known about this text.
#[expect(clippy::disallowed_methods, reason = "the rules search the text and keep offsets only")]
pub fn detect(context: &Context<'_>, rules: &RuleSet) -> Result<Vec<Finding>, AnalyseError> {
    let tokens = context.tokens.all();
    let digits: Vec<usize> = tokens.iter().filter(|token| token.number).map(|token| token.span.start()).collect();
    let mut findings = Vec::new();
    rules
        .scan(context.source.as_str(), context.tokens.lower_text(), &digits, |rule, range| {
            findings.extend(context.source.span(range.start, range.end).map(|span| Finding {
                span,
                kind: rule.kind(),
                tier: rule.tier(),
                evidence: vec![Evidence::Rule { rule: RuleId(Arc::clone(rule.id())) }],
            }));
        })
        .map_err(|_| AnalyseError::Rule)?;
    Ok(findings)
}
