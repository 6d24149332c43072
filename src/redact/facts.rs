//! What the lists say of one word wherever it stands, worked out once for each word.
//!
//! A text repeats its words, and forty testimonies repeat each other's. What was worked out is kept in a table of fixed size under the hash of the
//! word; a word itself is never kept, and the table is each thread's own. A fresh key for every thread makes the hashes worthless outside it.

use super::detect::conversation::is_verb;
use super::detect::institution::is_institution_word;
use super::detect::spelled::is_number_word;
use super::lexicon::{Cue, Entry, Lexicon};
use foldhash::quality::RandomState;
use std::cell::RefCell;
use std::hash::BuildHasher;

/// Words remembered at a time: a power of two. A year of testimonies has fewer distinct words; 2 MB.
const SLOTS: usize = 1 << 16;

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
    /// Whether some keep phrase of several words begins with it.
    pub begins_kept: bool,
    /// Whether some cue of several words begins with it.
    pub begins_cue: bool,
    /// Whether it is an everyday verb that people govern.
    pub verb: bool,
    /// Whether it is a word for a number.
    pub number: bool,
    /// Whether it is or ends in a word for a school, a day-care centre or a home.
    pub institution: bool,
}

impl Facts {
    fn of(lexicon: &Lexicon, lower: &str) -> Self {
        let entry = lexicon.entry(lower);
        let base = lower.strip_suffix('s').filter(|base| base.len() >= 2).map(|base| lexicon.entry(base));
        let (begins_kept, begins_cue) = lexicon.begins_phrase(lower);
        let base = base.unwrap_or_default();
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
            cue: lexicon.cue_phrase(lower).map(|(_, cue)| cue).or_else(|| lexicon.cue(lower)),
            begins_kept,
            begins_cue,
            verb: is_verb(lower),
            number: is_number_word(lower),
            institution: lower.len() > 5 && is_institution_word(lower),
        }
    }
}

/// Facts under the hashes of words.
struct Memo {
    key: RandomState,
    slots: Vec<(u64, Facts)>,
}

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::new(Memo { key: RandomState::default(), slots: Vec::new() });
}

/// Calls `each` with the hash and the facts of every word.
pub fn of_all<'w>(lexicon: &Lexicon, words: impl Iterator<Item = &'w str>, mut each: impl FnMut(u64, Facts)) {
    MEMO.with_borrow_mut(|Memo { key, slots }| {
        if slots.is_empty() {
            slots.resize(SLOTS, (0, Facts::default()));
        }
        for word in words {
            // 0 marks a slot that is free.
            let hash = key.hash_one(word) | 1;
            let facts = match slots.get_mut(usize::try_from(hash >> 40).unwrap_or(0) & (SLOTS - 1)) {
                Some((known, facts)) if *known == hash => *facts,
                Some(slot) => {
                    *slot = (hash, Facts::of(lexicon, word));
                    slot.1
                }
                None => Facts::of(lexicon, word),
            };
            each(hash, facts);
        }
    });
}

/// The hash that [`of_all`] gives a word on this thread.
pub fn hash(word: &str) -> u64 {
    MEMO.with_borrow(|memo| memo.key.hash_one(word) | 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_is_worked_out() {
        let lexicon = Lexicon::shipped();
        let text =
            "mette sagde til kommunen at sagsbehandleren søren ikke ringede tilbage paa komunen aarhus xhevdet emils";
        for _ in 0..2 {
            of_all(lexicon, text.split(' '), |_, _| {});
            let (mut words, mut seen) = (text.split(' '), Vec::new());
            of_all(lexicon, text.split(' '), |hash, facts| {
                let word = words.next().unwrap();
                seen.push(hash);
                assert_eq!(format!("{facts:?}"), format!("{:?}", Facts::of(lexicon, word)), "{word}");
            });
            assert_eq!(seen, text.split(' ').map(hash).collect::<Vec<_>>());
        }
    }
}
