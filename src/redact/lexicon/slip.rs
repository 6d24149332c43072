//! Words that are one slip away from an ordinary word. People write from a phone with a child on their arm; a slip is no name.
//!
//! Only lower-case dictionary words count as what was meant, the first letter must be right, and short words are not tried:
//! among words of four letters nearly everything is one letter from a word, names too. Misses *forhåbenligt* (two slips) and
//! takes an unlisted name such as *Sanda* for a slip of *sande*; a capital or a cue still raises that one.
//!
//! A slip lies where the front of the word stops being the front of any word, or before; and where its tail stops being the tail of any
//! word, or after. Two walks tell both, and between them there are few places to try.

use super::{Lexicon, Map};
use fst::raw::{Node, Output};
use std::ops::RangeInclusive;

/// Shortest word, in characters, that may be a slip.
const MIN_CHARS: usize = 5;
/// Longest: longer words are compounds or nonsense.
const MAX_CHARS: usize = 24;

/// Danish letters, commonest first so that a neighbour is met early.
const LETTERS: [char; 29] = [
    'e', 'r', 'n', 't', 'd', 'i', 's', 'a', 'l', 'g', 'k', 'o', 'm', 'f', 'v', 'b', 'p', 'u', 'h', 'å', 'ø', 'æ', 'y',
    'j', 'c', 'x', 'z', 'w', 'q',
];

/// A place in the dictionary that the front of a word leads to.
type Place<'f> = (Node<'f>, Output);

impl Lexicon {
    /// Whether one insertion, deletion, substitution or swap of neighbours makes an ordinary Danish word of a lower-case word, or doubled
    /// letters do (`såååå`).
    pub fn is_slip(&self, lower: &str) -> bool {
        if self.stretched(lower) {
            return true;
        }
        let letters: Vec<char> = lower.chars().take(MAX_CHARS + 1).collect();
        let (Some(words), true) = (&self.words, (MIN_CHARS..=MAX_CHARS).contains(&letters.len())) else { return false };
        let places = fronts(words, &letters);
        let tail = self.longest_tail(lower);
        let (length, farthest) = (letters.len(), places.len().saturating_sub(1));
        // A slip that leaves `left` letters behind it untouched can only stand where so long a tail is the tail of some word.
        let places_leaving = |gone: usize| -> RangeInclusive<usize> {
            length.saturating_sub(gone + tail).max(1)..=farthest.min(length.saturating_sub(gone))
        };
        let ends = |from: Option<Place<'_>>, rest: usize| {
            let rest = letters.get(rest..).unwrap_or_default();
            from.and_then(|from| walk(words, from, rest.iter().copied()))
                .is_some_and(|(node, value)| node.is_final() && Self::is_danish(value.cat(node.final_output())))
        };
        let place = |at: usize| places.get(at).copied();
        let too_many = places_leaving(1).any(|at| ends(place(at), at + 1));
        let swapped = places_leaving(2).any(|at| {
            let pair = letters.get(at + 1).zip(letters.get(at)).map(|(next, this)| [*next, *this]);
            ends(place(at).zip(pair).and_then(|(from, pair)| walk(words, from, pair)), at + 2)
        });
        let with = |at: usize, rest: usize| {
            LETTERS.iter().any(|&letter| ends(place(at).and_then(|from| walk(words, from, [letter])), rest))
        };
        too_many || swapped || places_leaving(1).any(|at| with(at, at + 1)) || places_leaving(0).any(|at| with(at, at))
    }

    /// `såååå`, `neeej`: a letter three times or more, written for weight.
    fn stretched(&self, lower: &str) -> bool {
        let bytes = lower.as_bytes();
        if !bytes.windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c)) && lower.is_ascii() {
            return false;
        }
        let mut squeezed = String::with_capacity(lower.len());
        let (mut last, mut run, mut long) = ('\0', 0, false);
        for c in lower.chars() {
            run = if c == last { run + 1 } else { 1 };
            long |= run > 2;
            if run == 1 {
                squeezed.push(c);
            }
            last = c;
        }
        long && (squeezed.chars().count() < 2 || self.entry(&squeezed).is_danish_word())
    }

    /// How many characters at the end of a word are the end of some Danish word.
    fn longest_tail(&self, lower: &str) -> usize {
        let Some(endings) = &self.endings else { return lower.len() };
        let (mut node, mut length) = (endings.root(), 0);
        for &byte in lower.as_bytes().iter().rev() {
            let Some(index) = node.find_input(byte) else { break };
            node = endings.node(node.transition_addr(index));
            // The first byte of a character comes last here.
            length += usize::from(byte & 0xc0 != 0x80);
        }
        length
    }
}

/// The places that the fronts of a word lead to, from none of its letters on, as far as there are any.
fn fronts<'f>(words: &'f Map, letters: &[char]) -> Vec<Place<'f>> {
    let mut places = vec![(words.root(), Output::zero())];
    for &letter in letters {
        let Some(next) = places.last().and_then(|place| walk(words, *place, [letter])) else { break };
        places.push(next);
    }
    places
}

/// Where some more letters lead to.
fn walk<'f>(words: &'f Map, from: Place<'f>, letters: impl IntoIterator<Item = char>) -> Option<Place<'f>> {
    let (mut node, mut value) = from;
    let mut buffer = [0; 4];
    for letter in letters {
        for &byte in letter.encode_utf8(&mut buffer).as_bytes() {
            let transition = node.transition(node.find_input(byte)?);
            value = value.cat(transition.out);
            node = words.node(transition.addr);
        }
    }
    Some((node, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_ordinary_words_are_vouched_for_and_names_are_not() {
        let slip = |word: &str| Lexicon::shipped().is_slip(word);
        for word in [
            "komunen",
            "sagsbehanlder",
            "børnnene",
            "såååå",
            "altsåå",
            "fuldstæmdig",
            "desvære",
            "ventre",
            "kommuenn",
            "skolne",
            "støttte",
            "arfgørelse",
            "neeej",
        ] {
            assert!(slip(word), "{word}");
        }
        for word in ["mahmood", "zainab", "xhevdet", "wdowiak", "møed"] {
            assert!(!slip(word), "{word}");
        }
    }

    #[test]
    fn every_neighbour_of_a_word_is_found_and_only_they_are() {
        let lexicon = Lexicon::shipped();
        let word: Vec<char> = "underretning".chars().collect();
        for at in 1..word.len() {
            let mut without = word.clone();
            without.remove(at);
            let mut other = word.clone();
            other[at] = 'w';
            let mut more = word.clone();
            more.insert(at, 'q');
            let mut swapped = word.clone();
            swapped.swap(at - usize::from(at > 1), at);
            for slip in [without, other, more, swapped] {
                let slip: String = slip.into_iter().collect();
                assert!(slip == "underretning" || lexicon.is_slip(&slip) || lexicon.entry(&slip).is_known(), "{slip}");
            }
        }
        assert!(!lexicon.is_slip("xnderretning") && !lexicon.is_slip("undwwretning"));
    }
}
