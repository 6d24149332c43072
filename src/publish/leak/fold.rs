//! The normal form in which file and forms are compared.

use unicode_normalization::UnicodeNormalization;

/// A text prepared for searching, exact in case and folded.
#[derive(Default)]
pub(super) struct Folded {
    /// NFKC, hyphens and invisible characters gone, white space single, case as it is.
    pub(super) exact: String,
    /// As `exact`, in lower case and with æ ø å ä ö spelt in two letters.
    pub(super) plain: String,
    /// As `plain` without any white space, for long forms and numbers.
    pub(super) squeezed: Squeezed,
}

/// Text without white space that remembers where the words ended.
#[derive(Default)]
pub(super) struct Squeezed {
    pub(super) text: String,
    /// Byte offsets in `text` at which white space stood, in order.
    gaps: Vec<usize>,
}

impl Folded {
    /// Folds a text.
    ///
    /// NFKC undoes ligatures and no-break spaces. A hyphen at a line end goes with its line end; every other hyphen goes too, in the file
    /// as in the forms, because nobody can tell afterwards whether a hyphen at a line end was the writer's (`Anne-/Marie`) or the typesetter's.
    pub(super) fn new(text: &str) -> Self {
        let exact = tidy(text);
        let plain = spell_out(&exact);
        let squeezed = Squeezed::new(&plain);
        Self { exact, plain, squeezed }
    }
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

/// Whether no letter or digit stands directly before byte `at`.
pub(super) fn opens(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}

/// Whether no letter or digit stands directly after byte `at`.
pub(super) fn closes(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|after| after.chars().next()).is_none_or(|c| !c.is_alphanumeric())
}

/// NFKC, no invisible characters, hyphens undone, white space single.
fn tidy(text: &str) -> String {
    let chars: Vec<char> = text.nfkc().filter(|c| !is_ignorable(*c)).collect();
    let mut out = String::with_capacity(text.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if is_hyphen(c) {
            // Swallow the rest of the line end: the extractor writes «space, soft hyphen, newline».
            let mut next = i + 1;
            while chars.get(next).is_some_and(|n| is_hyphen(*n)) {
                next += 1;
            }
            let blanks = chars.get(next..).unwrap_or_default().iter().take_while(|n| n.is_whitespace()).count();
            let line_end = chars.get(next..next + blanks).unwrap_or_default().contains(&'\n');
            let soft = c == '\u{ad}';
            let after_word = out.chars().next_back().is_some_and(|b| !b.is_whitespace());
            if line_end && (soft || after_word) {
                if soft {
                    out.truncate(out.trim_end().len());
                }
                i = next + blanks;
                continue;
            }
            if !(soft || after_word) && !out.is_empty() {
                // A free-standing dash is white space, already written.
                i = next + blanks;
                continue;
            }
            i = next;
            continue;
        }
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
        i += 1;
    }
    out.truncate(out.trim_end().len());
    out
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

/// What a reader does not see (Default_Ignorable in Unicode), without the soft hyphen, which marks a line end.
const fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphenation_ligatures_spaces_and_case_are_undone() {
        let wanted = "kanariefugl fik";
        for text in [
            "Kanarie\u{ad}\nfugl fik",
            "Kanarie \u{ad}\nfugl ﬁk",
            "Kanarie-\nfugl\u{a0}fik",
            "KANARIE-\n  FUGL  FIK",
            "Kanarie\u{2010}\nfugl\nfik",
        ] {
            assert_eq!(Folded::new(text).plain, wanted, "{text:?}");
        }
        assert_eq!(Folded::new("Anne-Marie – og Bo").plain, "annemarie og bo");
        assert_eq!(Folded::new("010203-\n1234").plain, Folded::new("010203-1234").plain);
    }

    #[test]
    fn danish_letters_compare_equal_to_their_spelt_out_form() {
        assert_eq!(Folded::new("Åse Møller-Kjær").plain, Folded::new("Aase Moellerkjaer").plain);
        assert_eq!(Folded::new("A\u{30a}se").plain, "aase");
    }

    #[test]
    fn squeezed_text_still_knows_its_words() {
        let folded = Folded::new("ring 12 34 56 78 nu");
        let start = folded.squeezed.text.find("12345678").unwrap();
        assert!(folded.squeezed.whole(start, start + 8));
        assert!(!folded.squeezed.whole(start, start + 7));
    }
}
