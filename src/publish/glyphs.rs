//! What the bundled fonts can print.
//!
//! A character without a glyph would come out as a box, silently. So every character is looked up before layout:
//!
//! - a *letter or digit* that the font lacks, or one of a script written from right to left, is refused with its code point.
//!   Leaving it out would change what a parent says, and right-to-left text comes back from a PDF in an order that the leak
//!   gate cannot be sure of;
//! - a *symbol* that the font lacks (emoji, dingbats, private use) is left out, together with the space before it. The imprint says so.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::Font;

/// The family that the whole booklet is set in.
pub const FAMILY: &str = "Libertinus Serif";

/// The faces of [`FAMILY`] that the binary carries. Nothing falls back to another family.
pub fn faces() -> &'static [Font] {
    static FACES: LazyLock<Vec<Font>> = LazyLock::new(|| {
        typst_assets::fonts()
            .flat_map(|data| Font::iter(Bytes::new(data)))
            .filter(|font| font.info().family == FAMILY)
            .collect()
    });
    &FACES
}

/// A letter that cannot be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoGlyph(pub char);

/// The text without the symbols that have no glyph.
///
/// # Errors
/// The first letter or digit that cannot be printed.
pub fn printable(text: &str) -> Result<String, NoGlyph> {
    let mut out = String::with_capacity(text.len());
    let mut dropped = false;
    for c in text.chars() {
        if matches!(c, '\n' | '\t') || (has_glyph(c) && !is_right_to_left(c) && !is_joiner(c)) {
            if dropped
                && out.ends_with(' ')
                && (c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')'))
            {
                out.pop();
            }
            dropped = false;
            out.push(c);
        } else if c.is_alphanumeric() && !is_symbol_letter(c) {
            return Err(NoGlyph(c));
        } else {
            dropped = true;
        }
    }
    if dropped {
        out.truncate(out.trim_end_matches(' ').len());
    }
    Ok(out)
}

/// Whether every face has the character. Roman, bold and italic do not cover the same characters, and any of them may be used.
fn has_glyph(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    // U+FFFC stands for a placeholder while a text is typeset; it never comes from outside.
    !c.is_control()
        && !private
        && c != '\u{fffc}'
        && faces().iter().all(|font| font.info().coverage.contains(u32::from(c)))
}

/// The blocks of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
const fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// What holds the parts of an emoji together: joiners, variation selectors, tags. Without the emoji they mean nothing.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e007f}')
}

/// Enclosed and squared letters (🅰, ①, 🇩🇰) that Unicode calls alphanumeric but that people use as pictures.
const fn is_symbol_letter(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{1f100}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_carries_the_family_in_roman_bold_and_italic() {
        assert!(faces().len() >= 4);
    }

    #[test]
    fn danish_and_its_neighbours_can_be_printed() {
        let text = "Æblegrød på Ærø, »éé«, 3–4 §§ … Łukasz Çelik Şahin İbrahim Nguyễn Đỗ Ðórun Þór Ångström 50 % €";
        assert_eq!(printable(text).as_deref(), Ok(text));
    }

    #[test]
    fn an_emoji_is_left_out_and_the_sentence_closes_up() {
        assert_eq!(printable("Tak 😀❤\u{fe0f}. Vi ses 👩\u{200d}👧 igen 🙏").as_deref(), Ok("Tak. Vi ses igen"));
    }

    #[test]
    fn a_letter_without_a_glyph_is_refused_by_name() {
        assert_eq!(printable("Hun hedder 美"), Err(NoGlyph('美')));
        assert_eq!(printable("سلام"), Err(NoGlyph('س')));
    }
}
