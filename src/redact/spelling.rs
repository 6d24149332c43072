//! When two spellings are one name: the Danish pairs c/k, ch/k, th/t, ph/f, aa/å, ae/æ, oe/ø, w/v, z/s, y/i, doubled letters; and one slip.

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
#[derive(Default)]
pub struct Neighbours {
    keys: HashMap<String, String>,
    shortened: HashMap<String, String>,
}

impl Neighbours {
    /// Adds a lower-case name.
    pub fn insert(&mut self, name: &str) {
        let key = key(name);
        for short in shortened(&key) {
            self.shortened.entry(short).or_insert_with(|| name.to_owned());
        }
        self.keys.entry(key).or_insert_with(|| name.to_owned());
    }

    /// A name that `lower` is a spelling of, or one slip from.
    ///
    /// A slip is one letter too many, too few, another or swapped with its neighbour; the first letter must agree.
    pub fn near(&self, lower: &str) -> Option<&str> {
        let key = key(lower);
        if let Some(name) = self.keys.get(&key).filter(|_| key.chars().count() >= 3) {
            return Some(name);
        }
        if key.chars().count() < MIN_SLIP_CHARS {
            return None;
        }
        let same_start = |name: &&String| name.chars().next() == lower.chars().next();
        self.shortened.get(&key).filter(same_start).map(String::as_str).or_else(|| {
            shortened(&key).find_map(|short| {
                self.keys.get(&short).or_else(|| self.shortened.get(&short)).filter(same_start).map(String::as_str)
            })
        })
    }
}

/// Every form of a key with one letter left out, the first kept; nothing for short keys.
fn shortened(key: &str) -> impl Iterator<Item = String> {
    const LONGEST: usize = 24;
    let letters: Vec<char> = key.chars().collect();
    let range = if (MIN_SLIP_CHARS..=LONGEST).contains(&letters.len()) { 1..letters.len() } else { 0..0 };
    range.map(move |leave_out| {
        letters.iter().enumerate().filter(|(at, _)| *at != leave_out).map(|(_, c)| *c).collect::<String>()
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
