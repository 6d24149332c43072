//! Listed names at the front of a word that no list knows: *Hansenerne*, *Emilmøde*.
//!
//! Finds: the plural of a listed name, and a listed first name before an ordinary word, when the name is no word itself.
//! Misses: the same in lower case (*emilmøde*) unless the name stands elsewhere in the text, see [`super::elsewhere`]; then the word is one that
//! nobody vouches for.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::Case;

/// Endings that make a family of a name.
const FAMILY: [&str; 4] = ["ernes", "erne", "enes", "ene"];

/// One finding for every such name.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, token) in context.tokens.all().iter().enumerate() {
        let unknown = matches!(
            context.listing(index),
            Listing::Unknown | Listing::Misspelt | Listing::ProperNoun | Listing::Surname
        );
        if !unknown || token.case != Case::Capital || !(7..=24).contains(&token.chars) {
            continue;
        }
        let Some(name) = front(context, context.tokens.lower(token)) else { continue };
        findings.extend(context.source.span(token.span.start(), token.span.start() + name).map(|span| Finding {
            span,
            kind: Kind::Person,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "compound" }],
        }));
    }
    findings
}

/// The length in bytes of the name at the front of a word.
fn front(context: &Context<'_>, lower: &str) -> Option<usize> {
    const SHORTEST: usize = 4;
    let is_name = |name: &str, first: bool| {
        let entry = context.lexicon.entry(name);
        (entry.is_first_name() || !first && entry.is_surname()) && !entry.is_danish_word() && !entry.is_name_and_word()
    };
    let family = FAMILY
        .iter()
        .filter_map(|ending| lower.strip_suffix(ending))
        .find(|name| name.len() >= SHORTEST && is_name(name, false));
    family.map(str::len).or_else(|| {
        lower.char_indices().map(|(at, _)| at).filter(|&at| at >= SHORTEST).find(|&at| {
            lower.get(..at).is_some_and(|name| is_name(name, true))
                && lower.get(at..).is_some_and(|rest| {
                    let rest = rest.strip_prefix('s').filter(|rest| rest.len() >= SHORTEST).unwrap_or(rest);
                    rest.len() >= SHORTEST && context.lexicon.entry(rest).is_danish_word()
                })
        })
    })
}
