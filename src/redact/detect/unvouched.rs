//! Words that nobody vouches for: in no list and no dictionary, no compound, no slip of a word, and no finding of another detector.
//!
//! Finds: *Xhoq* at a sentence start, *zaynab* in lower case, unknown abbreviations in capitals.
//! Misses: an unlisted name in lower case that is one slip from an ordinary word (*sanda*), and words of one to three letters in lower case.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::Case;
use crate::text::Span;

/// Shortest unknown word in lower case that is shown.
const MIN_LOWER_CHARS: u32 = 4;

/// One finding for every such word that `taken` does not cover.
pub fn detect(context: &Context<'_>, taken: &[Span]) -> Vec<Finding> {
    let mut covering = taken.iter().peekable();
    let mut findings = Vec::new();
    for (index, token) in context.tokens.all().iter().enumerate() {
        while covering.next_if(|taken| taken.end() <= token.span.start()).is_some() {}
        if covering.peek().is_some_and(|taken| taken.overlaps(token.span)) || token.number {
            continue;
        }
        let unknown = match context.listing(index) {
            Listing::Unknown => match token.case {
                Case::Lower => token.chars >= MIN_LOWER_CHARS,
                _ => token.chars >= 2,
            },
            // Two capitals that the dictionary happens to know may still be somebody's initials.
            Listing::Acronym => token.chars == 2,
            // Names that scored too low to be doubted are still nobody's word.
            Listing::ProperNoun | Listing::PlaceName | Listing::Surname => {
                token.case != Case::Lower || token.chars >= MIN_LOWER_CHARS
            }
            Listing::FirstName => true,
            _ => false,
        };
        if unknown {
            findings.push(Finding {
                span: token.span,
                kind: Kind::Unvouched,
                tier: Tier::Unvouched,
                evidence: vec![Evidence::Shape { shape: "not_a_word" }],
            });
        }
    }
    findings
}
