//! What the lists say of one word as it is written here.

use crate::redact::facts::{Facts, Form};
use crate::redact::language::Language;
use crate::redact::lexicon::Entry;
use crate::redact::token::{Case, Token};
use crate::redact::weights::Value;

/// What the lists say of a word, as far as names are concerned. Strongest first where a word is several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listing {
    /// A listed first name that is no word.
    FirstName,
    /// A listed first name that is a rare word too (*Kim*, *Line*).
    FirstNameRareWord,
    /// A listed first name that is an everyday word (*Bo*, *Liv*, *Mark*).
    FirstNameWord,
    /// A listed surname that is no word.
    Surname,
    /// A listed surname that is a word too (*Holm*, *Lund*).
    SurnameWord,
    /// In the dictionary with a capital only, on no list of names and not kept.
    ProperNoun,
    /// In the dictionary as a place, on no list of names and not kept.
    PlaceName,
    /// An ordinary word, or a compound of ordinary words.
    Word,
    /// An English word in a text that is not English.
    ForeignWord,
    /// In the dictionary in capitals.
    Acronym,
    /// On the keep list, and a listed first name as well (*August*, *Maj*).
    KeptFirstName,
    /// On the keep list, and a listed surname as well (*Skive*, *Holbæk*).
    KeptSurname,
    /// On the keep list, or part of a kept phrase.
    Kept,
    /// On no list, but one slip away from an ordinary word.
    Misspelt,
    /// Nobody knows it.
    Unknown,
    /// A number.
    Number,
}

impl Listing {
    /// Itself among the values of [`crate::redact::weights`].
    pub const fn value(self) -> Value<'static> {
        match self {
            Self::FirstName => const { Value::new("first_name") },
            Self::FirstNameRareWord => const { Value::new("first_name_rare_word") },
            Self::FirstNameWord => const { Value::new("first_name_word") },
            Self::Surname => const { Value::new("surname") },
            Self::SurnameWord => const { Value::new("surname_word") },
            Self::ProperNoun => const { Value::new("proper_noun") },
            Self::PlaceName => const { Value::new("place_name") },
            Self::Word => const { Value::new("word") },
            Self::ForeignWord => const { Value::new("foreign_word") },
            Self::Acronym => const { Value::new("acronym") },
            Self::KeptFirstName => const { Value::new("kept_first_name") },
            Self::KeptSurname => const { Value::new("kept_surname") },
            Self::Kept => const { Value::new("kept") },
            Self::Misspelt => const { Value::new("misspelt") },
            Self::Unknown => const { Value::new("unknown") },
            Self::Number => const { Value::new("number") },
        }
    }

    /// On a list of names and nothing that speaks against it.
    pub const fn is_name(self) -> bool {
        matches!(
            self,
            Self::FirstName | Self::FirstNameRareWord | Self::FirstNameWord | Self::Surname | Self::SurnameWord
        )
    }

    /// A listed first name, however many other things it is.
    pub const fn is_first_name(self) -> bool {
        matches!(self, Self::FirstName | Self::FirstNameRareWord | Self::FirstNameWord | Self::KeptFirstName)
    }

    /// Also an ordinary word, so that its lower-case form says nothing.
    pub const fn is_also_a_word(self) -> bool {
        matches!(
            self,
            Self::FirstNameRareWord | Self::FirstNameWord | Self::SurnameWord | Self::KeptFirstName | Self::KeptSurname
        )
    }

    /// Somebody vouches for it: it is a word, a number, or kept.
    pub const fn is_vouched_for(self) -> bool {
        matches!(
            self,
            Self::Word
                | Self::ForeignWord
                | Self::Acronym
                | Self::Kept
                | Self::KeptFirstName
                | Self::KeptSurname
                | Self::Misspelt
                | Self::Number
        )
    }

    /// Nothing but an ordinary word.
    pub const fn is_plain_word(self) -> bool {
        matches!(self, Self::Word | Self::ForeignWord | Self::Kept | Self::Acronym | Self::Number)
    }
}

/// What the lists say of one word, and whether its genitive *s* had to be taken off first.
pub(super) fn of(facts: &Facts, token: &Token, language: Language) -> (Listing, bool) {
    if token.number {
        return (Listing::Number, false);
    }
    // *otte* is a number before it is anybody's surname.
    if facts.number {
        return (Listing::Word, false);
    }
    if let Some(found) = direct(facts.entry, token, language) {
        // *Kims*, *Aksels*: with a capital the genitive of a name is likelier than the same letters as a word.
        if found == Listing::Word
            && token.case != Case::Lower
            && let Some(name) = genitive(facts, token, language)
            && name.is_first_name()
        {
            return (name, true);
        }
        // A word that is only in the dictionary with a capital may be the genitive of a listed name: then the name decides.
        if !matches!(found, Listing::ProperNoun | Listing::PlaceName | Listing::ForeignWord) {
            return (found, false);
        }
        if let Some(name) = genitive(facts, token, language) {
            return (name, true);
        }
        return (found, false);
    }
    if let Some(name) = genitive(facts, token, language) {
        return (name, true);
    }
    match facts.form {
        Form::Compound => (Listing::Word, false),
        Form::Misspelt => (Listing::Misspelt, false),
        Form::Unknown => (Listing::Unknown, false),
    }
}

/// The listing of a word as it stands.
fn direct(entry: Entry, token: &Token, language: Language) -> Option<Listing> {
    let name = entry.is_name();
    if entry.is_kept() {
        // *Juni* is no listed first name and somebody's all the same.
        let first = entry.is_first_name() || entry.is_name_and_word() && !entry.is_surname();
        return Some(match (first, name) {
            (true, _) => Listing::KeptFirstName,
            (false, true) => Listing::KeptSurname,
            (false, false) => Listing::Kept,
        });
    }
    // *hennes* and *namn* are words in Swedish before they are anybody's names elsewhere.
    if token.case == Case::Lower
        && matches!(language, Language::Norwegian | Language::Swedish)
        && entry.is_nordic_word()
    {
        return Some(Listing::Word);
    }
    let everyday = entry.is_name_and_word();
    let word = entry.is_danish_word() || language.has_word(entry);
    // *may*, *will*, *grace* in lower case are English words before they are names.
    let lower_english = token.case == Case::Lower && entry.is_english_word();
    if entry.is_first_name() {
        return Some(match (everyday, word || lower_english) {
            (true, _) => Listing::FirstNameWord,
            (false, true) => Listing::FirstNameRareWord,
            (false, false) => Listing::FirstName,
        });
    }
    if everyday && !entry.is_surname() {
        return Some(Listing::FirstNameWord);
    }
    if entry.is_surname() {
        return Some(if everyday || word || lower_english { Listing::SurnameWord } else { Listing::Surname });
    }
    if word {
        return Some(Listing::Word);
    }
    if entry.is_acronym() && token.case == Case::Upper {
        return Some(Listing::Acronym);
    }
    if entry.is_dictionary_place() {
        return Some(Listing::PlaceName);
    }
    if entry.is_capitalised_only() {
        return Some(Listing::ProperNoun);
    }
    (entry.is_english_word() || entry.is_nordic_word()).then_some(Listing::ForeignWord)
}

/// The listing of a word without its genitive *s*, when that is a name.
pub(super) fn genitive(facts: &Facts, token: &Token, language: Language) -> Option<Listing> {
    let found = direct(facts.base, token, language)?;
    matches!(
        found,
        Listing::FirstName
            | Listing::FirstNameRareWord
            | Listing::FirstNameWord
            | Listing::Surname
            | Listing::SurnameWord
    )
    .then_some(found)
}
