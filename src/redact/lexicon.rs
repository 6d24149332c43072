//! The shipped word lists: what is a word, a name, a phrase that must survive, a cue.
//!
//! `build.rs` merges everything under `rules/` into three finite-state maps that are part of the program; nothing is read or
//! parsed at start, and a look-up allocates nothing. Every key is lower case (as [`str::to_lowercase`] makes it) and NFC, so
//! the caller lowers the text once and asks with slices of it.
//!
//! A list is one weak signal among others. *Brøndrup* is on the list of places, *Bo* is a name and a verb, and no list knows
//! everybody: the lexicon says what stands where, the detectors decide.

mod compound;
mod phrase;
mod slip;
mod word;

pub(super) use phrase::Seconds;
pub(super) use word::LookedUp;

use super::finding::Role;
use fst::raw::{Fst, Output};
use phrase::longest;
use std::sync::OnceLock;

/// Lower-case word → bits of [`Entry`].
static WORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));
/// Keep phrases: a map without values.
static KEEP: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/keep.fst"));
/// Cue word or phrase → packed [`Cue`].
static CUES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cues.fst"));
/// The Danish words, spelt backwards: a map without values.
static ENDINGS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/endings.fst"));
/// The cues that head compounds, spelt backwards → packed [`Cue`].
static CUE_HEADS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cue_heads.fst"));

/// The shipped lists.
///
/// A map that the build made cannot be malformed. Should one be, it is empty: no word is vouched for, and everything is doubt.
///
/// What follows from the lists without standing on one is in `compound` and `slip`.
pub struct Lexicon {
    words: Option<Map>,
    keep: Option<Map>,
    cues: Option<Map>,
    endings: Option<Map>,
    cue_heads: Option<Map>,
}

type Map = Fst<&'static [u8]>;

/// On which lists a word stands. All questions answer `false` for a word on no list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Entry(u16);

impl Entry {
    const DANISH: u16 = 1;
    const CAPITAL: u16 = 1 << 1;
    const ACRONYM: u16 = 1 << 2;
    const PLACE: u16 = 1 << 3;
    const ENGLISH: u16 = 1 << 4;
    const FIRST_NAME: u16 = 1 << 5;
    const SURNAME: u16 = 1 << 6;
    const NAME_AND_WORD: u16 = 1 << 7;
    const KEPT: u16 = 1 << 8;
    const NORDIC: u16 = 1 << 9;

    const fn has(self, bit: u16) -> bool {
        self.0 & bit != 0
    }

    /// Whether a list says what kind of word it is. Being written in capitals in the dictionary says so only of a word in capitals.
    pub const fn says_what_it_is(self) -> bool {
        self.0 & !Self::ACRONYM != 0 && self.0 & !Self::ACRONYM != Self::NAME_AND_WORD
    }

    /// Whether the word is on any list at all.
    pub const fn is_known(self) -> bool {
        self.0 != 0
    }

    /// A form of the Danish dictionary that is written in lower case.
    pub const fn is_danish_word(self) -> bool {
        self.has(Self::DANISH)
    }

    /// An English word written in lower case.
    pub const fn is_english_word(self) -> bool {
        self.has(Self::ENGLISH)
    }

    /// A Norwegian or Swedish word that Danish does not have.
    pub const fn is_nordic_word(self) -> bool {
        self.has(Self::NORDIC)
    }

    /// In the Danish dictionary with a capital only: a person, a place, a trade mark, or the genitive of one.
    pub const fn is_capitalised_only(self) -> bool {
        self.has(Self::CAPITAL) && !self.has(Self::DANISH)
    }

    /// In the Danish dictionary in capitals (*FAQ*) and not as a lower-case word.
    pub const fn is_acronym(self) -> bool {
        self.has(Self::ACRONYM) && !self.has(Self::DANISH)
    }

    /// In the Danish dictionary as a place. Most such places are surnames as well.
    pub const fn is_dictionary_place(self) -> bool {
        self.has(Self::PLACE)
    }

    /// On the list of first names.
    pub const fn is_first_name(self) -> bool {
        self.has(Self::FIRST_NAME)
    }

    /// On the list of surnames.
    pub const fn is_surname(self) -> bool {
        self.has(Self::SURNAME)
    }

    /// On either list of names.
    pub const fn is_name(self) -> bool {
        self.has(Self::FIRST_NAME | Self::SURNAME)
    }

