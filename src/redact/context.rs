//! What every detector sees: the words of the text, what the lists say of each, and the language.

use super::detect::owner;
use super::facts::{Facts, Form, Vocabulary, WordId};
use super::finding::Role;
use super::language::Language;
use super::lexicon::{Cue, Entry, Lexicon};
use super::names::NameBook;
use super::token::{Case, Gap, Token, Tokens};
use super::weights::Value;
use crate::text::{SourceText, Span};

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
    /// Itself among the values of [`super::weights`].
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

/// A token with what the lists say of it.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// What it is.
    pub listing: Listing,
    /// Whether a genitive *s* was taken off before looking it up; the *s* is the last byte of the token then.
    pub genitive: bool,
    /// The cue that starts here.
    pub cue: Option<Cue>,
    /// How many tokens that cue takes; 0 when there is none.
    pub cue_length: u8,
    /// Whether it is an everyday verb that people govern.
    pub verb: bool,
    /// Whether it is a word for a number.
    pub number_word: bool,
    /// Whether it is or ends in a word for a school, a day-care centre or a home.
    pub institution: bool,
    /// Which word it is.
    pub id: WordId,
}

/// The text as the detectors see it.
pub struct Context<'a> {
    /// The text itself, for spans.
    pub source: &'a SourceText,
    /// The lists.
    pub lexicon: &'static Lexicon,
    /// The names that the collection knows.
    pub names: &'a NameBook,
    /// The words.
    pub tokens: Tokens,
    /// The different ones among them.
    pub vocabulary: Vocabulary,
    /// What the lists say, one for each token.
    pub words: Vec<Word>,
    /// The main language.
    pub language: Language,
    /// Whether the writer gives ordinary words a capital in mid-sentence, as all nouns had until 1948, so that a capital says little.
    pub capital_habit: bool,
}

impl<'a> Context<'a> {
    /// Looks up every word once.
    pub fn new(source: &'a SourceText, names: &'a NameBook) -> Self {
        let lexicon = Lexicon::shipped();
        let tokens = Tokens::new(source);
        let (mut vocabulary, ids) = Vocabulary::new(lexicon, &tokens);
        names.amend(|each| vocabulary.amend(&tokens, each));
        let language = Language::of(source, &tokens, ids.iter().map(|id| vocabulary.facts(*id).entry));
        let words = tokens
            .all()
            .iter()
            .zip(ids)
            .map(|(token, id)| {
                let facts = vocabulary.facts(id);
                let (listing, genitive) = listing(&facts, token, language);
                let genitive = genitive || !facts.entry.is_known() && names.is_genitive(tokens.lower(token));
                Word {
                    listing,
                    genitive,
                    cue: None,
                    cue_length: 0,
                    verb: facts.verb,
                    number_word: facts.number,
                    institution: facts.institution,
                    id,
                }
            })
            .collect();
        let mut context = Self { source, lexicon, names, tokens, vocabulary, words, language, capital_habit: false };
        context.mark_kept_phrases();
        context.mark_cues();
        context.mark_owners();
        context.capital_habit = context.has_capital_habit();
        context
    }

    /// Whether one ordinary word in eight has a capital in mid-sentence, and there are enough of them to tell.
    fn has_capital_habit(&self) -> bool {
        const ENOUGH: usize = 12;
        let ordinary = |(token, word): &(&Token, &Word)| {
            matches!(word.listing, Listing::Word | Listing::Misspelt) && !token.starts_sentence && !token.shouted
        };
        let (mut all, mut capitals) = (0, 0);
        for (token, _) in self.tokens.all().iter().zip(&self.words).filter(ordinary) {
            all += 1;
            capitals += usize::from(token.case == Case::Capital);
        }
        capitals >= ENOUGH && capitals * 8 > all && self.language != Language::English
    }

    /// The lower-case name under a token, without the genitive *s* that was taken off.
    pub fn name(&self, index: usize) -> &str {
        let lower = self.tokens.lower_at(index);
        match self.words.get(index) {
            Some(word) if word.genitive => lower.strip_suffix('s').unwrap_or(lower),
            _ => lower,
        }
    }

    /// The span of the name under a token, without the genitive *s* that was taken off.
    pub fn name_span(&self, index: usize) -> Option<Span> {
        let token = self.tokens.get(index)?;
        match self.words.get(index) {
            Some(word) if word.genitive => self.source.span(token.span.start(), token.span.end() - 1),
            _ => Some(token.span),
        }
    }

    /// On which lists the token at an index stands, whatever it is here. Costs no search in them.
    pub fn entry(&self, index: usize) -> Entry {
        self.words.get(index).map_or_else(Entry::default, |word| self.vocabulary.facts(word.id).entry)
    }

    /// What the lists say of the token at an index.
    pub fn listing(&self, index: usize) -> Listing {
        self.words.get(index).map_or(Listing::Unknown, |word| word.listing)
    }

