//! A school or a day-care centre told by its size. Those with names are findings, which wait for a decision.
//!
//! Finds: *en skole med 43 elever*, *friskolen med kun tolv børn*; English *a school with forty pupils*.
//! Misses: what is told of its surroundings (*skolen ved siden af kirken*), and the size in another sentence.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind, size};

/// Words for a place of care, in the form in which they stand; the hint leaves them standing.
pub(super) const PLACES: [&str; 14] = [
    "skole",
    "skolen",
    "friskole",
    "friskolen",
    "specialskole",
    "specialskolen",
    "børnehave",
    "børnehaven",
    "vuggestue",
    "vuggestuen",
    "bosted",
    "bostedet",
    "school",
    "kindergarten",
];
const MEMBERS: [&str; 8] = ["elever", "børn", "unge", "beboere", "pladser", "pupils", "children", "students"];

/// A place and how many there are in it.
pub(super) fn of_a_size(look: &Look<'_>, at: usize) -> Option<Hint> {
    let last = size::after(look, at, &MEMBERS)?;
    let word = PLACES.iter().find(|word| **word == look.lower(at))?;
    look.hint(HintKind::School, at, last, Coarser::fixed(word))
}
