//! A testimony as one normalised string, and the spans that point into it.
//!
//! The text is normalised once, here, and never again: NFC (Unicode UAX #15), line ends as `\n`, and without the invisible
//! characters that split a name for a search but not for a reader. Every offset in the program is a **byte** offset into
//! this string.

use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text of one testimony, normalised.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceText(String);

/// A stretch of a [`SourceText`], in bytes. Made only by [`SourceText::span`] and by operations that keep it valid.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl SourceText {
    /// Normalises `raw`: NFC; CRLF, CR, U+2028 and U+2029 become `\n`; other control characters vanish (tab and newline stay);
    /// every kind of space becomes U+0020; soft hyphens, zero-width characters, byte order marks and bidirectional controls vanish.
    ///
    /// A zero-width joiner between symbols (emoji) is kept, between letters it is not.
    pub fn normalise(raw: &str) -> Self {
        let mut text = String::with_capacity(raw.len());
        let mut done = 0;
        while let Some(restless) = Restless::next(raw, done) {
            text.push_str(raw.get(done..restless.start).unwrap_or_default());
            settle(&mut text, raw.get(restless.start..restless.end).unwrap_or_default());
            done = restless.end;
        }
        text.push_str(raw.get(done..).unwrap_or_default());
        Self(text)
    }

    /// The span from byte `start` to byte `end`, or `None` when it is empty, out of bounds, or splits a character.
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        (start < end && self.0.get(start..end).is_some()).then_some(Span { start, end })
    }

    /// The text itself. Say why at the place of the call.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text under a span. A span of another text gives what fits, or nothing; it never panics.
    pub fn slice(&self, span: Span) -> &str {
        self.0.get(span.start..span.end).unwrap_or_default()
    }

    /// Up to `chars` characters of the text before a span, for showing it in context. Say why at the place of the call.
    pub fn slice_before(&self, span: Span, chars: usize) -> &str {
        let head = self.0.get(..span.start).unwrap_or_default();
        let start = head.char_indices().rev().take(chars).last().map_or(head.len(), |(at, _)| at);
        head.get(start..).unwrap_or_default()
    }

    /// Length in bytes.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is left after normalising.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of words, as a person would count them.
    pub fn words(&self) -> usize {
        self.0.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceText({} bytes)", self.0.len())
    }
}

impl Span {
    /// First byte.
    pub const fn start(self) -> usize {
        self.start
    }

    /// One past the last byte.
    pub const fn end(self) -> usize {
        self.end
    }

    /// Length in bytes; never zero.
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span over both. Valid because both ends stand on character boundaries of the same text.
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Neither a letter nor a digit nor a mark that goes with one.
fn is_symbol(c: char) -> bool {
    !c.is_alphanumeric() && !is_combining_mark(c)
}

/// Zero-width joiner and non-joiner.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Control characters that neither break a line nor set words apart.
fn is_idle_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{0b}' | '\u{0c}' | '\u{85}')
}

/// Characters that a reader does not see and that would split a name for a search: soft hyphen, zero-width space, word joiner,
/// byte order mark, and the bidirectional controls of UAX #9.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// A stretch that may change: characters that are not [settled](is_settled), and the settled ones on both sides, which a mark may join and by which
/// line ends and joiners are judged. What lies between two such stretches is copied as it is.
struct Restless {
    start: usize,
    end: usize,
}

impl Restless {
    /// The first such stretch at byte `from` or later.
    fn next(raw: &str, from: usize) -> Option<Self> {
        let mut before = from;
        let mut start = None;
        let mut settled_in_a_row = 0;
        for (at, c) in raw.get(from..)?.char_indices().map(|(at, c)| (from + at, c)) {
            if is_settled(c) {
                settled_in_a_row += 1;
                if let Some(start) = start.filter(|_| settled_in_a_row > 1) {
                    return Some(Self { start, end: at });
                }
                before = at;
            } else {
                start = start.or(Some(before));
                settled_in_a_row = 0;
            }
        }
        start.map(|start| Self { start, end: raw.len() })
    }
}

