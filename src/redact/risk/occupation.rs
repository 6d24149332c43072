//! Occupations and offices that a village has one of: the vicar, the vet, a member of the town council. Only of the writer and the family; who treats
//! or decides is named by role anyway.
//!
//! Finds: *jeg er sognepræst*, *min mand har været dyrlæge*, *som landmand ved jeg*, *my wife is a midwife*. `rules/risk/occupations.txt` lists them.
//! Misses: everyday occupations, on purpose; what somebody does without a word for it (*min søn sejler*).

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind};

/// Whose occupation tells something: the words before the verb.
const OWN: [&str; 24] = [
    "jeg",
    "vi",
    "mand",
    "kone",
    "kæreste",
    "samlever",
    "mor",
    "far",
    "søster",
    "bror",
    "morfar",
    "farfar",
    "mormor",
    "farmor",
    "svigerfar",
    "svigermor",
    "svigersøn",
    "svigerdatter",
    "forældre",
    "i",
    "husband",
    "wife",
    "partner",
    "m",
];
const IS: [&str; 13] =
    ["er", "var", "været", "som", "blev", "bliver", "am", "is", "was", "as", "m", "uddannet", "been"];

/// An occupation from its word.
pub(super) fn detect(look: &Look<'_>, at: usize) -> Option<Hint> {
    // In the lines before the word: a form of *to be* or *as*, and one of the family, without the end of a sentence between.
    const REACH: usize = 6;
    let verb = (1..=4).find(|&back| IS.contains(&look.before(at, back)))?;
    let of_family = |back: usize| {
        let word = look.before(at, back);
        // *min søsters sagsbehandler er …*: the genitive is somebody else.
        OWN.contains(&word) && (look.english() || !matches!(word, "i" | "m")) || back == verb + 1 && word == "selv"
    };
    let own =
        (verb + 1..=REACH).any(of_family) || matches!(look.before(at, verb), "som" | "as") && of_family_after(look, at);
    let article = matches!(look.before(at, 1), "en" | "et" | "a" | "an");
    if !own || look.before(at, 1).ends_with('s') && look.before(at, 1).len() > 4 {
        return None;
    }
    let first = if article { at.checked_sub(1)? } else { at };
    let bracket = if look.english() { "[occupation]" } else { "[stilling]" };
    look.hint(HintKind::Occupation, first, at, Coarser::fixed(bracket))
}

/// *som landmand ved jeg*, *som præst har jeg*.
fn of_family_after(look: &Look<'_>, at: usize) -> bool {
    (1..=3).any(|step| look.joined(at + step) && look.lower(at + step) == "jeg")
}
