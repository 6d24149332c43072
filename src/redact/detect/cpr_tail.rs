//! The last digits of a civil registration number by themselves: whoever knows the birthday has the rest.
//!
//! Finds: *de fire sidste er 1284*, *de sidste fire cifre: 1284*, *personnummeret slutter på 1284*, *cpr … ender på tolv otteogtyve*.
//! Leaves: *de fire sidste år*, *de sidste 4 uger*, *mødet slutter klokken 14*.
//! Misses: four digits without a word for what they are, and fewer than four.

use crate::redact::context::Context;
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::number_word::number_word;
use crate::redact::token::Gap;
use std::collections::HashMap;

/// How many digits are the tail.
const DIGITS: usize = 4;
/// Farthest from the cue to the digits, in words.
const REACH: usize = 6;

/// One finding for each.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, token) in context.tokens.all().iter().enumerate() {
        let lower = context.tokens.lower(token);
        let cue = match lower {
            "sidste" | "last" => four(context, index).then_some(index + usize::from(is_four(context, index + 1))),
            "slutter" | "ender" | "endelsen" | "ends" => {
                let led = matches!(context.tokens.lower_at(index + 1), "på" | "med" | "er" | "in" | "with");
                (led && speaks_of_cpr(context, index)).then_some(index)
            }
            _ => None,
        };
        findings.extend(cue.and_then(|cue| tail(context, cue)));
    }
    again(context, &mut findings);
    findings
}

/// The same four digits wherever they stand by themselves.
fn again(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let told: HashMap<&str, usize> = findings
        .iter()
        .rev()
        .filter_map(|finding| {
            let text = context.tokens.lower_text().get(finding.span.start()..finding.span.end())?;
            (text.len() == DIGITS).then_some((text, finding.span.start()))
        })
        .collect();
    if told.is_empty() {
        return;
    }
    for token in context.tokens.all().iter().filter(|token| token.number && token.span.len() == DIGITS) {
        let known = told.get(context.tokens.lower(token)).filter(|at| **at != token.span.start());
        findings.extend(known.map(|at| Finding {
            span: token.span,
            kind: Kind::Cpr,
            tier: Tier::Sure,
            evidence: vec![Evidence::Shape { shape: "cpr_tail" }, Evidence::Elsewhere { at: *at }],
        }));
    }
}

fn is_four(context: &Context<'_>, at: usize) -> bool {
    matches!(context.tokens.lower_at(at), "fire" | "4" | "four")
}

/// *de fire sidste*, *de sidste 4*.
fn four(context: &Context<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| is_four(context, before)) || is_four(context, at + 1)
}

/// Whether a word for the number stands in the same sentence, not far before.
fn speaks_of_cpr(context: &Context<'_>, at: usize) -> bool {
    const BEFORE: usize = 6;
    (1..=BEFORE).map_while(|back| at.checked_sub(back)).any(|at| {
        let lower = context.tokens.lower_at(at);
        lower.starts_with("cpr")
            || lower.starts_with("personnummer")
            || lower == "cpr"
            || lower.starts_with("sygesikring")
    })
}

/// The digits that stand a few words after the cue, with nothing but small words between.
fn tail(context: &Context<'_>, cue: usize) -> Option<Finding> {
    let mut at = cue + 1;
    for _ in 0..REACH {
        let small = matches!(
            context.tokens.lower_at(at),
            "cifre"
                | "tal"
                | "numre"
                | "i"
                | "mit"
                | "hans"
                | "hendes"
                | "barnets"
                | "nummer"
                | "nummeret"
                | "cpr"
                | "cprnummer"
                | "er"
                | "på"
                | "med"
                | "var"
                | "hedder"
                | "digits"
                | "are"
                | "in"
        );
        if !small || context.tokens.get(at).is_some_and(|token| token.gap == Gap::Break) {
            break;
        }
        at += 1;
    }
    // *de sidste fire i barnets nummer. 3384.*
    let asked = matches!(context.tokens.lower_at(at - 1), "nummer" | "nummeret" | "cifre" | "cpr");
    let token = context.tokens.get(at).filter(|token| token.gap != Gap::Break || asked && token.number)?;
    let last = if token.number { (token.chars == 4).then_some(at)? } else { spelled(context, at)? };
    let measured =
        matches!(context.tokens.lower_at(last + 1), "kr" | "kroner" | "gange" | "timer" | "år" | "dage" | "uger");
    (!measured).then_some(())?;
    Some(Finding {
        span: token.span.union(context.tokens.get(last)?.span),
        kind: Kind::Cpr,
        tier: Tier::Sure,
        evidence: vec![Evidence::Shape { shape: "cpr_tail" }],
    })
}

/// *tolv otteogtyve*, *et to otte fire*: number words that make four digits.
fn spelled(context: &Context<'_>, first: usize) -> Option<usize> {
    let mut digits = 0;
    for at in first..first + DIGITS {
        let token = context.tokens.get(at)?;
        digits += if token.number {
            usize::try_from(token.chars).ok()?
        } else {
            number_word(context.tokens.lower(token))?.digits
        };
        if digits >= DIGITS {
            return (digits == DIGITS).then_some(at);
        }
    }
    None
}
