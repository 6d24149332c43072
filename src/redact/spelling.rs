//! When two spellings are one name: the Danish pairs c/k, ch/k, th/t, ph/f, aa/å, ae/æ, oe/ø, w/v, z/s, y/i, doubled letters; and one slip.

use foldhash::fast::RandomState;
use std::collections::HashMap;

/// Shortest name, in characters, for which one slip is forgiven: among shorter ones *Ida* and *Ina* are two people.
const MIN_SLIP_CHARS: usize = 5;

/// What two spellings of one name have in common.
pub fn key(lower: &str) -> String {
    let mut key = String::with_capacity(lower.len());
    let mut chars = lower.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let plain = match (c, next) {
            ('a', Some('a')) => {
                chars.next();
                'å'
            }
            ('a', Some('e')) => {
                chars.next();
                'æ'
            }
            ('o', Some('e')) | ('ö', _) => {
                if c == 'o' {
                    chars.next();
                }
                'ø'
            }
            ('p', Some('h')) => {
                chars.next();
                'f'
            }
            ('c' | 't' | 'k' | 'd' | 'r', Some('h')) => {
                chars.next();
                if c == 'c' { 'k' } else { c }
            }
            ('c' | 'q', _) => 'k',
            ('w', _) => 'v',
            ('z', _) => 's',
            ('y' | 'j', _) => 'i',
            ('é' | 'è', _) => 'e',
            ('ä', _) => 'æ',
            _ => c,
        };
        if !key.ends_with(plain) {
            key.push(plain);
        }
    }
    key
}

/// Names by their spelling keys and by every key with one letter left out, so that a slip is found by look-up and not by comparing all pairs.
///
/// The keys are looked up by hash: two of them in one text meeting by chance is not to be expected in the life of the program.
#[derive(Default)]
pub struct Neighbours {
    names: Vec<String>,
    keys: HashMap<u64, u32, RandomState>,
    shortened: HashMap<u64, u32, RandomState>,
}

impl Neighbours {
    /// Adds a lower-case name.
    pub fn insert(&mut self, name: &str) {
        let Ok(number) = u32::try_from(self.names.len()) else { return };
        let letters: Vec<char> = key(name).chars().collect();
        for short in shortened(&letters) {
            self.shortened.entry(short).or_insert(number);
        }
        self.keys.entry(hash(letters.iter())).or_insert(number);
        self.names.push(name.to_owned());
    }

    /// A name that `lower` is a spelling of, or one slip from.
    ///
    /// A slip is one letter too many, too few, another or swapped with its neighbour; the first letter must agree.
    pub fn near(&self, lower: &str) -> Option<&str> {
        if self.names.is_empty() {
            return None;
        }
        let letters: Vec<char> = key(lower).chars().collect();
        let name = |number: &u32| self.names.get(usize::try_from(*number).ok()?).map(String::as_str);
        let whole = hash(letters.iter());
        if let Some(number) = self.keys.get(&whole).filter(|_| letters.len() >= 3) {
            return name(number);
        }
        if letters.len() < MIN_SLIP_CHARS {
            return None;
        }
        let same_start = |name: &&str| name.chars().next() == lower.chars().next();
        self.shortened.get(&whole).and_then(name).filter(same_start).or_else(|| {
            shortened(&letters).find_map(|short| {
                self.keys.get(&short).or_else(|| self.shortened.get(&short)).and_then(name).filter(same_start)
            })
        })
    }
}

/// FNV-1a over the letters.
fn hash<'l>(letters: impl Iterator<Item = &'l char>) -> u64 {
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, letter| {
        (hash ^ u64::from(u32::from(*letter))).wrapping_mul(0x100_0000_01b3)
    })
}

/// The hash of every form of a key with one letter left out, the first kept; nothing for short keys.
fn shortened(letters: &[char]) -> impl Iterator<Item = u64> {
    const LONGEST: usize = 24;
    let range = if (MIN_SLIP_CHARS..=LONGEST).contains(&letters.len()) { 1..letters.len() } else { 0..0 };
    range.map(move |leave_out| {
        hash(letters.iter().enumerate().filter(|(at, _)| *at != leave_out).map(|(_, letter)| letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet_and_others_do_not() {
        for (one, other) in [
            ("christine", "kristine"),
            ("mette", "mete"),
            ("thomas", "tomas"),
            ("sofie", "sophie"),
            ("soerensen", "sørensen"),
            ("aage", "åge"),
            ("kirsten", "kirstn"),
            ("lindegaard", "lindegård"),
            ("lindegaard", "lindegaad"),
        ] {
            let mut names = Neighbours::default();
            names.insert(one);
            assert_eq!(names.near(other), Some(one), "{other}");
        }
        let mut names = Neighbours::default();
        names.insert("ida");
        names.insert("karen");
        assert_eq!(names.near("ina"), None);
        assert_eq!(names.near("maren"), None);
    }
}
