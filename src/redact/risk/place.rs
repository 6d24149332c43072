//! Small places. Towns, municipalities and regions are what a testimony is about and hint at nobody.
//!
//! Finds: a street without its number (*på Skovvej*, *på møllevej*), places of the dictionary in lower case that nothing else takes for a name.
//! Misses: farms and houses, places that are a word (*i Lund* is kept as a town), what is described (*ved den sidste bro*). Places with a capital are
//! findings already.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};

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

/// A street: by itself, or the second of two words (*på Gammel Kongevej*).
pub(super) fn street(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    let named = STREETS.iter().any(|ending| lower.strip_suffix(ending).is_some_and(|front| front.chars().count() > 1))
        && !NO_STREET.contains(&lower)
        // *skovvej* is a word; with a capital in mid-sentence it is a name.
        && (look.telling_capital(at) || !look.context.lexicon.entry(lower).is_danish_word())
        && !look.is_number(at + 1);
    if !named || !look.joined(at) {
        return None;
    }
    let led = |index: usize| AT.contains(&look.before(index, 1)) && look.joined(index);
    let first = if led(at) {
        at
    } else {
        at.checked_sub(1).filter(|&first| look.is_capital(at) && look.is_capital(first) && led(first))?
    };
    look.hint(HintKind::SmallPlace, first, at, Coarser::fixed(bracket(look)))
}

/// A place of the dictionary that the writer did not give a capital.
pub(super) fn in_lower_case(look: &Look<'_>, at: usize) -> Option<Hint> {
    let led = matches!(look.before(at, 1), "i" | "fra" | "ved" | "nær") && look.joined(at);
    (led && is_lower_place(look, at))
        .then(|| look.hint(HintKind::SmallPlace, at, at, Coarser::fixed(bracket(look))))
        .flatten()
}

fn bracket(look: &Look<'_>) -> &'static str {
    if look.english() { "[place]" } else { "[sted]" }
}

/// A place that no town is and that is no word.
fn is_lower_place(look: &Look<'_>, at: usize) -> bool {
    let entry = look.context.lexicon.entry(look.lower(at));
    !look.is_capital(at)
        && !entry.is_danish_word()
        && !entry.is_english_word()
        && !entry.is_kept()
        && !entry.is_first_name()
        && entry.is_dictionary_place()
}
