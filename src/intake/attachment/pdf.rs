//! PDF files with a text layer.
//!
//! The library panics on odd files by policy and may overflow the stack, so it belongs in the reader's child process; a plain
//! panic is caught here too, so that only the attachment is lost and not the mail around it. A scan has no text layer: it is
//! reported as not read.
//!
//! Known misses: columns may be read across; a name whose hyphen stands at the end of a line keeps a space after it.

use super::Document;
use crate::intake::line::{self, Line};
use crate::intake::reading::Problem;
use crate::intake::{decode, wrap};
use lopdf::Object;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most pages of a document that are read.
const MAX_PAGES: usize = 300;

/// Reads the document.
pub(super) fn read(bytes: &[u8]) -> Document {
    catch_unwind(AssertUnwindSafe(|| extract(bytes))).unwrap_or_else(|_| Document::failed(Problem::UnreadablePart))
}

fn extract(bytes: &[u8]) -> Document {
    let Ok(pdf) = lopdf::Document::load_mem(bytes) else { return Document::failed(Problem::UnreadablePart) };
    if pdf.get_pages().len() > MAX_PAGES {
        return Document::failed(Problem::OverLimit);
    }
    let people = author(&pdf).into_iter().collect();
    // The reader opens what is locked against changes only; what asks for a password stays shut.
    let mut document = match pdf_extract::extract_text_from_mem(bytes) {
        Ok(text) => Document { lines: tidy(&text), ..Document::default() },
        Err(_) if pdf.is_encrypted() => Document::failed(Problem::AttachmentProtected),
        Err(_) => Document::failed(Problem::UnreadablePart),
    };
    let letters = document.lines.iter().flat_map(|line| line.text.chars()).filter(|c| c.is_alphanumeric()).count();
    if document.problems.is_empty() && letters == 0 {
        document.problems.insert(Problem::AttachmentNotRead);
    }
    if document.lines.iter().any(|line| line.text.contains('\u{fffd}')) {
        document.problems.insert(Problem::LettersLost);
    }
    document.people = people;
    document
}

/// The page's lines as paragraphs, with one space where the page set several to fill its lines.
fn tidy(text: &str) -> Vec<Line> {
    let mut lines = line::split(text);
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    wrap::unwrap_page(lines)
}

/// `Author` of the document information (ISO 32000-1, 14.3.3).
fn author(pdf: &lopdf::Document) -> Option<String> {
    let info = pdf.trailer.get(b"Info").ok()?;
    let info = match info {
        Object::Reference(id) => pdf.get_object(*id).ok()?,
        other => other,
    };
    let author = info.as_dict().ok()?.get(b"Author").ok()?.as_str().ok()?;
    // Text strings are UTF-16 with a mark, or PDFDocEncoding, which agrees with windows-1252 in the letters of names.
    Some(decode::text(author, None).text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pdf_is_reported_and_nothing_panics() {
        for bytes in [
            b"%PDF-1.7\n".as_slice(),
            b"",
            b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
        ] {
            assert!(!read(bytes).problems.is_empty());
        }
    }
}