    /// Whether a capital here says something: not at a sentence start, not among capitals.
    pub fn telling_capital(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| {
            matches!(token.case, Case::Capital | Case::Upper) && !token.starts_sentence && !token.shouted
        })
    }

    /// The role that the cue at an index gives. *en mand fra skolen* is nobody's husband.
    pub fn cue_role(&self, index: usize) -> Option<Role> {
        let role = self.words.get(index)?.cue?.role?;
        let anybody =
            matches!(self.tokens.lower_at(index), "mand" | "manden" | "kone" | "konen" | "man" | "fyr" | "dame")
                && index
                    .checked_sub(1)
                    .is_some_and(|before| matches!(self.tokens.lower_at(before), "en" | "den" | "a" | "the" | "som"));
        // *min mor* is the child's grandmother when a parent writes.
        let own = index
            .checked_sub(1)
            .is_some_and(|before| matches!(self.tokens.lower_at(before), "min" | "vores" | "vor" | "my" | "our"));
        let role = if own && matches!(role, Role::Mother | Role::Father) { Role::Relative } else { role };
        (!anybody).then_some(role)
    }

    /// Words of a kept phrase are kept, whatever else they are. A phrase of one word that is also a name is left to the detectors.
    fn mark_kept_phrases(&mut self) {
        let mut covered_to = 0;
        for index in 0..self.words.len() {
            let (Some(token), Some(word)) = (self.tokens.get(index), self.words.get(index)) else { break };
            let seconds = self.vocabulary.facts(word.id).kept;
            if !seconds.is_any() || token.span.start() < covered_to || !seconds.may_be(self.tokens.lower_at(index + 1))
            {
                continue;
            }
            let Some(rest) = self.tokens.lower_text().get(token.span.start()..) else { continue };
            let Some(length) = self.lexicon.kept_phrase(rest) else { continue };
            let end = token.span.start() + length;
            let last = (index..self.words.len())
                .take_while(|&at| self.tokens.get(at).is_some_and(|token| token.span.start() < end))
                .last()
                .unwrap_or(index);
            if last == index || self.is_initials(index, last) {
                continue;
            }
            covered_to = end;
            for word in self.words.iter_mut().take(last + 1).skip(index) {
                word.listing = Listing::Kept;
                word.genitive = false;
            }
        }
    }

    /// *E.L.*, *M.H.*: the letters of an abbreviation that is written small (*e.l.*, *m.h.*), in capitals where others are not: somebody's initials.
    fn is_initials(&self, first: usize, last: usize) -> bool {
        let letter = |token: &Token| token.chars == 1 && token.case == Case::Capital && !token.shouted;
        self.tokens.all().get(first..=last).is_some_and(|letters| letters.iter().all(letter))
    }

    /// *lærkes mor*, *annbritts chef*: before what only people have, a word with an *s* is the genitive of a name, known or not.
    fn mark_owners(&mut self) {
        for index in 0..self.words.len() {
            let Some((word, token)) = self.words.get(index).zip(self.tokens.get(index)) else { break };
            let facts = self.vocabulary.facts(word.id);
            let unknown = word.listing == Listing::Unknown && token.chars >= 5;
            let named = word.listing == Listing::Word && facts.base.is_first_name();
            if word.genitive || word.cue.is_some() || token.number || !unknown && !named {
                continue;
            }
            let lower = self.tokens.lower(token);
            let next = self.tokens.get(index + 1);
            let ends = lower.ends_with('s') && !lower.ends_with("ss");
            if !ends
                || next.is_none_or(|next| next.gap != Gap::Space || next.case != Case::Lower)
                || !owner::is_owned(self, index + 1)
            {
                continue;
            }
            let listing = if named { genitive(&facts, token, self.language) } else { Some(Listing::Unknown) };
            if let (Some(listing), Some(word)) = (listing, self.words.get_mut(index)) {
                word.listing = listing;
                word.genitive = true;
            }
        }
    }

    fn mark_cues(&mut self) {
        let mut skip_to = 0;
        for index in 0..self.words.len() {
            let (Some(token), Some(word)) = (self.tokens.get(index), self.words.get(index)) else { break };
            let facts = self.vocabulary.facts(word.id);
            if facts.cue.is_none() && !facts.cues.is_any() || token.number || token.span.start() < skip_to {
                continue;
            }
            let phrase = || {
                facts.cues.may_be(self.tokens.lower_at(index + 1)).then_some(())?;
                self.lexicon.cue_phrase(self.tokens.lower_text().get(token.span.start()..)?)
            };
            let alone = facts.cue.map(|cue| (token.span.len(), cue));
            let Some((length, cue)) = phrase().or(alone) else { continue };
            let end = token.span.start() + length;
            let count = self.tokens.all().iter().skip(index).take_while(|token| token.span.start() < end).count();
            if let Some(word) = self.words.get_mut(index) {
                word.cue = Some(cue);
                word.cue_length = u8::try_from(count).unwrap_or(u8::MAX);
                skip_to = end;
            }
        }
    }
}

/// What the lists say of one word, and whether its genitive *s* had to be taken off first.
fn listing(facts: &Facts, token: &Token, language: Language) -> (Listing, bool) {
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
fn genitive(facts: &Facts, token: &Token, language: Language) -> Option<Listing> {
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