    /// A name that people also write in lower case as an everyday word (*Bo*, *Liv*, *Mark*): the list alone is no reason to
    /// hide it, and no reason to keep it.
    pub const fn is_name_and_word(self) -> bool {
        self.has(Self::NAME_AND_WORD)
    }

    /// The same entry, on the lists of names as well.
    pub const fn with_names(self, first: bool, last: bool) -> Self {
        Self(self.0 | if first { Self::FIRST_NAME } else { 0 } | if last { Self::SURNAME } else { 0 })
    }

    /// A keep phrase of one word, or its genitive.
    pub const fn is_kept(self) -> bool {
        self.has(Self::KEPT)
    }
}

/// What a cue word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// A role word, *sagsbehandler*, *søster*: a name beside it is that person's.
    Role,
    /// *hedder*, *ved navn*: a name follows.
    Naming,
    /// *hr.*, *fru*, *dr.*: a surname follows.
    Title,
    /// *kære*, *hej*: somebody is greeted.
    Greeting,
    /// *med venlig hilsen*: the writer's name follows, often on the next line.
    SignOff,
    /// *talte med*, *mail fra*, *sagde*: a person stands beside it, more often than not.
    Communication,
}

/// A cue: what kind, and what it says the person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cue {
    /// What it announces.
    pub kind: CueKind,
    /// The role it gives the person; always there for [`CueKind::Role`].
    pub role: Option<Role>,
    heads_compounds: bool,
}

/// In the order of `KINDS` in `build/cues.rs`.
const KINDS: [CueKind; 6] =
    [CueKind::Role, CueKind::Naming, CueKind::Title, CueKind::Greeting, CueKind::SignOff, CueKind::Communication];

/// In the order of `ROLES` in `build/cues.rs`, where 0 stands for none.
const ROLES: [Role; 10] = [
    Role::Mother,
    Role::Father,
    Role::Parent,
    Role::Child,
    Role::Sibling,
    Role::Relative,
    Role::Caseworker,
    Role::Leader,
    Role::Professional,
    Role::Other,
];

impl Cue {
    fn unpack(value: u64) -> Option<Self> {
        let [kind, role, flags, ..] = value.to_le_bytes();
        Some(Self {
            kind: *KINDS.get(usize::from(kind))?,
            role: usize::from(role).checked_sub(1).and_then(|index| ROLES.get(index)).copied(),
            heads_compounds: flags != 0,
        })
    }
}

