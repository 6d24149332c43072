//! Words put together of words, and words in an older or plainer spelling: no list holds them, and everybody understands them.

use super::{Cue, Lexicon};
use fst::raw::Output;

/// Compounds are only looked for in words of at least this many characters: short ones are too often names (*Bøgebo*).
const MIN_COMPOUND_CHARS: usize = 8;
/// Each part of a compound has at least this many characters.
const MIN_PART_CHARS: usize = 3;
/// Longest word, in bytes, that is tried as a compound; longer is not a word that people write.
const MAX_COMPOUND_BYTES: usize = 80;
/// Endings that make surnames and places out of ordinary words (*brønd* + *rup*): never the last part of a compound.
const SURNAME_ENDINGS: [&str; 33] = [
    "rup", "strup", "trup", "drup", "sen", "søn", "gaard", "gård", "lund", "holm", "bjerg", "berg", "borg", "dal",
    "dahl", "skov", "toft", "bæk", "bech", "vang", "kær", "mark", "lev", "høj", "kvist", "quist", "strøm", "stedt",
    "birk", "feldt", "haug", "bjerre", "skjold",
];

/// Learned first parts of compounds that are no words of their own: *neuropædiatrisk*, *psykosocial*.
const PREFIXES: [&str; 24] = [
    "neuro", "psyko", "socio", "bio", "mikro", "makro", "multi", "inter", "super", "semi", "pseudo", "anti", "hyper",
    "hypo", "audio", "fysio", "ergo", "kardio", "gastro", "endo", "auto", "mono", "ortho", "special",
];

impl Lexicon {
    /// Whether a lower-case word of at least eight letters is put together of two or three Danish words, with a linking *s*,
    /// *e* or hyphen or none. Never a listed surname, and never a word whose last part ends surnames (*rup*, *gaard*): that
    /// misses compounds such as *institutionsgård*, which then count as unknown.
    pub fn compound(&self, lower: &str) -> bool {
        lower.len() <= MAX_COMPOUND_BYTES
            && lower.chars().count() >= MIN_COMPOUND_CHARS
            && !self.entry(lower).is_name()
            && self.splits(lower, 3)
    }

    /// Whether a word is one that the dictionary has with the letters æ, ø and å: *paa*, *Aar*, *soeger*. The spelling before 1948, and that of a
    /// keyboard without the letters. A listed name is none.
    pub fn respelt(&self, lower: &str) -> bool {
        const LONGEST: usize = 40;
        if lower.len() > LONGEST || !["aa", "ae", "oe"].iter().any(|pair| lower.contains(pair)) {
            return false;
        }
        let modern = lower.replace("aa", "å");
        let all = modern.replace("ae", "æ").replace("oe", "ø");
        [modern, all].iter().any(|word| word != lower && self.entry(word).is_danish_word())
    }

    /// A longer word that ends in the word for a profession is that profession: *skolepsykolog*.
    pub(super) fn compound_cue(&self, lower: &str) -> Option<Cue> {
        if lower.len() > MAX_COMPOUND_BYTES || self.entry(lower).is_name() {
            return None;
        }
        let heads = self.cue_heads.as_ref()?;
        let (mut node, mut value, mut found) = (heads.root(), Output::zero(), None);
        for (at, &byte) in lower.as_bytes().iter().enumerate().rev() {
            let Some(index) = node.find_input(byte) else { break };
            let transition = node.transition(index);
            value = value.cat(transition.out);
            node = heads.node(transition.addr);
            // The longest ending wins, so that *støttepædagog* does over *pædagog* where both are listed.
            if node.is_final()
                && let Some(front) = lower.get(..at)
                && self.is_first_part(front)
            {
                found = Cue::unpack(value.cat(node.final_output()).value());
            }
        }
        found
    }

    fn splits(&self, lower: &str, parts: u8) -> bool {
        self.first_parts(lower).any(|rest| {
            self.is_last_part(rest)
                || (parts > 2 && rest.chars().count() >= 2 * MIN_PART_CHARS && self.splits(rest, parts - 1))
        })
    }

    /// What is left of a word after each first part that it can have. One walk along the dictionary finds them all.
    fn first_parts<'w>(&'w self, lower: &'w str) -> impl Iterator<Item = &'w str> {
        let words = self.words.as_ref();
        let mut state = words.map(|words| (words.root(), Output::zero()));
        let whole = lower.as_bytes();
        let listed = (0..whole.len()).filter_map(move |at| {
            let (node, value) = state.take()?;
            let index = node.find_input(*whole.get(at)?)?;
            let transition = node.transition(index);
            let value = value.cat(transition.out);
            let node = words?.node(transition.addr);
            state = Some((node, value));
            (node.is_final() && Self::is_danish(value.cat(node.final_output()))).then_some(at + 1)
        });
        let prefixes = PREFIXES.iter().filter(move |prefix| lower.starts_with(*prefix)).map(|prefix| prefix.len());
        listed.chain(prefixes).flat_map(move |end| {
            let rest = lower
                .get(end..)
                .filter(|_| lower.get(..end).is_some_and(|front| front.chars().count() >= MIN_PART_CHARS));
            let linked = rest.and_then(|rest| rest.strip_prefix(['s', 'e', '-']));
            rest.into_iter().chain(linked)
        })
    }

    /// A Danish word, alone or with a link after it.
    fn is_first_part(&self, part: &str) -> bool {
        self.first_parts(part).any(str::is_empty)
    }

    fn is_last_part(&self, part: &str) -> bool {
        let root = part.strip_suffix('s').unwrap_or(part);
        part.chars().count() >= MIN_PART_CHARS
            && self.entry(part).is_danish_word()
            && !SURNAME_ENDINGS.contains(&part)
            && !SURNAME_ENDINGS.contains(&root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_ordinary_words_put_together_and_never_surnames() {
        let lexicon = Lexicon::shipped();
        for word in
            ["aflastningsvenlighed", "skoleskemakaos", "støttetimeantal", "underretningsskema", "tabsberegningsskema"]
        {
            assert!(lexicon.compound(word), "{word}");
        }
        for word in [
            "brøndrup",
            "kirkegaard",
            "overgaard",
            "damgaard",
            "nørregaard",
            "søndergaard",
            "kort",
            "hansenmeyer",
            "bøgholm",
        ] {
            assert!(!lexicon.compound(word), "{word}");
        }
        assert!(!lexicon.compound(&"barn".repeat(200)));
    }

    #[test]
    fn old_and_plain_spellings_are_words_and_names_are_not() {
        let lexicon = Lexicon::shipped();
        for word in ["paa", "saa", "aar", "haanden", "ogsaa", "soeger", "foerst", "spoergsmaal"] {
            assert!(lexicon.respelt(word), "{word}");
        }
        for word in ["aabenraax", "kanarie", "maren"] {
            assert!(!lexicon.respelt(word), "{word}");
        }
    }
}
