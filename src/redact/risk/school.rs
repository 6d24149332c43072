//! Schools and day-care whose names the patterns pass over, because the writer uses no capitals or writes English.
//!
//! Finds, where no pattern took it for a name: *lærkegymnasiet*, *ahornbørnehaven* in lower case (a compound that is in no dictionary and no kind
//! of school), *Willow Park School*. Most named schools are findings already, which wait for a decision; so this seldom speaks.
//! Misses: names that are a word by themselves (*kernen*), abbreviations. Named schools in Danish spelling are findings already.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::finding::Kind;

/// Endings in the definite form, because a name is: *lærkeskolen*.
const ENDINGS: [(&str, &str); 8] = [
    ("skolen", "[skole]"),
    ("friskolen", "[skole]"),
    ("børnehaven", "[børnehave]"),
    ("børnehuset", "[børnehave]"),
    ("børnegården", "[børnehave]"),
    ("vuggestuen", "[vuggestue]"),
    ("fritidshjemmet", "[fritidshjem]"),
    ("gymnasiet", "[skole]"),
];

/// First parts that make a kind of school and no name.
const KINDS: [&str; 62] = [
    "folke",
    "special",
    "privat",
    "efter",
    "fri",
    "hel",
    "heldags",
    "ungdoms",
    "grund",
    "høj",
    "professionshøj",
    "kost",
    "erhvervs",
    "handels",
    "musik",
    "aften",
    "dag",
    "natur",
    "skov",
    "produktions",
    "lille",
    "real",
    "by",
    "distrikts",
    "mellem",
    "over",
    "ind",
    "hjemme",
    "sprog",
    "central",
    "kommune",
    "børne",
    "basis",
    "sommer",
    "weekend",
    "danse",
    "ride",
    "køre",
    "svømme",
    "tekniske",
    "film",
    "landbrugs",
    "sygepleje",
    "lærer",
    "specialbørne",
    "skovbørne",
    "idræts",
    "almen",
    "normal",
    "landsby",
    "nabo",
    "ny",
    "gammel",
    "storbørns",
    "autisme",
    "behandlings",
    "center",
    "familie",
    "kerne",
    "forsøgs",
    "waldorf",
    "international",
];

const ENGLISH: [&str; 7] = ["school", "kindergarten", "nursery", "academy", "college", "primary", "preschool"];

/// A word that ends as the name of a school.
pub(super) fn from_ending(look: &Look<'_>, at: usize) -> Option<Hint> {
    let lower = look.lower(at);
    if look.english() && ENGLISH.contains(&lower) {
        return english(look, at);
    }
    let (front, words) = ENDINGS.iter().find_map(|(ending, words)| Some((lower.strip_suffix(ending)?, *words)))?;
    let front = front.strip_suffix(['-']).unwrap_or(front);
    if front.chars().count() < 3 || KINDS.contains(&front) || KINDS.contains(&front.strip_suffix('s').unwrap_or(front))
    {
        return None;
    }
    // *folkeskolen* is in the dictionary; *lærkeskolen* is not.
    if look.context.lexicon.entry(lower).is_known() {
        return None;
    }
    look.hint(HintKind::School, at, at, Coarser::fixed(words))
}

/// *Willow Park School*: capitals in the middle of a sentence.
fn english(look: &Look<'_>, at: usize) -> Option<Hint> {
    if !look.is_capital(at) {
        return None;
    }
    let mut first = at;
    while first + 3 > at && look.joined(first) && look.telling_capital(first.checked_sub(1)?) {
        first -= 1;
        if look.found_kind(first) == Some(Kind::Person) {
            break;
        }
    }
    let words =
        if matches!(look.lower(at), "kindergarten" | "nursery" | "preschool") { "[kindergarten]" } else { "[school]" };
    (first < at).then(|| look.hint(HintKind::School, first, at, Coarser::fixed(words))).flatten()
}
