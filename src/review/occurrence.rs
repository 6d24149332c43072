//! Every place where a word or phrase stands that the coordinator marked by hand.

use crate::personal::Personal;
use crate::text::{SourceText, Span};

/// The stretches where `word` (a key of [`crate::redact::subject::form_key`]) stands as a whole word: upper and lower case
/// alike, white space of any length between its parts, and before a genitive (`Mettes`, `Mette's`), whose *s* is left
/// standing. In text order, not overlapping.
///
/// A word inside another (*Bo* in *bord*) is not found, nor one before another ending than the genitive's.
#[expect(clippy::disallowed_methods, reason = "the search compares the word with the text and gives offsets back")]
pub fn occurrences(text: &SourceText, word: &Personal) -> Vec<Span> {
    let wanted: Vec<char> = word.reveal().trim().chars().collect();
    let chars: Vec<(usize, char)> = text.as_str().char_indices().collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut at = 0;
    while at < chars.len() {
        let starts_word = at == 0 || !chars.get(at - 1).is_some_and(|&(_, before)| before.is_alphanumeric());
        let end = starts_word.then(|| match_at(&chars, at, &wanted)).flatten();
        match end {
            Some(end) if ends_word(&chars, end) => {
                let byte = |index: usize| chars.get(index).map_or(text.len(), |&(byte, _)| byte);
                found.extend(text.span(byte(at), byte(end)));
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// The index after the last character when `wanted` stands at `from`.
fn match_at(chars: &[(usize, char)], from: usize, wanted: &[char]) -> Option<usize> {
    let mut at = from;
    let mut left = wanted;
    while let Some((&next, rest)) = left.split_first() {
        if next == ' ' {
            let gap = chars.get(at..)?.iter().take_while(|(_, c)| c.is_whitespace()).count();
            if gap == 0 {
                return None;
            }
            at += gap;
            left = rest;
            continue;
        }
        let &(_, c) = chars.get(at)?;
        // Lowering one letter may give two (İ): all of them must match.
        let lowered: Vec<char> = c.to_lowercase().collect();
        left = left.strip_prefix(lowered.as_slice())?;
        at += 1;
    }
    Some(at)
}

/// Whether the word ends at `end`: nothing alphanumeric follows, or only a genitive.
fn ends_word(chars: &[(usize, char)], end: usize) -> bool {
    let letter = |index: usize| chars.get(index).is_some_and(|&(_, c)| c.is_alphanumeric());
    let is = |index: usize, wanted: &[char]| chars.get(index).is_some_and(|&(_, c)| wanted.contains(&c));
    // After an apostrophe the letter is another word anyway, so `Mette's` needs no rule of its own.
    !letter(end) || (is(end, &['s', 'S']) && !letter(end + 1))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
mod tests {
    use super::*;
    use crate::redact::subject::form_key;
    use proptest::prelude::*;

    fn found(text: &str, word: &str) -> Vec<String> {
        let text = SourceText::normalise(text);
        occurrences(&text, &form_key(word)).into_iter().map(|span| text.slice(span).to_owned()).collect()
    }

    #[test]
    fn whole_words_in_any_case_before_a_genitive_and_over_a_line_break() {
        assert_eq!(found("Bo og BO. Bos bord, bo-Bo; bod. Bo's", "bo"), ["Bo", "BO", "Bo", "bo", "Bo", "Bo"]);
        assert_eq!(found("Åse\nMøller, åse  møllers, Åse Møllersen", "Åse Møller"), ["Åse\nMøller", "åse  møller"]);
        assert!(found("alt er stille", "").is_empty());
    }

    proptest! {
        #[test]
        fn spans_fit_the_text_and_do_not_overlap(text in "(?s).{0,60}", word in "[a-zæøåİ ]{0,4}") {
            let text = SourceText::normalise(&text);
            let spans = occurrences(&text, &form_key(&word));
            prop_assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            prop_assert!(spans.iter().all(|span| form_key(text.slice(*span)) == form_key(&word)));
        }
    }
}
