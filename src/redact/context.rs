//! What every detector sees: the words of the text, what the lists say of each, and the language.

mod listing;

pub use listing::Listing;

use super::detect::code::Announced;
use super::detect::owner;
use super::facts::{Vocabulary, WordId};
use super::finding::Role;
use super::language::{Language, Languages};
use super::lexicon::{Cue, Entry, Lexicon};
use super::names::NameBook;
use super::token::{Case, Gap, Token, Tokens};
use super::weights::Value;
use crate::text::{SourceText, Span};

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
    /// Whether it stands in a phrase of several words that must survive.
    pub in_phrase: bool,
    /// Whether it is a pronoun, a conjunction or the like, and so nobody.
    pub function: bool,
    /// Whether it may be, or end, the name of a street.
    pub street: bool,
    /// Whether houses are called so.
    pub house: bool,
    /// What it announces the number of.
    pub announces: Option<Announced>,
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
    languages: Languages,
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
        let languages = Languages::of(source, &tokens, ids.iter().map(|id| vocabulary.facts(*id).entry));
        let words = tokens
            .all()
            .iter()
            .zip(ids)
            .enumerate()
            .map(|(at, (token, id))| {
                let facts = vocabulary.facts(id);
                let (listing, genitive) = listing::of(&facts, token, languages.at(at));
                let genitive = genitive || !facts.entry.is_known() && names.is_genitive(tokens.lower(token));
                Word {
                    listing,
                    genitive,
                    cue: None,
                    cue_length: 0,
                    verb: facts.verb,
                    number_word: facts.number,
                    institution: facts.institution,
                    in_phrase: false,
                    function: facts.function,
                    street: facts.street,
                    house: facts.house,
                    announces: facts.announces,
                    id,
                }
            })
            .collect();
        let mut context = Self { source, lexicon, names, tokens, vocabulary, words, languages, capital_habit: false };
        context.mark_kept_phrases();
        context.mark_cues();
        context.mark_owners();
        context.capital_habit = context.has_capital_habit();
        context
    }

    /// Whether one ordinary word in eight has a capital in mid-sentence, and there are enough of them to tell. Asking for fewer loses more names that
    /// are words than it saves nouns.
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
        capitals >= ENOUGH && capitals * 8 > all && self.language() != Language::English
    }

    /// The main language.
    pub const fn language(&self) -> Language {
        self.languages.main
    }

    /// The language of the paragraph in which the token at an index stands.
    pub fn language_at(&self, index: usize) -> Language {
        self.languages.at(index)
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

    /// Whether the token at an index is put together of ordinary words and in no dictionary itself, as many names of places are.
    pub fn is_compound(&self, index: usize) -> bool {
        self.listing(index) == Listing::Word && !self.entry(index).is_known()
    }

    /// The listing of the token at an index as the weights know it.
    pub fn listing_value(&self, index: usize) -> Value<'static> {
        if self.is_compound(index) { const { Value::new("compound") } } else { self.listing(index).value() }
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
                word.in_phrase = true;
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
            let listing =
                if named { listing::genitive(&facts, token, self.language_at(index)) } else { Some(Listing::Unknown) };
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
