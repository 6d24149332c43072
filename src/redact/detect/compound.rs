//! Listed names at the front of a word that no list knows: *Hansenerne*, *Emilmøde*.
//!
//! Finds: the plural of a listed name, and a listed first name before an ordinary word, when the name is no word itself.
//! Where a capital has raised the whole word already, the whole word is hidden.
//! Misses: the same in lower case (*emilmøde*) unless the name stands elsewhere in the text, see [`super::elsewhere`]; then the word is one that
//! nobody vouches for.

use crate::redact::context::{Context, Listing};
use crate::redact::finding::{Evidence, Finding, Kind, Tier};
use crate::redact::token::Case;

/// Endings that make a family of a name.
const FAMILY: [&str; 4] = ["ernes", "erne", "enes", "ene"];

/// Shortest name, in bytes: among shorter ones too many words begin with one.
const SHORTEST: usize = 4;

/// One finding for every such name.
pub fn detect(context: &Context<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Every front of a word is looked up, so each different word is cut up once.
    let mut fronts: Vec<Option<Option<usize>>> = vec![None; context.vocabulary.len()];
    for ((index, token), word) in context.tokens.all().iter().enumerate().zip(&context.words) {
        let unknown = matches!(
            context.listing(index),
            Listing::Unknown | Listing::Misspelt | Listing::ProperNoun | Listing::Surname
        );
        if token.case != Case::Capital || !(7..=24).contains(&token.chars) {
            continue;
        }
        let lower = context.tokens.lower(token);
        let family = || family(context, lower);
        let mut front = || *fronts.get_mut(word.id.index())?.get_or_insert_with(|| front(context, lower));
        let Some(name) = family().or_else(|| if unknown { front() } else { None }) else { continue };
        findings.extend(context.source.span(token.span.start(), token.span.start() + name).map(|span| Finding {
            span,
            kind: Kind::Person,
            tier: Tier::Doubt,
            evidence: vec![Evidence::Shape { shape: "compound" }],
        }));
    }
    findings
}

/// *Hansenerne*: the length in bytes of a listed name in the plural. A compound that the dictionary has as it stands is none.
fn family(context: &Context<'_>, lower: &str) -> Option<usize> {
    let name = FAMILY.iter().find_map(|ending| lower.strip_suffix(ending))?;
    (name.len() >= SHORTEST && is_name(context, name, false) && !context.lexicon.entry(lower).is_danish_word())
        .then_some(name.len())
}

/// A listed name that is no word.
fn is_name(context: &Context<'_>, name: &str, first: bool) -> bool {
    let entry = context.lexicon.entry(name);
    (entry.is_first_name() || !first && entry.is_surname()) && !entry.is_danish_word() && !entry.is_name_and_word()
}

/// *Emilmøde*: the length in bytes of the first name at the front of a word.
fn front(context: &Context<'_>, lower: &str) -> Option<usize> {
    lower.char_indices().map(|(at, _)| at).filter(|&at| at >= SHORTEST).find(|&at| {
        lower.get(..at).is_some_and(|name| is_name(context, name, true))
            && lower.get(at..).is_some_and(|rest| {
                let rest = rest.strip_prefix('s').filter(|rest| rest.len() >= SHORTEST).unwrap_or(rest);
                rest.len() >= SHORTEST && context.lexicon.entry(rest).is_danish_word()
            })
    })
}

#[cfg(test)]
mod tests {
    use crate::redact::detect::shown::persons;

    #[test]
    fn a_listed_name_at_the_front_of_a_word_is_hidden_and_the_word_behind_it_stays() {
        assert!(persons("Så flyttede Hansenerne fra byen.").iter().any(|name| name.starts_with("Hansen")));
        assert!(persons("Vi havde Emilmøde igen.").iter().any(|name| name.starts_with("Emil")));
        assert!(
            persons("Pædagogerne var der. Naboerne hjalp. Lærerne græd, og det gjorde forældrene også.").is_empty()
        );
    }
}
