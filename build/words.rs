//! All word lists, merged into one map: lower-case word → bits that say which lists it stands on.
//! The bits are read by `src/redact/lexicon.rs`; a test there holds the two in step.

use crate::{Outcome, Problem, hunspell, lists, write};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A Danish dictionary form that is written in lower case.
const DANISH: u64 = 1;
/// A Danish dictionary form that is written with a capital.
const CAPITAL: u64 = 1 << 1;
/// A Danish dictionary form with several capitals (*PPR*, *tv-* is not one).
const ACRONYM: u64 = 1 << 2;
/// A Danish dictionary form that the dictionary marks as a place.
const PLACE: u64 = 1 << 3;
/// An English word.
const ENGLISH: u64 = 1 << 4;
/// A first name.
const FIRST_NAME: u64 = 1 << 5;
/// A surname.
const SURNAME: u64 = 1 << 6;
/// A name that is an everyday word as well.
const NAME_AND_WORD: u64 = 1 << 7;
/// A keep phrase of one word.
const KEPT: u64 = 1 << 8;
/// A Norwegian or Swedish word that Danish does not have.
const NORDIC: u64 = 1 << 9;

/// Merges every list under `rules` and the one-word phrases of `keep` into the map `to`.
///
/// The Danish words go into `endings` as well, spelt backwards: walking it from the end of a word tells how much of its tail is the tail of a
/// word, which is what finds a slip quickly.
pub(crate) fn compile(rules: &Path, keep: &BTreeSet<String>, to: &Path, endings: &Path) -> Outcome<()> {
    let mut words: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |word: &str, bits: u64| *words.entry(word.to_lowercase()).or_default() |= bits;

    let dictionary = rules.join("dictionary");
    for form in hunspell::expand(&dictionary.join("da.aff"), &dictionary.join("da.dic"))? {
        let place = if form.place { PLACE } else { 0 };
        // Phrases (*a cappella*) are known by their parts; abbreviations (*cand.act.*) with and without the last full stop.
        for part in form.text.split(' ') {
            add(part.trim_end_matches('.'), place | spelling(part));
        }
    }
    for word in lists::entries(&dictionary.join("en.txt"))? {
        add(&word, ENGLISH);
    }
    for word in lists::entries(&dictionary.join("nordic.txt"))? {
        add(&word, NORDIC);
    }
    let names = rules.join("names");
    for (file, bit) in [("first.txt", FIRST_NAME), ("last.txt", SURNAME), ("words.txt", NAME_AND_WORD)] {
        for name in lists::entries(&names.join(file))? {
            add(&name, bit);
            if let Some(plain) = without_danish_letters(&name) {
                add(&plain, bit);
            }
        }
    }
    for phrase in keep.iter().filter(|phrase| !phrase.contains(' ')) {
        add(phrase, KEPT);
        if !phrase.ends_with(['s', 'x', 'z']) {
            add(&format!("{phrase}s"), KEPT);
        }
    }
    words.remove("");
    let backwards = words.iter().filter(|(_, bits)| *bits & DANISH != 0).map(|(word, _)| lists::backwards(word));
    lists::compile_set(&backwards.collect(), endings)?;
    let map = fst::Map::from_iter(words).map_err(|error| Problem::new(to, 0, error))?;
    write(to, map.as_fst().as_bytes())
}

/// How the dictionary writes the word.
fn spelling(word: &str) -> u64 {
    match word.chars().filter(|c| c.is_uppercase()).count() {
        0 => DANISH,
        1 if word.chars().next().is_some_and(char::is_uppercase) => CAPITAL,
        1 => DANISH,
        // *Saint-Tropez* is a name, *FAQ* is not.
        _ if word.chars().any(char::is_lowercase) && word.contains('-') => CAPITAL,
        _ => ACRONYM,
    }
}

/// The name as people without Danish letters write it (*Soerensen*), when it has any. Short names are left out: *Åse* would
/// give nothing, but *Bø* would vouch for *boe*.
fn without_danish_letters(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    (lower.chars().count() >= 4 && lower.contains(['æ', 'ø', 'å']))
        .then(|| lower.replace('æ', "ae").replace('ø', "oe").replace('å', "aa"))
}
