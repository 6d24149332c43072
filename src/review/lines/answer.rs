//! What a typed line means. Letters, the Danish words they stand for, and numbers.

use std::collections::BTreeSet;

/// Which words of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// All of them; for a single question, the one that is asked about.
    All,
    /// Those with these numbers.
    These(BTreeSet<u32>),
}

/// One line, understood or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// `s`, `skjul 2,5`.
    Hide(Pick),
    /// `b`, `behold 2,5`, `alle er almindelige ord`.
    Keep(Pick),
    /// Only numbers: `2,5`.
    Numbers(Pick),
    /// `r`, `r 2`.
    Role(Option<u32>),
    /// `f`.
    Undo,
    /// `n`, or nothing at all.
    Next,
    /// `v`.
    Show,
    /// `?`.
    Help,
    /// `q`.
    Quit,
    /// Something else. Not kept: it may be a name.
    Unknown,
}

impl Answer {
    /// Reads a line.
    pub(super) fn read(line: &str) -> Self {
        let line = line.trim().to_lowercase();
        // One letter may stand directly before a number: `s2`.
        let split = line.find(|c: char| c.is_whitespace() || c.is_ascii_digit()).unwrap_or(line.len());
        let (word, rest) = line.split_at_checked(split).unwrap_or((&line, ""));
        let rest = rest.trim();
        match (word, rest) {
            ("", "") | ("n" | "næste" | "naeste", "") => Self::Next,
            ("f" | "fortryd", "") => Self::Undo,
            ("v" | "vis", "") => Self::Show,
            ("?" | "h" | "hjælp" | "hjaelp", "") => Self::Help,
            ("q" | "slut" | "stop", "") => Self::Quit,
            ("r" | "rolle", "") => Self::Role(None),
            ("r" | "rolle", number) => number.parse().map_or(Self::Unknown, |number| Self::Role(Some(number))),
            ("b" | "behold", "" | "alle") | ("alle", "" | "er almindelige ord") => Self::Keep(Pick::All),
            ("s" | "skjul", "" | "alle") => Self::Hide(Pick::All),
            ("b" | "behold", rest) => numbers(rest).map_or(Self::Unknown, Self::Keep),
            ("s" | "skjul", rest) => numbers(rest).map_or(Self::Unknown, Self::Hide),
            ("", rest) => numbers(rest).map_or(Self::Unknown, Self::Numbers),
            _ => Self::Unknown,
        }
    }
}

/// `2,5`, `2 5`, `2-4`, `2 og 5`. Nothing else: half of a list is not guessed at.
fn numbers(text: &str) -> Option<Pick> {
    let mut picked = BTreeSet::new();
    for part in text.split([',', ' ', ';']).filter(|part| !part.is_empty() && *part != "og") {
        let part = part.trim_start_matches('o');
        if let Some((from, to)) = part.split_once('-') {
            let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
            // Far more than any list has.
            if from > to || to > 10_000 {
                return None;
            }
            picked.extend(from..=to);
        } else {
            picked.insert(part.parse().ok()?);
        }
    }
    (!picked.is_empty()).then_some(Pick::These(picked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_words_and_numbers() {
        let these = |numbers: &[u32]| Pick::These(numbers.iter().copied().collect());
        for (line, answer) in [
            ("s", Answer::Hide(Pick::All)),
            (" SKJUL ", Answer::Hide(Pick::All)),
            ("skjul 2,5", Answer::Hide(these(&[2, 5]))),
            ("s2", Answer::Hide(these(&[2]))),
            ("2, 5 og 7-9", Answer::Numbers(these(&[2, 5, 7, 8, 9]))),
            ("b 1", Answer::Keep(these(&[1]))),
            ("alle er almindelige ord", Answer::Keep(Pick::All)),
            ("r", Answer::Role(None)),
            ("r 4", Answer::Role(Some(4))),
            ("", Answer::Next),
            ("?", Answer::Help),
            ("q", Answer::Quit),
            ("ja", Answer::Unknown),
            ("skjul 2,x", Answer::Unknown),
            ("skjul alt", Answer::Unknown),
            ("5-2", Answer::Unknown),
            ("fin", Answer::Unknown),
        ] {
            assert_eq!(Answer::read(line), answer, "{line}");
        }
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in "(?s).{0,40}") {
            let _ = Answer::read(&line);
        }
    }
}
