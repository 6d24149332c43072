//! What the lists say of the words of a text, worked out once for each different word.
//!
//! A text repeats its words, and forty testimonies repeat each other's. Within one text a word is a number, its [`WordId`]; what was worked out of it is
//! kept beyond the text in a table of fixed size under the hash of the word. A word itself is never kept there, and the table is each thread's own. A
//! fresh key for every thread makes the hashes worthless outside it.

use super::detect::address::is_street_word;
use super::detect::code::{Announced, announced};
use super::detect::conversation::is_verb;
use super::detect::institution::{is_house_word, is_institution_word};
use super::lexicon::{Cue, Entry, Lexicon, LookedUp, Seconds};
use super::number_word::is_number_word;
use super::token::Tokens;
use super::weights::key;
use foldhash::quality::RandomState;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::hash_map;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};
use std::sync::OnceLock;

/// Words remembered at a time: a power of two. A year of testimonies has fewer distinct words; 4 MB.
const SLOTS: usize = 1 << 16;

/// In how many places a word may be kept, so that two words that want one place do not push each other out for ever.
const WAYS: usize = 4;

/// What a word is when no list of names has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Nobody knows it, or it has not been asked because a list knows it.
    #[default]
    Unknown,
    /// Ordinary words put together, or an ordinary word in the old spelling.
    Compound,
    /// One slip from an ordinary word.
    Misspelt,
}

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// The lists it stands on.
    pub entry: Entry,
    /// The lists that it stands on without a final *s*; none when it has none.
    pub base: Entry,
    /// What it is when it stands on none of them.
    pub form: Form,
    /// The cue that it is by itself.
    pub cue: Option<Cue>,
    /// The second words of the keep phrases that begin with it.
    pub kept: Seconds,
    /// The second words of the cues that begin with it.
    pub cues: Seconds,
    /// Whether it is an everyday verb that people govern.
    pub verb: bool,
    /// Whether it is a word for a number.
    pub number: bool,
    /// Whether it is or ends in a word for a school, a day-care centre or a home.
    pub institution: bool,
    /// Whether it is a pronoun, a conjunction or the like, and so nobody.
    pub function: bool,
    /// Whether it may be, or end, the name of a street.
    pub street: bool,
    /// Whether houses are called so.
    pub house: bool,
    /// What it announces the number of.
    pub announces: Option<Announced>,
    /// Itself and its last two and three letters as values for [`super::weights`].
    pub values: [u32; 3],
}

impl Facts {
    fn of(lexicon: &Lexicon, lower: &str) -> Self {
        let LookedUp { entry, base, cue, kept, cues } = lexicon.look_up(lower);
        let form = if entry.says_what_it_is() || base.is_name() {
            Form::Unknown
        } else if lexicon.compound(lower) || lexicon.respelt(lower) {
            Form::Compound
        } else if lexicon.is_slip(lower) {
            Form::Misspelt
        } else {
            Form::Unknown
        };
        Self {
            entry,
            base,
            form,
            cue,
            kept,
            cues,
            verb: is_verb(lower),
            number: is_number_word(lower),
            institution: is_institution_word(lower),
            // Not on the list, whose words have genitives: *Hans* is none.
            function: lower == "han" || is_function_word(lower),
            street: is_street_word(lower),
            house: is_house_word(lower),
            announces: announced(lower),
            values: [lower, tail(lower, 2), tail(lower, 3)].map(key::value),
        }
    }
}

/// Whether a lower-case word is a small one that is nobody's name: the list `rules/keep/function_words.txt`.
fn is_function_word(lower: &str) -> bool {
    const LONGEST: usize = 12;
    static LIST: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let list = LIST.get_or_init(|| {
        let lines = include_str!("../../rules/keep/function_words.txt").lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    });
    lower.len() <= LONGEST && list.contains(lower)
}

/// The last `chars` characters of a word.
pub(super) fn tail(word: &str, chars: usize) -> &str {
    let mut start = word.len();
    for _ in 0..chars {
        start = start.saturating_sub(1);
        while !word.is_char_boundary(start) {
            start -= 1;
        }
    }
    word.get(start..).unwrap_or_default()
}

/// Facts under the hashes of words.
struct Memo {
    key: RandomState,
    slots: Vec<(u64, Facts)>,
}

