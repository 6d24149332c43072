//! Being one of few: whoever says so has done the counting for everybody who wants to know who it is.
//!
//! Finds: *en af tolv familier i landet*, *den eneste på øen*, *kun to i kommunen*, *de eneste med tvillinger i klassen*, *byens eneste*, *den første i
//! Danmark*; English *the only one in the village*, *one of twelve in the country*, *the first in Denmark*.
//! Leaves: *det eneste, vi bad om*, *den eneste hjælp*, *første gang i kommunen*, *en af mange*.
//! Misses: claims without the place that they hold for (*der findes ikke andre som ham*).

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};
use crate::redact::token::Gap;

/// What one may be the only one in.
pub(super) const SCOPES: [&str; 42] = [
    "landet",
    "danmark",
    "kommunen",
    "verden",
    "byen",
    "øen",
    "landsbyen",
    "klassen",
    "skolen",
    "sognet",
    "årgangen",
    "regionen",
    "norden",
    "europa",
    "jylland",
    "fyn",
    "sjælland",
    "nordjylland",
    "bornholm",
    "børnehaven",
    "institutionen",
    "afdelingen",
    "området",
    "egnen",
    "bygden",
    "vejen",
    "gaden",
    "opgangen",
    "country",
    "denmark",
    "world",
    "village",
    "town",
    "island",
    "municipality",
    "class",
    "school",
    "street",
    "dalen",
    "foreningen",
    "kvarteret",
    "amtet",
];
/// The same as owners: *byens eneste*.
pub(super) const OWNERS: [&str; 16] = [
    "byens",
    "kommunens",
    "landets",
    "øens",
    "danmarks",
    "klassens",
    "skolens",
    "sognets",
    "landsbyens",
    "egnens",
    "verdens",
    "regionens",
    "jyllands",
    "fyns",
    "sjællands",
    "bygdens",
];
/// Farthest that the claim stands before the place, in words.
const FARTHEST: usize = 9;
/// More than this are not few.
const FEW: u16 = 60;

/// A claim that ends with the place it holds for.
pub(super) fn in_a_place(look: &Look<'_>, at: usize) -> Option<Hint> {
    if !matches!(look.before(at, 1), "i" | "på" | "hele" | "in" | "on" | "the" | "whole" | "vores" | "our") {
        return None;
    }
    let english = look.english();
    let mut index = at;
    for _ in 0..FARTHEST {
        if matches!(look.gap(index), Gap::Break | Gap::Comma | Gap::Colon) {
            return None;
        }
        index = index.checked_sub(1)?;
        let before = look.before(index, 1);
        let claim = match look.lower(index) {
            "eneste" if matches!(before, "den" | "de") && says_it_of_people(look, index - 1) => {
                (index - 1, if before == "de" { "nogle af få" } else { "en af få" })
            }
            "only" if before == "the" => (index - 1, "one of few"),
            "første" if before == "den" && is_somebody(look, index + 1) => (index - 1, "en af de første"),
            "første" if is_somebody(look, index + 1) => (index, "en af de første"),
            "first" if is_somebody(look, index + 1) => (index - usize::from(before == "the"), "one of the first"),
            _ if look.value(index).is_some_and(|few| (1..=FEW).contains(&few)) => match before {
                "kun" | "blot" | "bare" => (index - 1, "kun få"),
                "only" | "just" => (index - 1, "only a few"),
                "af" | "of" => (one(look, index.checked_sub(2)?)?, if english { "one of few" } else { "en af få" }),
                _ => continue,
            },
            _ => continue,
        };
        return look.hint(HintKind::Unique, claim.0, at, Coarser::fixed(claim.1));
    }
    None
}

/// *byens eneste*, *Danmarks yngste*.
pub(super) fn of_a_place(look: &Look<'_>, at: usize) -> Option<Hint> {
    let claim = at + 1;
    let superlative =
        matches!(look.lower(claim), "eneste" | "første" | "yngste" | "ældste" | "største") && look.joined(claim);
    superlative.then(|| look.hint(HintKind::Unique, at, claim, Coarser::fixed("stedets"))).flatten()
}

/// *en af*, *én ud af*, *one of*: where it begins.
fn one(look: &Look<'_>, at: usize) -> Option<usize> {
    let at = if matches!(look.lower(at), "ud" | "out") { at.checked_sub(1)? } else { at };
    matches!(look.lower(at), "en" | "én" | "et" | "ét" | "one").then_some(at)
}

/// *vi er de eneste*, *han var den eneste*, *som den eneste*; but not *den eneste hjælp*. `at` is the article.
fn says_it_of_people(look: &Look<'_>, at: usize) -> bool {
    matches!(look.before(at, 1), "er" | "var" | "som" | "blev" | "bliver" | "været" | "nok" | "også" | "måske" | "vist")
        || is_somebody(look, at + 2)
}

/// Nobody in between, or a word for a child, a family, a person.
fn is_somebody(look: &Look<'_>, at: usize) -> bool {
    matches!(
        look.lower(at),
        "i" | "på"
            | "in"
            | "on"
            | "med"
            | "der"
            | "som"
            | "familie"
            | "forældre"
            | "elev"
            | "patient"
            | "barn"
            | "børn"
    ) || look.lower(at) != "gang" && look.is_family(at)
}
