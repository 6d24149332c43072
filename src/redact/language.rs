//! Which language a text is written in, as far as the engine can read it.

use super::lexicon::Entry;
use super::token::{Case, Tokens};
use crate::text::SourceText;

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Danish, and everything too short to tell.
    Danish,
    /// English.
    English,
    /// Norwegian bokmål: Danish words, and the commonest that Danish does not have.
    Norwegian,
    /// Swedish: the same.
    Swedish,
    /// Something else; ISO 639-1 where known.
    Other(&'static str),
}

impl Language {
    /// The share of words that a dictionary knows tells Danish and English apart from everything else; a language detector names the rest.
    #[expect(clippy::disallowed_methods, reason = "the language detector sees the text and keeps nothing")]
    pub(super) fn of(source: &SourceText, tokens: &Tokens, entries: impl Iterator<Item = Entry>) -> Self {
        const ENOUGH_WORDS: usize = 8;
        /// One word in so many tells that a text is in a neighbour's language.
        const NORDIC_SHARE: usize = 7;
        let (mut words, mut danish, mut english, mut nordic, mut foreign_letters) = (0_usize, 0, 0, 0, 0);
        for (token, entry) in tokens.all().iter().zip(entries) {
            if token.number || token.chars < 2 {
                continue;
            }
            words += 1;
            danish += usize::from(entry.is_danish_word() || entry.is_kept() || entry.is_capitalised_only());
            english += usize::from(entry.is_english_word());
            nordic += usize::from(entry.is_nordic_word() && !entry.is_danish_word());
            foreign_letters += usize::from(token.case == Case::None);
        }
        if words < ENOUGH_WORDS && foreign_letters * 2 <= words {
            return Self::Danish;
        }
        if english * 100 >= words * 75 && english > danish {
            return Self::English;
        }
        let detected = || {
            let head: String = source.as_str().chars().take(4000).collect();
            whatlang::detect(&head).map(|info| info.lang())
        };
        if nordic * NORDIC_SHARE >= words && nordic + danish > english {
            return match detected() {
                Some(whatlang::Lang::Swe) => Self::Swedish,
                _ => Self::Norwegian,
            };
        }
        if danish * 100 >= words * 62 {
            return Self::Danish;
        }
        match detected() {
            Some(whatlang::Lang::Dan) => Self::Danish,
            Some(whatlang::Lang::Eng) => Self::English,
            Some(whatlang::Lang::Nob) => Self::Norwegian,
            Some(whatlang::Lang::Swe) => Self::Swedish,
            Some(lang) => Self::Other(iso_639_1(lang)),
            None => Self::Other("und"),
        }
    }

    /// Whether a word on these lists is an ordinary one in this language, beside the Danish ones.
    pub(super) const fn has_word(self, entry: Entry) -> bool {
        match self {
            Self::Danish | Self::Other(_) => false,
            Self::English => entry.is_english_word(),
            Self::Norwegian | Self::Swedish => entry.is_nordic_word(),
        }
    }

    /// ISO 639-1, or `und` (ISO 639-2) when it cannot be told.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Danish => "da",
            Self::English => "en",
            Self::Norwegian => "nb",
            Self::Swedish => "sv",
            Self::Other(code) => code,
        }
    }
}

/// The two-letter codes of the languages that are likely in Danish mailboxes; others keep their three-letter code.
fn iso_639_1(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match lang {
        Lang::Deu => "de",
        Lang::Fra => "fr",
        Lang::Spa => "es",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Tur => "tr",
        Lang::Ara => "ar",
        Lang::Urd => "ur",
        Lang::Pes => "fa",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Ukr => "uk",
        Lang::Rus => "ru",
        Lang::Ron => "ro",
        Lang::Lit => "lt",
        Lang::Fin => "fi",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::names::NameBook;
    use super::*;

    #[test]
    fn the_neighbours_are_told_apart_and_danish_stays_danish() {
        for (text, language) in [
            ("Vi har søgt om hjælp i tre år, og kommunen svarer ikke på vores breve om skolen.", Language::Danish),
            (
                "We have asked for help for three years and the municipality does not answer our letters.",
                Language::English,
            ),
            (
                "Vi fikk beskjed om at gutten ikke fikk plass, og jeg ble veldig lei meg fordi ingen ville høre på oss.",
                Language::Norwegian,
            ),
            (
                "Vi fick veta att pojken inte fick någon plats, och jag blev väldigt ledsen för ingen ville lyssna på oss.",
                Language::Swedish,
            ),
        ] {
            assert_eq!(Context::new(&SourceText::normalise(text), &NameBook::default()).language, language, "{text}");
        }
    }
}
