//! Numbers, addresses and other identifiers by the pattern rules in `rules/patterns` and in the collection's own folder.

use crate::redact::finding::Finding;
use crate::redact::rules::RuleSet;
use crate::text::SourceText;

/// Every match of every rule.
pub fn detect(source: &SourceText, rules: &RuleSet) -> Vec<Finding> {
    rules.find(source)
}
