//! The text of a page from the places of its glyphs.
//!
//! A PDF has no lines and often no spaces, only glyphs at places. The text reader's own plain output was measured to run lines together where a
//! writer broke them (`Mvh` and the name below became one word), which would hide a name from the gate; so lines and gaps are worked out here.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

/// A glyph this far above or below the one before, in its own size, stands on another line.
const LINE: f64 = 0.35;
/// A gap this wide, in the glyph's size, is a space; the narrowest real one is about 0.2.
const GAP: f64 = 0.15;

/// Collects the text of one page.
#[derive(Default)]
pub(super) struct PageText {
    pub(super) text: String,
    /// Where the glyph before ended: x and y in points.
    end: Option<(f64, f64)>,
    /// Glyphs that say nothing about which letter they are.
    pub(super) unknown: usize,
}

impl OutputDev for PageText {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        letters: &str,
    ) -> Result<(), OutputError> {
        // The matrix may be mirrored, so the sign of its determinant says nothing.
        let size = (place.m11 * place.m22 - place.m12 * place.m21).abs().sqrt() * font_size.abs();
        let (x, y) = (place.m31, place.m32);
        if let Some((end, line)) = self.end {
            if (y - line).abs() > LINE * size {
                self.text.push('\n');
            } else if x > end + GAP * size || x < end - size {
                self.text.push(' ');
            }
        }
        if letters.is_empty() {
            self.unknown += 1;
        }
        self.text.push_str(letters);
        self.end = Some((x + width * size + spacing, y));
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
