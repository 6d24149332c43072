//! People on lists: the words of their names, and which words stand together in one name.

use super::words::Words;
use crate::personal::Personal;
use crate::redact::finding::Role;
use crate::redact::mention::PARTICLES;
use crate::text::SourceText;
use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;

/// Words of a name beyond this many are not looked at: nobody has more names, and pairs grow with the square.
const MAX_WORDS: usize = 8;

/// What is listed about one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListedWord {
    role: Agreed,
    first: bool,
    last: bool,
    alone: bool,
}

impl ListedWord {
    /// The role that everybody listed with this word has.
    pub fn role(self) -> Option<Role> {
        self.role.role()
    }

    /// It stands before another in a full name.
    pub const fn is_first_name(self) -> bool {
        self.first
    }

    /// It stands last in a full name.
    pub const fn is_surname(self) -> bool {
        self.last
    }

    /// Somebody is listed by this word alone, so that it is meant by itself.
    pub const fn is_listed_alone(self) -> bool {
        self.alone
    }
}

/// A role while everybody agrees on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Agreed {
    /// Nobody was asked yet.
    #[default]
    Open,
    /// All that were asked said this.
    On(Option<Role>),
    /// They differ.
    Not,
}

impl Agreed {
    fn and(self, role: Option<Role>) -> Self {
        match self {
            Self::Open => Self::On(role),
            Self::On(known) if known == role => self,
            _ => Self::Not,
        }
    }

    const fn role(self) -> Option<Role> {
        match self {
            Self::On(role) => role,
            Self::Open | Self::Not => None,
        }
    }
}

/// The people of some lists.
#[derive(Clone, Default)]
pub(super) struct Persons {
    words: Words,
    /// What is listed about each word, by its number. Spellings of one word share an entry.
    listed: Vec<ListedWord>,
    /// Number of a spelling → number of the word in `listed`.
    entries: Vec<u32>,
    /// Two words in the order in which a full name has them.
    pairs: HashMap<(u32, u32), Agreed>,
}

impl Persons {
    /// How many words, in all their spellings.
    pub(super) const fn words(&self) -> usize {
        self.words.len()
    }

    /// What is listed about a lower-case word.
    pub(super) fn find(&self, lower: &str) -> Option<(u32, ListedWord)> {
        let spelling = usize::try_from(self.words.get(lower)?).ok()?;
        let id = *self.entries.get(spelling)?;
        Some((id, *self.listed.get(usize::try_from(id).ok()?)?))
    }

    /// The role of those in whose name the two stand in this order, when there are any.
    pub(super) fn pair(&self, front: u32, back: u32) -> Option<Option<Role>> {
        self.pairs.get(&(front, back)).map(|agreed| agreed.role())
    }

    /// Adds a name as it is written. Initials and particles (*von*, *de*) are no words by themselves.
    #[expect(clippy::disallowed_methods, reason = "the words stay inside the engine")]
    pub(super) fn add(&mut self, name: &Personal, role: Option<Role>) {
        // Cut as the text is cut into tokens, without looking at what a name has none of: sentences, gaps and case.
        let name = name.reveal();
        // Letters below U+0300 are composed already; normalising a hundred thousand names takes most of the time otherwise.
        let plain = name.chars().all(|c| c == ' ' || c == '-' || c.is_alphabetic() && c < '\u{300}');
        let lower = if plain { name.to_lowercase() } else { SourceText::normalise(name).as_str().to_lowercase() };
        let mut ids: Vec<u32> = lower
            .split(|c: char| !c.is_alphabetic() && !is_combining_mark(c))
            .filter(|word| word.chars().nth(1).is_some() && !PARTICLES.contains(word))
            .take(MAX_WORDS)
            .map(|word| self.entry(word))
            .collect();
        ids.dedup();
        let last = ids.len().saturating_sub(1);
        for (at, &id) in ids.iter().enumerate() {
            if let Some(word) = usize::try_from(id).ok().and_then(|at| self.listed.get_mut(at)) {
                word.role = word.role.and(role);
                word.first |= at < last;
                word.last |= at > 0 && at == last;
                word.alone |= last == 0;
            }
            for &back in ids.iter().skip(at + 1) {
                let agreed = self.pairs.entry((id, back)).or_default();
                *agreed = agreed.and(role);
            }
        }
    }

    /// The number of a word in `listed`; a new one also under its other spellings (*Sørensen*, *Soerensen*).
    fn entry(&mut self, lower: &str) -> u32 {
        if let Some(&known) = self.words.get(lower).and_then(|at| self.entries.get(usize::try_from(at).ok()?)) {
            return known;
        }
        let id = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        self.listed.push(ListedWord::default());
        self.spell(lower, id);
        if lower.contains(['æ', 'ø', 'å']) {
            self.spell(&lower.replace('æ', "ae").replace('ø', "oe").replace('å', "aa"), id);
        }
        if ["ae", "oe", "aa"].iter().any(|pair| lower.contains(pair)) {
            self.spell(&lower.replace("ae", "æ").replace("oe", "ø").replace("aa", "å"), id);
        }
        id
    }

    /// Lets a spelling mean a word, unless it is listed for another.
    fn spell(&mut self, spelling: &str, id: u32) {
        if self.words.get(spelling).is_none() {
            self.words.insert(spelling);
            self.entries.push(id);
        }
    }
}
