//! Numbers, addresses and other identifiers by the pattern rules in `rules/patterns` and in the collection's own `regler/`.
//!
//! Finds: what the examples of each rule show; `regler tjek` holds every rule to them.
//! Misses: what takes the lists to tell: numbers in words ([`super::spelled`]), grouped at random ([`super::digits`]), streets without a number
//! ([`super::whereabouts`]), dates far from the word of birth ([`super::birthdate`]).

use super::digits::with_letters;
use crate::redact::AnalyseError;
use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, RuleId};
use crate::redact::rules::RuleSet;
use crate::redact::token::{Case, Gap};
use std::sync::Arc;

/// Every match of every rule.
///
/// # Errors
/// A rule that is needed and does not compile: then nothing is known about this text.
#[expect(clippy::disallowed_methods, reason = "the rules search the text and keep offsets only")]
pub fn detect(context: &Context<'_>, rules: &RuleSet) -> Result<Vec<Finding>, AnalyseError> {
    let digits = digit_runs(context);
    let mut findings = Vec::new();
    rules
        .scan(context.source.as_str(), context.tokens.lower_text(), &digits, |rule, range| {
            let start = match rule.kind() {
                Kind::Birthdate => with_article(context, range.start),
                Kind::Address => with_front(context, range.start),
                _ => range.start,
            };
            findings.extend(context.source.span(start, range.end).map(|span| Finding {
                span: if rule.kind() == Kind::CaseNumber { with_letters(context, span) } else { span },
                kind: rule.kind(),
                tier: rule.tier(),
                evidence: vec![Evidence::Rule { rule: RuleId(Arc::clone(rule.id())) }],
            }));
        })
        .map_err(|_| AnalyseError::Rule)?;
    Ok(findings)
}

/// Where a date begins with its article: *født den 3. maj* reads *født [dato]* and not *født den [dato]*.
fn with_article(context: &Context<'_>, start: usize) -> usize {
    let before = context.tokens.lower_text().get(..start).unwrap_or_default();
    ["den ", "d. ", "d.", "d ", "the "]
        .iter()
        .find(|article| before.strip_suffix(**article).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
        .map_or(start, |article| start - article.len())
}

/// Where the name of a street begins that is written in lower case and in two words, the first of which is no ordinary one: *hundige mosevej 2*.
fn with_front(context: &Context<'_>, start: usize) -> usize {
    let tokens = context.tokens.all();
    let at = tokens.partition_point(|token| token.span.start() < start);
    let Some((before, street)) = at.checked_sub(1).and_then(|before| tokens.get(before).zip(tokens.get(at))) else {
        return start;
    };
    let free = context.words.get(at - 1).is_some_and(|word| {
        matches!(word.listing, Listing::Unknown | Listing::PlaceName | Listing::Surname | Listing::ProperNoun)
            && word.cue.is_none()
    });
    let joined = street.span.start() == start && street.case == Case::Lower && street.gap == Gap::Space;
    if joined && free && before.case == Case::Lower && before.chars > 3 { before.span.start() } else { start }
}

/// Where the runs of ASCII digits start. A number may hold others too (`½`, `²`, `٣`), and then a run starts behind them.
#[expect(clippy::disallowed_methods, reason = "looks for digits and keeps offsets only")]
pub(in crate::redact) fn digit_runs(context: &Context<'_>) -> Vec<usize> {
    let mut starts = Vec::new();
    for token in context.tokens.all().iter().filter(|token| token.number) {
        let mut inside = false;
        for (at, byte) in context.source.slice(token.span).bytes().enumerate() {
            if byte.is_ascii_digit() && !inside {
                starts.push(token.span.start() + at);
            }
            inside = byte.is_ascii_digit();
        }
    }
    starts
}
