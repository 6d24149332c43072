//! When two spellings are one name: the Danish pairs c/k, ch/k, th/t, ph/f, aa/å, ae/æ, oe/ø, w/v, z/s, y/i, doubled letters; and one slip.

use super::facts::Hashed;
use smallvec::SmallVec;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Shortest name, in characters, for which one slip is forgiven: among shorter ones *Ida* and *Ina* are two people.
const MIN_SLIP_CHARS: usize = 5;

/// The letters that two spellings of one name have in common.
type Letters = SmallVec<[char; 24]>;

/// What two spellings of one name have in common, as a number: two names of one text meeting in it by chance is not to be expected in the life of the
/// program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    whole: u64,
    initial: Option<char>,
    single: bool,
}

impl Key {
    /// Of a name in lower case, whose parts (*poul*, *erik*) are given one by one.
    pub fn of<'n>(parts: impl IntoIterator<Item = &'n str>) -> Self {
        let mut letters = Letters::new();
        parts.into_iter().for_each(|part| spell(part, &mut letters));
        Self::of_letters(&letters)
    }

    fn of_letters(letters: &[char]) -> Self {
        Self { whole: hash(letters), initial: letters.first().copied(), single: letters.len() == 1 }
    }

    /// The key of its first letter alone.
    pub fn initial(self) -> Self {
        self.initial.map_or(self, |first| Self::of_letters(&[first]))
    }

    /// Whether it is a single letter.
    pub const fn is_initial(self) -> bool {
        self.single
    }
}

/// Adds the letters of a lower-case name.
fn spell(lower: &str, letters: &mut Letters) {
    let start = letters.len();
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
        if letters.get(start..).is_none_or(|own| own.last() != Some(&plain)) {
            letters.push(plain);
        }
    }
}

/// Names by their spelling keys and by every key with one letter left out, so that a slip is found by look-up and not by comparing all pairs.
#[derive(Default)]
pub struct Neighbours {
    names: Vec<String>,
    keys: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
    shortened: HashMap<u64, u32, BuildHasherDefault<Hashed>>,
}

impl Neighbours {
    /// Adds a lower-case name.
    pub fn insert(&mut self, name: &str) {
        let Ok(number) = u32::try_from(self.names.len()) else { return };
        let mut letters = Letters::new();
        spell(name, &mut letters);
        for short in Shortened::of(&letters) {
            self.shortened.entry(short).or_insert(number);
        }
        self.keys.entry(hash(&letters)).or_insert(number);
        self.names.push(name.to_owned());
    }

    /// A name that `lower` is a spelling of, or one slip from.
    ///
    /// A slip is one letter too many, too few, another or swapped with its neighbour; the first letter must agree.
    pub fn near(&self, lower: &str) -> Option<&str> {
        if self.names.is_empty() {
            return None;
        }
        let mut letters = Letters::new();
        spell(lower, &mut letters);
        let name = |number: &u32| self.names.get(usize::try_from(*number).ok()?).map(String::as_str);
        let whole = hash(&letters);
        if let Some(number) = self.keys.get(&whole).filter(|_| letters.len() >= 3) {
            return name(number);
        }
        if letters.len() < MIN_SLIP_CHARS {
            return None;
        }
        let same_start = |name: &&str| name.chars().next() == lower.chars().next();
        self.shortened.get(&whole).and_then(name).filter(same_start).or_else(|| {
            Shortened::of(&letters).find_map(|short| {
                self.keys.get(&short).or_else(|| self.shortened.get(&short)).and_then(name).filter(same_start)
            })
        })
    }
}

/// An odd number whose powers the letters are multiplied by; its bits are spread over all 64.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// A polynomial in [`BASE`] over the letters: that of a name with a letter left out follows from those of its two halves.
fn hash(letters: &[char]) -> u64 {
    letters.iter().fold(0, |hash, letter| append(hash, *letter))
}

const fn append(hash: u64, letter: char) -> u64 {
    hash.wrapping_mul(BASE).wrapping_add(letter as u64)
}

/// The hash of every form of a key with one letter left out, the first kept; nothing for short keys.
struct Shortened<'l> {
    letters: &'l [char],
    /// Of the letters before the one that is left out next, and of those after it.
    before: u64,
    after: u64,
    /// [`BASE`] to the power of the number of letters after it.
    power: u64,
}

/// The inverse of [`BASE`] among the numbers of 64 bits: multiplying by it takes one power away.
const INVERSE: u64 = {
    // Newton's iteration doubles the bits that are right at each step, and every odd number is right in three.
    let mut inverse = BASE;
    let mut step = 0;
    while step < 6 {
        inverse = inverse.wrapping_mul(2_u64.wrapping_sub(BASE.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
};

impl<'l> Shortened<'l> {
    fn of(letters: &'l [char]) -> Self {
        const LONGEST: usize = 24;
        match letters.split_first() {
            Some((first, rest)) if (MIN_SLIP_CHARS..=LONGEST).contains(&letters.len()) => Self {
                letters: rest,
                before: append(0, *first),
                after: hash(rest),
                power: rest.iter().fold(1, |power: u64, _| power.wrapping_mul(BASE)),
            },
            _ => Self { letters: &[], before: 0, after: 0, power: 1 },
        }
    }
}

impl Iterator for Shortened<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let (out, rest) = self.letters.split_first()?;
        self.letters = rest;
        self.power = self.power.wrapping_mul(INVERSE);
        self.after = self.after.wrapping_sub((*out as u64).wrapping_mul(self.power));
        let short = self.before.wrapping_mul(self.power).wrapping_add(self.after);
        self.before = append(self.before, *out);
        Some(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_left_out_is_the_name_without_it() {
        let letters: Vec<char> = "vesterggrd".chars().collect();
        let expected: Vec<u64> = (1..letters.len())
            .map(|at| hash(&letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect::<Vec<_>>()))
            .collect();
        assert_eq!(Shortened::of(&letters).collect::<Vec<_>>(), expected);
        assert_eq!(Shortened::of(&letters[..3]).count(), 0);
    }

    #[test]
    fn a_name_in_parts_has_one_key_and_an_initial_of_its_own() {
        assert_eq!(Key::of(["christian"]), Key::of(["kristian"]));
        assert_ne!(Key::of(["poul", "erik"]), Key::of(["poul"]));
        assert_eq!(Key::of(["poul", "erik"]).initial(), Key::of(["p"]));
        assert!(Key::of(["p"]).is_initial() && !Key::of(["poul"]).is_initial());
    }

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
