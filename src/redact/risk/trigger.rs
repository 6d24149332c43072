//! The trigger table: which words make a detector look around. All others are passed over at the price of one bit.

use super::list;
use crate::redact::calendar;
use crate::redact::number_word;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Which detector a word wakes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Month,
    Number,
    Aged,
    Siblings,
    Work,
    Club,
    Occupation,
    Diagnosis,
    Event,
    Origin,
    /// A place that somebody may be the only one in.
    Place,
    /// The same in the genitive.
    Owner,
    School,
    Village,
}

/// The table.
pub(super) struct Triggers {
    /// One bit for each [`bit`] that a word of the table has: most words of a text are none, and are told so without hashing them.
    bits: Vec<u64>,
    words: HashMap<&'static str, Vec<Why>>,
}

/// Bits of the filter.
const BITS: usize = 1 << 14;

/// A cheap number for a word, from its length and three of its bytes.
fn bit(word: &str) -> usize {
    let bytes = word.as_bytes();
    let at = |index: usize| usize::from(bytes.get(index).copied().unwrap_or_default());
    let length = bytes.len();
    (at(0) * 31 + at(length / 2) * 131 + at(length.saturating_sub(2)) * 523 + length * 2053) % BITS
}

const AGED: [&str; 3] = ["aged", "alderen", "age"];
const SIBLINGS: [&str; 41] = [
    "mellemste",
    "næstældste",
    "næstyngste",
    "mellembarn",
    "mellembarnet",
    "tvilling",
    "tvillinger",
    "tvillingerne",
    "tvillingen",
    "tvillingebror",
    "tvillingebroder",
    "tvillingebroderen",
    "tvillingebroren",
    "tvillingesøster",
    "tvillingesøsteren",
    "tvillingedrenge",
    "tvillingedrengene",
    "tvillingepiger",
    "tvillingepigerne",
    "tvillingepar",
    "tvillingeparret",
    "trilling",
    "trillinger",
    "trillingerne",
    "trillingen",
    "firlinger",
    "firlingerne",
    "twin",
    "twins",
    "triplets",
    "ældste",
    "yngste",
    "oldest",
    "youngest",
    "eldest",
    "nummer",
    "nr",
    "enebarn",
    "enæggede",
    "middle",
    "storebrødre",
];
const WORK: [&str; 19] = [
    "arbejder",
    "arbejdede",
    "arbejdet",
    "ansat",
    "job",
    "jobbet",
    "stilling",
    "elev",
    "lærling",
    "praktik",
    "chauffør",
    "works",
    "work",
    "worked",
    "working",
    "employed",
    "vikar",
    "underviser",
    "underviste",
];
const CLUB: [&str; 22] = [
    "spiller",
    "spillede",
    "spillet",
    "træner",
    "trænede",
    "medlem",
    "medlemmer",
    "formand",
    "næstformand",
    "kasserer",
    "sidder",
    "sad",
    "svømmer",
    "plays",
    "played",
    "play",
    "coaches",
    "coach",
    "member",
    "chairman",
    "chair",
    "målmand",
];
const EVENT: [&str; 38] = [
    "avisen",
    "lokalavisen",
    "ugeavisen",
    "dagbladet",
    "fjernsynet",
    "tv",
    "tv2",
    "radioen",
    "nyhederne",
    "forsiden",
    "dokumentar",
    "dokumentaren",
    "dokumentarfilm",
    "branden",
    "husbranden",
    "husbrand",
    "gårdbrand",
    "gårdbranden",
    "brændte",
    "ildebrand",
    "trafikulykke",
    "trafikulykken",
    "bilulykke",
    "bilulykken",
    "arbejdsulykke",
    "arbejdsulykken",
    "drukneulykke",
    "drukneulykken",
    "dødsulykke",
    "dødsulykken",
    "togulykke",
    "eksplosion",
    "eksplosionen",
    "newspaper",
    "television",
    "crash",
    "ridder",
    "redningshelikopter",
];
impl Triggers {
    /// The table that ships.
    pub(super) fn shipped() -> &'static Self {
        static TABLE: OnceLock<Triggers> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Self { bits: vec![0; BITS / 64], words: HashMap::new() };
            number_word::small().for_each(|(word, _)| table.add(word, Why::Number));
            calendar::MONTHS.iter().for_each(|(word, _)| table.add(word, Why::Month));
            AGED.iter().for_each(|word| table.add(word, Why::Aged));
            SIBLINGS.iter().for_each(|word| table.add(word, Why::Siblings));
            WORK.iter().for_each(|word| table.add(word, Why::Work));
            CLUB.iter().for_each(|word| table.add(word, Why::Club));
            EVENT.iter().for_each(|word| table.add(word, Why::Event));
            super::unique::SCOPES.iter().for_each(|word| table.add(word, Why::Place));
            super::place::PLACES.iter().for_each(|word| table.add(word, Why::Village));
            super::school::PLACES.iter().for_each(|word| table.add(word, Why::School));
            super::unique::OWNERS.iter().for_each(|word| table.add(word, Why::Owner));
            list::occupations().iter().for_each(|word| table.add(word, Why::Occupation));
            list::diagnoses().keys().for_each(|word| table.add(word, Why::Diagnosis));
            list::origins().keys().for_each(|word| table.add(word, Why::Origin));
            table
        })
    }

    fn add(&mut self, word: &'static str, why: Why) {
        self.mark(bit(word));
        if why == Why::Diagnosis {
            // With a genitive as well: *Dravets syndrom*.
            self.mark(bit(&format!("{word}s")));
        }
        self.words.entry(word).or_default().push(why);
    }

    fn mark(&mut self, at: usize) {
        if let Some(bits) = self.bits.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    /// The detectors that a word wakes, in lower case; its genitive wakes the same where only an s was added.
    pub(super) fn of(&self, lower: &str) -> &[Why] {
        let at = bit(lower);
        if self.bits.get(at / 64).is_none_or(|bits| bits & (1 << (at % 64)) == 0) {
            return &[];
        }
        let found = self.words.get(lower);
        found
            .or_else(|| self.words.get(lower.strip_suffix('s')?).filter(|why| why.contains(&Why::Diagnosis)))
            .map_or(&[], Vec::as_slice)
    }
}

/// Whether a word ends as those for an age do (*niårige*, *year*), by its last three bytes, so that it costs one comparison.
pub(super) fn ends_as_age(lower: &str) -> bool {
    let last = lower.len().checked_sub(3).and_then(|start| lower.as_bytes().get(start..));
    matches!(last, Some(b"rig" | b"ige" | b"igt" | b"ear"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_by_the_last_bytes() {
        for (word, wanted) in [("niårige", true), ("year", true), ("år", false), ("kommune", false), ("æ", false)] {
            assert_eq!(ends_as_age(word), wanted, "{word}");
        }
    }

    #[test]
    fn a_word_wakes_its_detectors_and_others_none() {
        let table = Triggers::shipped();
        assert_eq!(table.of("arbejder"), [Why::Work]);
        assert_eq!(table.of("dravets"), [Why::Diagnosis]);
        for word in table.words.keys() {
            assert!(!table.of(word).is_empty(), "{word}");
        }
        for word in ["og", "mødet", "", "arbejders", "æ"] {
            assert_eq!(table.of(word), [], "{word}");
        }
    }
}