/// Appends a stretch as [`SourceText::normalise`] says.
fn settle(text: &mut String, raw: &str) {
    let mut settled = String::with_capacity(raw.len());
    let mut chars = raw.nfc().filter(|&c| !is_invisible(c) && !is_idle_control(c)).peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    settled.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' | '\u{0b}' | '\u{0c}' | '\u{85}' => settled.push('\n'),
            '\n' | '\t' => settled.push(c),
            _ if is_joiner(c) => {
                let between_symbols = settled.chars().next_back().is_some_and(is_symbol)
                    && chars.peek().is_some_and(|&after| is_symbol(after) && !is_joiner(after));
                if between_symbols {
                    settled.push(c);
                }
            }
            _ if c.is_whitespace() => settled.push(' '),
            _ => settled.push(c),
        }
    }
    // Removing a joiner can bring a letter and a combining mark together; composing again makes normalising idempotent.
    if unicode_normalization::is_nfc(&settled) {
        text.push_str(&settled);
    } else {
        text.extend(settled.nfc());
    }
}

/// Whether a character stays what it is whatever settled character stands beside it: ASCII but for control characters, and the composed letters and
/// common marks of the languages around the North Sea. Most texts are made of nothing else, and need no second look.
const fn is_settled(c: char) -> bool {
    matches!(c, '\n' | '\t' | ' '..='~' | '¡'..='¬' | '®'..='ʯ' | '–' | '—' | '‘'..='‟' | '…' | '€')
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at invented text")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_split_by_invisible_characters_or_decomposed_is_one_name() {
        for raw in ["Møl\u{ad}ler", "Mø\u{200b}ller", "M\u{f8}\u{2060}ller\u{feff}", "Mø\u{200d}ller", "\u{202e}Møller"]
        {
            assert_eq!(SourceText::normalise(raw).as_str(), "Møller");
        }
        assert_eq!(SourceText::normalise("A\u{30a}se").as_str(), "Åse");
    }

    #[test]
    fn line_ends_and_spaces_become_plain() {
        assert_eq!(SourceText::normalise("a\r\nb\rc\u{2028}d\u{a0}e\u{202f}f\0").as_str(), "a\nb\nc\nd e f");
    }

    #[test]
    fn an_emoji_family_keeps_its_joiners() {
        assert_eq!(SourceText::normalise("👩\u{200d}👧").as_str(), "👩\u{200d}👧");
    }

    #[test]
    fn a_span_never_splits_a_character_and_is_never_empty() {
        let text = SourceText::normalise("på");
        assert!(text.span(1, 2).is_none() && text.span(1, 1).is_none() && text.span(0, 9).is_none());
        assert_eq!(text.slice(text.span(0, 3).unwrap()), "på");
    }

    #[test]
    fn joiners_among_marks_are_settled_at_the_first_go() {
        for raw in ["A\u{200d}\u{30a}\u{200d}\u{30a}", "\u{30a}\u{200d}\u{ad}å", "\u{200d}\u{200d}a", "-\u{200d}\0a"] {
            let once = SourceText::normalise(raw);
            assert_eq!(SourceText::normalise(once.as_str()), once);
        }
    }

    proptest! {
        #[test]
        fn what_is_copied_as_it_is_would_have_come_out_the_same(
            raw in "[a-zæøå A\u{30a}\u{200d}\u{ad}\u{feff}\r\n–👩👧\0\u{a0}\u{2028}\u{1100}\u{1161}]*",
        ) {
            let mut whole = String::new();
            settle(&mut whole, &raw);
            prop_assert_eq!(SourceText::normalise(&raw), SourceText(whole));
        }

        #[test]
        fn normalising_twice_changes_nothing(raw in "\\PC*|[a-zæøåA\u{30a}\u{200d}\u{ad} \r\n]*") {
            let once = SourceText::normalise(&raw);
            prop_assert_eq!(SourceText::normalise(once.as_str()), once);
        }
    }
}
