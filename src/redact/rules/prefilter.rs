//! Where a rule can match at all; worked out by [`super::required`], for the shipped rules when the program is built.

use super::required::Required;
use std::borrow::Cow;
use std::ops::Range;

/// Tells where to search with an expression.
#[derive(Clone, Debug)]
pub(crate) struct Prefilter {
    /// In lower case; every match contains one of them. Empty when there is no such set.
    pub(crate) literals: Cow<'static, [Cow<'static, str>]>,
    /// How many ASCII digits a match contains at least.
    pub(crate) digits: usize,
    /// What a match consists of.
    pub(crate) alphabet: Alphabet,
    /// In lower case; one of them stands shortly before every match that is accepted. Empty when there is no such set.
    pub(crate) announced: Cow<'static, [Cow<'static, str>]>,
}

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Alphabet {
    /// One bit for each ASCII character.
    pub(crate) ascii: u128,
    /// The others, as ranges in order.
    pub(crate) wide: Cow<'static, [(char, char)]>,
}

impl Prefilter {
    /// For an expression that requires this, and what its context requires, when the rule looks at that.
    pub(crate) fn new(required: Required, context: Option<Required>) -> Self {
        let ascii = (0..128_u8)
            .filter(|byte| required.alphabet.iter().any(|(from, to)| (*from..=*to).contains(&char::from(*byte))))
            .fold(0, |bits, byte| bits | 1 << byte);
        let wide = required.alphabet.into_iter().filter(|(_, to)| !to.is_ascii()).collect();
        Self {
            literals: required.literals.into_iter().map(Cow::Owned).collect(),
            digits: required.digits,
            alphabet: Alphabet { ascii, wide: Cow::Owned(wide) },
            announced: context.into_iter().flat_map(|context| context.literals).map(Cow::Owned).collect(),
        }
    }

    /// Knows nothing: the whole text must be searched.
    pub(crate) fn blind() -> Self {
        let alphabet = Alphabet { ascii: u128::MAX, wide: Cow::Borrowed(&[('\u{80}', char::MAX)]) };
        Self { literals: Cow::Borrowed(&[]), digits: 0, alphabet, announced: Cow::Borrowed(&[]) }
    }

    /// Whether nothing tells where to search: the whole text must be.
    pub(crate) fn is_blind(&self) -> bool {
        self.literals.is_empty() && self.digits == 0
    }
}

impl Alphabet {
    /// Whether any letter is in it.
    pub(crate) fn has_letters(&self) -> bool {
        (0..128_u8).any(|byte| byte.is_ascii_alphabetic() && self.has_ascii(byte))
            || self.wide.iter().any(|(from, to)| (*from..=*to).any(char::is_alphabetic))
    }

    /// Takes in the characters of another one.
    pub(crate) fn include(&mut self, other: &Self) {
        self.ascii |= other.ascii;
        let mut wide: Vec<(char, char)> = self.wide.iter().chain(other.wide.iter()).copied().collect();
        wide.sort_unstable();
        // Looked up by where ranges end, so they must not overlap.
        let mut joined: Vec<(char, char)> = Vec::with_capacity(wide.len());
        for (from, to) in wide {
            match joined.last_mut() {
                Some((_, end)) if from <= *end => *end = to.max(*end),
                _ => joined.push((from, to)),
            }
        }
        self.wide = Cow::Owned(joined);
    }

    fn has(&self, c: char) -> bool {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => self.has_ascii(byte),
            _ => {
                let after = self.wide.partition_point(|(_, to)| *to < c);
                self.wide.get(after).is_some_and(|(from, _)| *from <= c)
            }
        }
    }

    const fn has_ascii(&self, byte: u8) -> bool {
        self.ascii >> byte & 1 == 1
    }

    /// The longest stretch of `text` around byte `at` that consists of these characters; empty when the one at `at` is none of them (a capital, where
    /// the expression knows small letters only).
    pub(crate) fn run(&self, text: &str, at: usize) -> Range<usize> {
        let end = self.run_end(text, at);
        if end == at {
            return at..at;
        }
        let bytes = text.as_bytes();
        let mut start = at;
        while let Some(&byte) = start.checked_sub(1).and_then(|before| bytes.get(before)) {
            let width = if byte.is_ascii() {
                usize::from(self.has_ascii(byte))
            } else {
                let before = text.get(..start).and_then(|before| before.chars().next_back());
                before.filter(|c| self.has(*c)).map_or(0, char::len_utf8)
            };
            if width == 0 {
                break;
            }
            start -= width;
        }
        start..end
    }

    /// Where the stretch of these characters that begins at byte `at` ends.
    fn run_end(&self, text: &str, at: usize) -> usize {
        let bytes = text.as_bytes();
        let mut end = at;
        while let Some(&byte) = bytes.get(end) {
            let width = if byte.is_ascii() {
                usize::from(self.has_ascii(byte))
            } else {
                let next = text.get(end..).and_then(|rest| rest.chars().next());
                next.filter(|c| self.has(*c)).map_or(0, char::len_utf8)
            };
            if width == 0 {
                break;
            }
            end += width;
        }
        end
    }
}
