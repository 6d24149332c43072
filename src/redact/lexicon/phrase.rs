//! Phrases of several words: the longest one that starts at a place, and a cheap way to know that none does.

use super::Map;
use fst::raw::{Node, Output};

/// Walks `text` along the keys of `fst`: the longest key that ends at the end of a word, its length in `text` and its value.
pub(super) fn longest(fst: &Map, text: &str) -> Option<(usize, u64)> {
    let bytes = text.as_bytes();
    let (mut node, mut value, mut at) = (fst.root(), Output::zero(), 0);
    let mut found = None;
    while let Some(&byte) = bytes.get(at) {
        let (step, width) = match blank(bytes, at) {
            Some(width) => (b' ', width),
            None => (byte, 1),
        };
        let Some(index) = node.find_input(step) else { break };
        let transition = node.transition(index);
        value = value.cat(transition.out);
        node = fst.node(transition.addr);
        at += width;
        if node.is_final()
            && let Some(end) = word_end(text, at)
        {
            found = Some((end, value.cat(node.final_output()).value()));
        }
    }
    found
}

/// The length of the white space at `at`, when there is some and it holds no empty line.
fn blank(bytes: &[u8], at: usize) -> Option<usize> {
    let run = bytes.get(at..)?.iter().take_while(|byte| byte.is_ascii_whitespace());
    let (width, lines) = run.fold((0, 0), |(width, lines), byte| (width + 1, lines + usize::from(*byte == b'\n')));
    (width > 0 && lines < 2).then_some(width)
}

/// Where the word that reaches to `at` ends: there, or after a genitive ending, or nowhere when it goes on.
fn word_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let goes_on = |rest: &str| rest.chars().next().is_some_and(char::is_alphanumeric);
    if !goes_on(rest) {
        return Some(at);
    }
    rest.strip_prefix('s').filter(|after| !goes_on(after)).map(|_| at + 1)
}

/// Which second words the phrases that begin with some word have, as one bit for each pair of first letters. *den* begins many phrases and stands
/// everywhere; with this, the phrases are walked only where one may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seconds(u64);

impl Seconds {
    /// No phrase begins with the word.
    const NONE: Self = Self(0);
    /// Anything may follow.
    const ANY: Self = Self(u64::MAX);

    /// Whether a phrase may go on with this lower-case word, which is the next one in the text.
    pub const fn may_be(self, next: &str) -> bool {
        let second = match next.as_bytes() {
            [] => return self.0 == Self::ANY.0,
            [first] => bit(*first, b' '),
            [first, second, ..] => bit(*first, *second),
        };
        self.0 & second != 0
    }

    /// Whether any phrase of several words begins with the word.
    pub const fn is_any(self) -> bool {
        self.0 != Self::NONE.0
    }

    /// The words after the one that `node` is the end of.
    pub(super) fn after(fst: &Map, node: &Node<'_>) -> Self {
        const MOST_SIGNS: usize = 4;
        let mut seconds = Self::NONE;
        for transition in node.transitions() {
            if is_sign(transition.inp) {
                seconds.beyond(fst, &fst.node(transition.addr), MOST_SIGNS);
            } else if transition.inp == WIDE_SIGN {
                seconds = Self::ANY;
            }
        }
        seconds
    }

    /// Adds what comes after a sign between words.
    fn beyond(&mut self, fst: &Map, node: &Node<'_>, signs: usize) {
        if node.is_final() || signs == 0 {
            *self = Self::ANY;
        }
        for first in node.transitions() {
            let next = fst.node(first.addr);
            if is_sign(first.inp) {
                self.beyond(fst, &next, signs.saturating_sub(1));
            } else if matches!(first.inp, WIDE_SIGN | 0xc2) {
                *self = Self::ANY;
            } else {
                if next.is_final() {
                    // Of one letter; a genitive may end it.
                    self.0 |= bit(first.inp, b' ') | bit(first.inp, b's');
                }
                next.transitions().for_each(|second| self.0 |= bit(first.inp, second.inp));
            }
        }
    }
}

/// The first byte of dashes and typographic quotation marks in UTF-8.
const WIDE_SIGN: u8 = 0xe2;

/// Blanks, hyphens, full stops: what stands between the words of a phrase.
const fn is_sign(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

/// The bit of a word that begins with these bytes; a word of one letter has a blank for its second.
const fn bit(first: u8, second: u8) -> u64 {
    let second = if is_sign(second) { b' ' } else { second };
    1 << ((first as u32 * 37 + second as u32 * 11) % 64)
}

#[cfg(test)]
mod tests {
    use super::Seconds;
    use crate::redact::lexicon::{Lexicon, LookedUp, Map};
    use crate::redact::token::{Token, Tokens};
    use crate::text::SourceText;
    use fst::Streamer;

    /// How many phrases of several words a map has, after asking each whether its second word is let through, in the genitive too.
    fn let_through(map: Option<&Map>, seconds: fn(LookedUp) -> Seconds) -> usize {
        let (mut stream, mut phrases) = (map.unwrap().stream(), 0);
        while let Some((key, _)) = stream.next() {
            let phrase = std::str::from_utf8(key).unwrap();
            for phrase in [phrase.to_owned(), format!("{phrase}s")] {
                let tokens = Tokens::new(&SourceText::normalise(&phrase));
                // A phrase is looked for where a word starts, so one that begins with a sign (*§ 50*) never is.
                let apart =
                    |first: &Token, second: &Token| first.span.start() == 0 && first.span.end() < second.span.start();
                let apart = tokens.get(0).zip(tokens.get(1)).is_some_and(|(first, second)| apart(first, second));
                if apart {
                    let seconds = seconds(Lexicon::shipped().look_up(tokens.lower_at(0)));
                    assert!(seconds.may_be(tokens.lower_at(1)), "{phrase}");
                    phrases += 1;
                }
            }
        }
        phrases
    }

    #[test]
    fn no_phrase_of_the_lists_is_missed_because_of_its_second_word() {
        let lexicon = Lexicon::shipped();
        assert!(let_through(lexicon.keep.as_ref(), |found| found.kept) > 1_000);
        assert!(let_through(lexicon.cues.as_ref(), |found| found.cues) > 100);
    }

    #[test]
    fn most_words_after_the_first_word_of_a_phrase_are_not_let_through() {
        let found = Lexicon::shipped().look_up("aarhus");
        let words = ["og", "er", "ringede", "mente", "igen", "uden", "var", "blev", "ikke", "havde"];
        assert!(words.iter().filter(|word| found.kept.may_be(word)).count() < 5);
        assert!(!Lexicon::shipped().look_up("sagsbehandleren").kept.may_be("ringede"));
    }
}
