//! Which language a text is written in, as far as the engine can read it.

use super::lexicon::Entry;
use super::token::{Case, Gap, Token, Tokens};
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
    fn of(source: &SourceText, count: Count) -> Self {
        const ENOUGH_WORDS: usize = 8;
        /// One word in so many tells that a text is in a neighbour's language.
        const NORDIC_SHARE: usize = 7;
        let Count { words, danish, english, nordic, foreign_letters } = count;
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

/// The languages of a text: the main one, and those of the paragraphs that are in another, as an English letter with the municipality's mails in it.
pub(super) struct Languages {
    /// What most of it is in.
    pub(super) main: Language,
    /// The tokens at which another language begins, in order; before the first it is the main one.
    turns: Vec<(usize, Language)>,
}

impl Languages {
    /// Counts words by the lists they stand on; `entries` has one for each token.
    pub(super) fn of(source: &SourceText, tokens: &Tokens, entries: impl Iterator<Item = Entry>) -> Self {
        let (mut all, mut paragraphs) = (Count::default(), Vec::new());
        let (mut first, mut count) = (0, Count::default());
        for (at, (token, entry)) in tokens.all().iter().zip(entries).enumerate() {
            if token.starts_line && token.gap == Gap::Break && at > first {
                paragraphs.push((first, count));
                all.join(count);
                (first, count) = (at, Count::default());
            }
            count.add(token, entry);
        }
        all.join(count);
        paragraphs.push((first, count));
        let mut main = Language::of(source, all);
        let words = |language| -> usize {
            let of = paragraphs.iter().filter(|(_, count)| count.clearly() == Some(language));
            of.map(|(_, count)| count.words).sum()
        };
        if main == Language::Danish && words(Language::English) > words(Language::Danish) {
            main = Language::English;
        }
        let mut turns: Vec<(usize, Language)> = Vec::new();
        for (first, count) in paragraphs {
            // A paragraph of Norwegian cannot be told from a Danish one.
            let nordic = matches!(main, Language::Norwegian | Language::Swedish);
            let own = count.clearly().filter(|language| !nordic || *language == Language::English).unwrap_or(main);
            if turns.last().map_or(main, |(_, before)| *before) != own {
                turns.push((first, own));
            }
        }
        Self { main, turns }
    }

    /// The language of the paragraph in which a token stands.
    pub(super) fn at(&self, index: usize) -> Language {
        let turns = self.turns.partition_point(|(first, _)| *first <= index);
        turns.checked_sub(1).and_then(|turn| self.turns.get(turn)).map_or(self.main, |(_, language)| *language)
    }
}

/// How many words of a stretch stand on which lists.
#[derive(Clone, Copy, Default)]
struct Count {
    words: usize,
    danish: usize,
    english: usize,
    nordic: usize,
    foreign_letters: usize,
}

impl Count {
    fn add(&mut self, token: &Token, entry: Entry) {
        if token.number || token.chars < 2 {
            return;
        }
        self.words += 1;
        self.danish += usize::from(entry.is_danish_word() || entry.is_kept() || entry.is_capitalised_only());
        self.english += usize::from(entry.is_english_word());
        self.nordic += usize::from(entry.is_nordic_word() && !entry.is_danish_word());
        self.foreign_letters += usize::from(token.case == Case::None);
    }

    const fn join(&mut self, other: Self) {
        self.words += other.words;
        self.danish += other.danish;
        self.english += other.english;
        self.nordic += other.nordic;
        self.foreign_letters += other.foreign_letters;
    }

    /// Danish or English, where a paragraph is long enough to tell and hardly anything in it is neither.
    const fn clearly(self) -> Option<Language> {
        const ENOUGH_WORDS: usize = 10;
        let Self { words, danish, english, .. } = self;
        if words < ENOUGH_WORDS {
            None
        } else if english * 100 >= words * 70 && english > danish {
            Some(Language::English)
        } else if danish * 100 >= words * 70 && danish > english {
            Some(Language::Danish)
        } else {
            None
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
            assert_eq!(Context::new(&SourceText::normalise(text), &NameBook::default()).language(), language, "{text}");
        }
    }

    #[test]
    fn a_mail_that_was_pasted_into_an_english_letter_is_danish_and_the_letter_english() {
        let source = SourceText::normalise(
            "We asked for help again in May, and this is the answer that we got from them:\n\n\
             Vi har vurderet, at hun selv kan varetage det, og støtten ophører derfor den første oktober.\n\n\
             I cried for an hour when I had read it, and then I wrote back that it was a shame.",
        );
        let names = NameBook::default();
        let context = Context::new(&source, &names);
        let at = |word: &str| context.tokens.all().iter().position(|token| context.tokens.lower(token) == word);
        let language = |word: &str| at(word).map(|at| context.language_at(at));
        assert_eq!(context.language(), Language::English);
        assert_eq!(["asked", "vurderet", "cried"].map(language), {
            use Language::{Danish, English};
            [English, Danish, English].map(Some)
        });
    }
}