impl Memo {
    fn facts(&mut self, lexicon: &Lexicon, hash: u64, word: &str) -> Facts {
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, (0, Facts::default()));
        }
        let place = usize::try_from(hash >> 40).unwrap_or(0) & (SLOTS - 1) & !(WAYS - 1);
        let ways = self.slots.get_mut(place..place + WAYS).unwrap_or_default();
        if let Some((_, facts)) = ways.iter().find(|(known, _)| *known == hash) {
            return *facts;
        }
        let facts = Facts::of(lexicon, word);
        // The newest first; the oldest makes room.
        ways.rotate_right(1);
        if let Some(slot) = ways.first_mut() {
            *slot = (hash, facts);
        }
        facts
    }
}

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::new(Memo { key: RandomState::default(), slots: Vec::new() });
}

/// A different word of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(u32);

impl WordId {
    /// For tables with an entry for each word.
    pub fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// The different words of one text.
pub struct Vocabulary {
    key: RandomState,
    ids: HashMap<u64, WordId, BuildHasherDefault<Hashed>>,
    facts: Vec<Facts>,
    /// The token where each first stands.
    first: Vec<usize>,
}

impl Vocabulary {
    /// Numbers the words of a text, and looks each up once.
    pub fn new(lexicon: &Lexicon, tokens: &Tokens) -> (Self, Vec<WordId>) {
        MEMO.with_borrow_mut(|memo| {
            // Of a short text every second word is another one, of a long one every tenth.
            let likely = (tokens.all().len() / 2).min(4096);
            let mut words = Self {
                key: memo.key.clone(),
                ids: HashMap::with_capacity_and_hasher(likely, BuildHasherDefault::default()),
                facts: Vec::with_capacity(likely),
                first: Vec::with_capacity(likely),
            };
            let mut ids = Vec::with_capacity(tokens.all().len());
            for (at, token) in tokens.all().iter().enumerate() {
                let word = tokens.lower(token);
                let hash = words.hash(word);
                let next = WordId(u32::try_from(words.facts.len()).unwrap_or(u32::MAX));
                ids.push(match words.ids.entry(hash) {
                    hash_map::Entry::Occupied(known) => *known.get(),
                    hash_map::Entry::Vacant(free) => {
                        words.facts.push(memo.facts(lexicon, hash, word));
                        words.first.push(at);
                        *free.insert(next)
                    }
                });
            }
            (words, ids)
        })
    }

    /// The hash of a word, the same in this text whether the text has the word or not.
    pub fn hash(&self, word: &str) -> u64 {
        // 0 marks a slot of the memo that is free.
        self.key.hash_one(word) | 1
    }

    /// The number of a word, when the text has it.
    pub fn id(&self, lower: &str) -> Option<WordId> {
        self.ids.get(&self.hash(lower)).copied()
    }

    /// What the lists say of a word.
    pub fn facts(&self, id: WordId) -> Facts {
        self.facts.get(id.index()).copied().unwrap_or_default()
    }

    /// How many different words there are.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether the text has no word.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Every different word with what is known of it, which may be amended.
    pub fn amend(&mut self, tokens: &Tokens, mut each: impl FnMut(&str, &mut Facts)) {
        for (at, facts) in self.first.iter().zip(&mut self.facts) {
            each(tokens.lower_at(*at), facts);
        }
    }
}

/// For maps whose keys are hashes already.
#[derive(Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceText;

    #[test]
    fn what_is_remembered_is_what_is_worked_out() {
        let lexicon = Lexicon::shipped();
        let text = "mette sagde til kommunen at sagsbehandleren søren ikke ringede tilbage paa komunen aarhus xhevdet emils mette";
        let tokens = Tokens::new(&SourceText::normalise(text));
        for _ in 0..2 {
            let (words, ids) = Vocabulary::new(lexicon, &tokens);
            assert_eq!((words.len(), ids.len()), (15, 16));
            for (word, id) in text.split(' ').zip(ids) {
                assert_eq!(words.id(word), Some(id));
                assert_eq!(format!("{:?}", words.facts(id)), format!("{:?}", Facts::of(lexicon, word)), "{word}");
            }
        }
    }
}
