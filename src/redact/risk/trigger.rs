//! The trigger table: which words make a detector look around. All others are passed over at the price of one bit.

use super::list;
use super::number;
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
    Place,
    Origin,
}

/// The table.
pub(super) struct Triggers {
    /// For each first byte the lengths (in bytes, at most 31) of the words that begin with it.
    lengths: [u32; 256],
    words: HashMap<&'static str, Vec<Why>>,
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
const PLACE: [&str; 14] = [
    "lille",
    "store",
    "nørre",
    "sønder",
    "øster",
    "vester",
    "gammel",
    "gl",
    "ny",
    "over",
    "neder",
    "landsbyen",
    "village",
    "skt",
];

impl Triggers {
    /// The table that ships.
    pub(super) fn shipped() -> &'static Self {
        static TABLE: OnceLock<Triggers> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Self { lengths: [0; 256], words: HashMap::new() };
            number::words().for_each(|(word, _)| table.add(word, Why::Number));
            super::date::MONTHS.iter().for_each(|(word, _)| table.add(word, Why::Month));
            AGED.iter().for_each(|word| table.add(word, Why::Aged));
            SIBLINGS.iter().for_each(|word| table.add(word, Why::Siblings));
            WORK.iter().for_each(|word| table.add(word, Why::Work));
            CLUB.iter().for_each(|word| table.add(word, Why::Club));
            EVENT.iter().for_each(|word| table.add(word, Why::Event));
            PLACE.iter().for_each(|word| table.add(word, Why::Place));
            list::occupations().iter().for_each(|word| table.add(word, Why::Occupation));
            list::diagnoses().keys().for_each(|word| table.add(word, Why::Diagnosis));
            list::origins().keys().for_each(|word| table.add(word, Why::Origin));
            table
        })
    }

    fn add(&mut self, word: &'static str, why: Why) {
        // With a genitive as well: *Dravets syndrom*.
        for length in [word.len(), word.len() + 1] {
            if let Some(lengths) = word.bytes().next().and_then(|first| self.lengths.get_mut(usize::from(first))) {
                *lengths |= 1 << length.min(31);
            }
        }
        self.words.entry(word).or_default().push(why);
    }

    /// The detectors that a word wakes, in lower case; its genitive wakes the same where only an s was added.
    pub(super) fn of(&self, lower: &str) -> &[Why] {
        let Some(first) = lower.bytes().next() else { return &[] };
        let lengths = self.lengths.get(usize::from(first)).copied().unwrap_or_default();
        if lengths & (1 << lower.len().min(31)) == 0 {
            return &[];
        }
        let found = self.words.get(lower);
        found
            .or_else(|| self.words.get(lower.strip_suffix('s')?).filter(|why| why.contains(&Why::Diagnosis)))
            .map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_wakes_its_detectors_and_others_none() {
        let table = Triggers::shipped();
        assert_eq!(table.of("arbejder"), [Why::Work]);
        assert_eq!(table.of("dravets"), [Why::Diagnosis]);
        for word in ["og", "kommunen", "", "arbejders", "æ"] {
            assert_eq!(table.of(word), [], "{word}");
        }
    }
}
