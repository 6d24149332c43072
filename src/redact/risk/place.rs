//! Small places told by their size. Towns, municipalities and regions are what a testimony is about and hint at nobody; small places with a name and streets
//! are findings, which wait for a decision.
//!
//! Finds: *en landsby med 80 indbyggere*, *på en ø med tolv huse*; English *a village with eighty inhabitants*.
//! Misses: farms and houses, and what is described (*ved den sidste bro*).

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind, size};

/// Words for a place, in the form in which they stand; the hint leaves them standing.
pub(super) const PLACES: [&str; 14] = [
    "landsby",
    "landsbyen",
    "by",
    "byen",
    "bygd",
    "bygden",
    "flække",
    "ø",
    "øen",
    "sogn",
    "sognet",
    "village",
    "town",
    "island",
];
const MEMBERS: [&str; 8] = ["indbyggere", "huse", "beboere", "sjæle", "mennesker", "inhabitants", "houses", "people"];

/// A place and how many live there.
pub(super) fn of_a_size(look: &Look<'_>, at: usize) -> Option<Hint> {
    let last = size::after(look, at, &MEMBERS)?;
    let word = PLACES.iter().find(|word| **word == look.lower(at))?;
    look.hint(HintKind::SmallPlace, at, last, Coarser::fixed(word))
}
