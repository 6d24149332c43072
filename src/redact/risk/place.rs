//! Small places. Towns, municipalities and regions are what a testimony is about and hint at nobody.
//!
//! Finds: places of the dictionary in lower case (*i kragelund*), *i lille torup*, *landsbyen Vium*, a street without its number (*på
//! Skovvej*, *i Nørregade*).
//! Misses: farms and houses, places that are a word (*i Lund* is kept as a town), what is described (*ved den sidste bro*). Places with a capital are
//! findings already.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::context::Listing;

const STREETS: [&str; 11] =
    ["vej", "vejen", "gade", "gaden", "allé", "alle", "alléen", "stræde", "strædet", "vænget", "boulevard"];
/// Streets that every town has, and words that end like one.
const NO_STREET: [&str; 28] = [
    "motorvej",
    "motorvejen",
    "hovedvej",
    "hovedvejen",
    "landevej",
    "landevejen",
    "sidevej",
    "sidevejen",
    "blindvej",
    "gågade",
    "gågaden",
    "hovedgade",
    "hovedgaden",
    "sidegade",
    "cykelvej",
    "privatvej",
    "grusvej",
    "skolevej",
    "skolevejen",
    "hjemvej",
    "hjemvejen",
    "omvej",
    "genvej",
    "udvej",
    "opgave",
    "villavej",
    "villavejen",
    "ringvejen",
];
const AT: [&str; 12] = ["i", "på", "fra", "til", "ved", "nær", "omkring", "uden", "for", "in", "at", "near"];

/// *landsbyen Vium*, *i lille torup*.
pub(super) fn from_word(look: &Look<'_>, at: usize) -> Option<Hint> {
    let next = at + 1;
    if !look.joined(next) {
        return None;
    }
    match look.lower(at) {
        "landsbyen" => {
            let named = look.telling_capital(next);
            named.then(|| look.hint(HintKind::SmallPlace, next, next, Coarser::fixed("[sted]"))).flatten()
        }
        "village" => None,
        _ => {
            let led = matches!(look.before(at, 1), "i" | "fra" | "til" | "ved" | "nær") && look.joined(at);
            led.then(|| {
                look.hint(HintKind::SmallPlace, at, next, Coarser::fixed("[sted]"))
                    .filter(|_| is_lower_place(look, next))
            })
            .flatten()
        }
    }
}

/// A street, or a place of the dictionary that the writer did not give a capital.
pub(super) fn from_ending(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    let led = AT.contains(&look.before(at, 1)) && look.joined(at);
    if !led {
        return None;
    }
    let bracket = if look.english() { "[place]" } else { "[sted]" };
    let hint = |last: usize| look.hint(HintKind::SmallPlace, at, last, Coarser::fixed(bracket));
    // *i Aarhus Nørrebrogade*, *på Gammel Kongevej*: the street may be the second of two words.
    let street = |index: usize| {
        let lower = look.lower(index);
        STREETS.iter().any(|ending| lower.strip_suffix(ending).is_some_and(|front| front.chars().count() > 1))
            && !NO_STREET.contains(&lower)
            && !look.context.lexicon.entry(lower).is_danish_word()
            && !look.is_number(index + 1)
    };
    if street(at) {
        return hint(at);
    }
    if look.joined(at + 1) && look.is_capital(at) && look.is_capital(at + 1) && street(at + 1) {
        return hint(at + 1);
    }
    let lower_place =
        matches!(look.before(at, 1), "i" | "fra" | "ved" | "nær") && !look.is_capital(at) && is_lower_place(look, at);
    // Before another name it would be a surname.
    (lower_place && !lower.ends_with("ing")).then(|| hint(at)).flatten()
}

/// A place that no town is and that is no word.
fn is_lower_place(look: &Look<'_>, at: usize) -> bool {
    let entry = look.context.lexicon.entry(look.lower(at));
    !look.is_capital(at)
        && !entry.is_danish_word()
        && !entry.is_english_word()
        && !entry.is_kept()
        && !entry.is_first_name()
        && (entry.is_dictionary_place() || look.listing(at) == Listing::PlaceName)
}