impl Lexicon {
    /// The lists that come with the program.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Lexicon> = OnceLock::new();
        SHIPPED.get_or_init(|| Self {
            words: Fst::new(WORDS).ok(),
            keep: Fst::new(KEEP).ok(),
            cues: Fst::new(CUES).ok(),
            endings: Fst::new(ENDINGS).ok(),
            cue_heads: Fst::new(CUE_HEADS).ok(),
        })
    }

    /// On which lists a lower-case word stands. Exact: the genitive of a listed name is not a listed name.
    pub fn entry(&self, lower: &str) -> Entry {
        // The map holds nothing but the bits above; a value that does not fit cannot come from this program's build.
        let bits = self.words.as_ref().and_then(|words| words.get(lower));
        bits.and_then(|bits| u16::try_from(bits.value()).ok()).map_or(Entry(0), Entry)
    }

    /// The longest keep phrase that starts where `text_lower` starts and ends at the end of a word; its length in bytes of
    /// `text_lower`.
    ///
    /// The blank between two words of a phrase may be any white space but an empty line, and the last word may stand in the
    /// genitive (*Aarhus Kommunes*). Whether a word starts here is for the caller to know.
    pub fn kept_phrase(&self, text_lower: &str) -> Option<usize> {
        longest(self.keep.as_ref()?, text_lower).map(|(length, _)| length)
    }

    /// What a lower-case word or phrase announces, when it is a cue in any of its forms. A longer word that ends in the word for
    /// a profession counts as that profession (*skolepsykolog*).
    pub fn cue(&self, lower: &str) -> Option<Cue> {
        self.exact_cue(lower).or_else(|| self.compound_cue(lower))
    }

    /// The longest cue of one or more words that starts where `text_lower` starts and ends at the end of a word, with its length
    /// in bytes. White space counts as in [`Lexicon::kept_phrase`].
    pub fn cue_phrase(&self, text_lower: &str) -> Option<(usize, Cue)> {
        longest(self.cues.as_ref()?, text_lower).and_then(|(length, value)| Some((length, Cue::unpack(value)?)))
    }

    /// Whether a value of the map of words says that it is a Danish word written in lower case.
    fn is_danish(value: Output) -> bool {
        u16::try_from(value.value()).is_ok_and(|bits| Entry(bits).is_danish_word())
    }

    fn exact_cue(&self, lower: &str) -> Option<Cue> {
        let value = self.cues.as_ref()?.get(lower)?;
        Cue::unpack(value.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(word: &str) -> Entry {
        Lexicon::shipped().entry(word)
    }

    #[test]
    fn the_dictionary_knows_words_in_all_their_forms_and_tells_capitals_apart() {
        for word in
            ["barn", "børnene", "afgørelsernes", "ringede", "sagsbehandleren", "underretning", "sygere", "støttens"]
        {
            assert!(entry(word).is_danish_word(), "{word}");
        }
        for word in ["mette", "mettes", "sørensens", "københavn"] {
            assert!(entry(word).is_capitalised_only(), "{word}");
        }
        assert!(entry("brøndrup").is_dictionary_place() || !entry("brøndrup").is_danish_word());
        assert!(entry("because").is_english_word() && !entry("because").is_danish_word());
        assert!(!entry("kvaksedundrup").is_known());
    }

    #[test]
    fn names_are_known_also_without_danish_letters() {
        for name in ["mette", "søren", "soeren", "kirsten", "fatima", "mehmet", "aage"] {
            assert!(entry(name).is_first_name(), "{name}");
        }
        for name in ["sørensen", "soerensen", "nielsen", "nguyen", "yilmaz", "møller"] {
            assert!(entry(name).is_surname(), "{name}");
        }
        for name in ["bo", "liv", "mark", "storm", "my", "ask", "per", "tom", "august", "dag", "sol"] {
            assert!(entry(name).is_name_and_word(), "{name}");
        }
        assert!(!entry("søren").is_name_and_word());
    }

    #[test]
    fn keep_phrases_are_found_whole_longest_first_over_line_breaks_and_in_the_genitive() {
        let lexicon = Lexicon::shipped();
        for (text, kept) in [
            ("ankestyrelsen gav os medhold", Some("ankestyrelsen")),
            ("ankestyrelsens afgørelse", Some("ankestyrelsens")),
            ("aarhus kommunes svar", Some("aarhus kommunes")),
            ("aarhus\nkommune svarede", Some("aarhus\nkommune")),
            ("aarhus\n\nkommune svarede", Some("aarhus")),
            ("ehlers-danlos er sjælden", Some("ehlers-danlos")),
            ("mary fonden", Some("mary fonden")),
            ("hans knudsen instituttet", Some("hans knudsen instituttet")),
            ("hans knudsen ringede", None),
            ("barnets lov § 91", Some("barnets lov")),
            ("pprx", None),
        ] {
            assert_eq!(lexicon.kept_phrase(text).and_then(|length| text.get(..length)), kept, "{text}");
        }
        assert!(entry("ppr").is_kept() && entry("ankestyrelsens").is_kept());
    }

    #[test]
    fn cues_give_kind_and_role_in_every_form() {
        let lexicon = Lexicon::shipped();
        let role = |word: &str| lexicon.cue(word).filter(|cue| cue.kind == CueKind::Role).and_then(|cue| cue.role);
        for (word, expected) in [
            ("mor", Role::Mother),
            ("far", Role::Father),
            ("forældrene", Role::Parent),
            ("sønnens", Role::Child),
            ("søsteren", Role::Sibling),
            ("mormor", Role::Relative),
            ("sagsbehandlerens", Role::Caseworker),
            ("socialrådgivere", Role::Caseworker),
            ("afdelingslederen", Role::Leader),
            ("borgmesteren", Role::Leader),
            ("skolepsykologen", Role::Professional),
            ("støttepædagogerne", Role::Professional),
            ("nabo", Role::Other),
        ] {
            assert_eq!(role(word), Some(expected), "{word}");
        }
        for (word, kind) in [
            ("hedder", CueKind::Naming),
            ("hr", CueKind::Title),
            ("kære", CueKind::Greeting),
            ("mvh", CueKind::SignOff),
            ("ringede", CueKind::Communication),
        ] {
            assert_eq!(lexicon.cue(word).map(|cue| cue.kind), Some(kind), "{word}");
        }
        assert_eq!(lexicon.cue("bord"), None);
        assert_eq!(
            lexicon.cue_phrase("med venlig hilsen\nkanarie").map(|(length, cue)| (length, cue.kind)),
            Some((17, CueKind::SignOff))
        );
        assert_eq!(lexicon.cue_phrase("talte med kanarie").map(|(length, _)| length), Some(9));
    }
}
