//! Diagnoses that few in the country have. `rules/risk/rare_diagnoses.txt` names them; autism, ADHD and other common ones hint at nobody.
//!
//! Finds: *Kleefstra syndrom*, *Prader-Willi*, *Dravets syndrom*, *22q11-deletion*, *cystisk fibrose*.
//! Misses: what is described and not named, genes and chromosomes that are not on the list, misspellings.

use super::coarser::Coarser;
use super::look::Look;
use super::{Hint, HintKind, list};

/// Words that end the name of a diagnosis.
const TAIL: [&str; 10] = [
    "syndrom",
    "syndromet",
    "syndrome",
    "sygdom",
    "sygdommen",
    "disease",
    "syndroms",
    "deletion",
    "disorder",
    "muskeldystrofi",
];

/// The longest listed diagnosis that begins here.
pub(super) fn detect(look: &Look<'_>, at: usize) -> Option<Hint> {
    let first = look.lower(at);
    let list = list::diagnoses();
    let phrases = list.get(first).or_else(|| list.get(first.strip_suffix('s')?))?;
    let phrase = phrases.iter().find(|words| {
        words.iter().enumerate().all(|(step, word)| {
            let here = look.lower(at + step);
            let near = step == 0 || look.between(at + step).trim().trim_matches(['-', '‐', '‑', '\'', '’']).is_empty();
            near && (here == *word || here.strip_suffix('s') == Some(*word))
        })
    })?;
    let mut last = at + phrase.len() - 1;
    // *Dravet's syndrome*: the letter after the apostrophe is a word of its own.
    if look.lower(last + 1) == "s" && matches!(look.between(last + 1), "'" | "’") {
        last += 1;
    }
    if matches!(look.between(last + 1), " " | "-" | "\n") && TAIL.contains(&look.lower(last + 1)) {
        last += 1;
    }
    let bracket = if look.english() { "[a rare diagnosis]" } else { "[sjælden diagnose]" };
    look.hint(HintKind::RareDiagnosis, at, last, Coarser::fixed(bracket))
}
