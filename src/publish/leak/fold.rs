//! The normal form in which file and forms are compared.

use unicode_normalization::UnicodeNormalization;

/// A text prepared for searching, in every reading of its hyphens.
#[derive(Default)]
pub(super) struct Folded {
    /// Hyphens gone, so that `Anne-` at a line end and `Marie` are one word, whoever put the hyphen there.
    pub(super) joined: Text,
    /// Hyphens inside a line read as spaces, so that a name in `Fugl-familien` stands alone.
    pub(super) parted: Text,
    /// Hyphens at line ends read as spaces too: there it cannot be seen whether they are the writer's or the typesetter's.
    pub(super) split: Text,
    /// As `joined.plain` without any white space, for long forms and numbers.
    pub(super) squeezed: Squeezed,
}

/// One reading of a text: NFKC, invisible characters gone, white space single.
#[derive(Default)]
pub(super) struct Text {
    /// Case as it is.
    pub(super) exact: String,
    /// In lower case and with æ ø å ä ö spelt in two letters.
    pub(super) plain: String,
}

/// Text without white space that remembers where the words ended.
#[derive(Default)]
pub(super) struct Squeezed {
    pub(super) text: String,
    /// Byte offsets in `text` at which white space stood, in order.
    gaps: Vec<usize>,
}

impl Folded {
    /// Folds a text. NFKC undoes ligatures and no-break spaces. A soft hyphen counts as a hyphen: in a font that draws both with one glyph,
    /// either may come back as the other.
    pub(super) fn new(text: &str) -> Self {
        let joined = Text::new(tidy(text, Hyphen::Gone));
        let parted = Text::new(tidy(text, Hyphen::SpaceInside));
        let split = Text::new(tidy(text, Hyphen::Space));
        let squeezed = Squeezed::new(&joined.plain);
        Self { joined, parted, split, squeezed }
    }
}

impl Text {
    fn new(exact: String) -> Self {
        let plain = spell_out(&exact);
        Self { exact, plain }
    }
}

/// How a hyphen is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    /// As nothing, together with a line end behind it.
    Gone,
    /// As a space inside a line; as nothing at its end.
    SpaceInside,
    /// As a space.
    Space,
}

impl Squeezed {
    fn new(plain: &str) -> Self {
        let mut out = Self { text: String::with_capacity(plain.len()), gaps: Vec::new() };
        for c in plain.chars() {
            if c.is_whitespace() {
                out.gaps.push(out.text.len());
            } else {
                out.text.push(c);
            }
        }
        out
    }

    /// Whether a match from `start` to `end` begins and ends where a word does: at white space that stood there, at the edge, or beside a sign.
    pub(super) fn whole(&self, start: usize, end: usize) -> bool {
        let gap = |at: usize| self.gaps.binary_search(&at).is_ok();
        (gap(start) || opens(&self.text, start)) && (gap(end) || closes(&self.text, end))
    }
}

/// Only the joined reading, in lower case.
pub(super) fn joined_plain(text: &str) -> String {
    Text::new(tidy(text, Hyphen::Gone)).plain
}

/// Whether no letter or digit stands directly before byte `at`.
pub(super) fn opens(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}

/// Whether no letter or digit stands directly after byte `at`.
pub(super) fn closes(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|after| after.chars().next()).is_none_or(|c| !c.is_alphanumeric())
}

/// NFKC, no invisible characters, hyphens read as `hyphen` says, white space single.
fn tidy(text: &str, hyphen: Hyphen) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.nfkc().filter(|c| !is_ignorable(*c)).peekable();
    while let Some(c) = chars.next() {
        if is_hyphen(c) {
            let after_word = out.chars().next_back().is_some_and(|before| before != ' ');
            // Some readers write a space before a hyphen at a line end; no writer does.
            while c == '\u{ad}' && chars.next_if(|next| matches!(next, ' ' | '\t')).is_some() {}
            let at_line_end = chars.peek().is_some_and(|next| matches!(next, '\n' | '\r'));
            if at_line_end && (after_word || c == '\u{ad}') && hyphen != Hyphen::Space {
                out.truncate(out.trim_end().len());
                while chars.next_if(|next| next.is_whitespace()).is_some() {}
            } else if hyphen != Hyphen::Gone {
                space(&mut out);
            }
        } else if c.is_whitespace() {
            space(&mut out);
        } else {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// One space, none at the beginning.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Lower case, and the Danish letters (with their Swedish and German sisters) in two letters, as people without them write.
fn spell_out(exact: &str) -> String {
    let mut out = String::with_capacity(exact.len() + 16);
    for c in exact.chars().flat_map(char::to_lowercase) {
        match c {
            'æ' | 'ä' => out.push_str("ae"),
            'ø' | 'ö' => out.push_str("oe"),
            'å' => out.push_str("aa"),
            'ß' => out.push_str("ss"),
            '’' | '‘' | '´' | '`' => out.push('\''),
            _ => out.push(c),
        }
    }
    out
}

/// Hyphens of every kind; dashes too, since typography may have made one of a hyphen.
const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// What a reader does not see (Default_Ignorable_Code_Point in Unicode), without the soft hyphen.
const fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        Folded::new(text).joined.plain
    }

    #[test]
    fn hyphenation_ligatures_spaces_and_case_are_undone() {
        for text in [
            "Kanarie\u{ad}\nfugl fik",
            "Kanarie \u{ad}\nfugl ﬁk",
            "Kanarie-\nfugl\u{a0}fik",
            "KANARIE-\n  FUGL  FIK",
            "Kanarie\u{2010}\nfugl\nfik",
            "Kana\u{ad}rie\u{200b}fugl fik",
        ] {
            assert_eq!(joined(text), "kanariefugl fik", "{text:?}");
        }
        assert_eq!(joined("Anne-Marie – og Bo"), "annemarie og bo");
        assert_eq!(joined("010203-\n1234"), joined("010203-1234"));
    }

    #[test]
    fn a_hyphen_is_read_in_every_way_that_it_may_have_been_meant() {
        let folded = Folded::new("Fugl-familien og Kana\u{ad}\nrie og Krage-\nfamilien");
        assert_eq!(folded.joined.plain, "fuglfamilien og kanarie og kragefamilien");
        assert_eq!(folded.parted.plain, "fugl familien og kanarie og kragefamilien");
        assert_eq!(folded.split.plain, "fugl familien og kana rie og krage familien");
    }

    #[test]
    fn danish_letters_compare_equal_to_their_spelt_out_form() {
        assert_eq!(joined("Åse Møller-Kjær"), joined("Aase Moellerkjaer"));
        assert_eq!(joined("A\u{30a}se"), "aase");
    }

    #[test]
    fn squeezed_text_still_knows_its_words() {
        let folded = Folded::new("ring 12 34 56 78 nu");
        let start = folded.squeezed.text.find("12345678").unwrap();
        assert!(folded.squeezed.whole(start, start + 8));
        assert!(!folded.squeezed.whole(start, start + 7));
    }
}
