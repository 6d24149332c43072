//! The text of documents: attached to a mail, or handed in as loose files.
//!
//! Every reader here works within limits of size, ratio and nesting, because a document from a stranger is input like any
//! other. What cannot be read becomes a [`Problem`], never a guess.

mod archive;
mod docx;
mod odt;
mod pdf;
mod plain;
mod rtf;
mod xml;

use super::kind::InputKind;
use super::line::Line;
use super::reading::Problem;
use std::collections::BTreeSet;

/// The most bytes of a document that are read.
pub(crate) const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The most text, in bytes, that a document may give.
pub(crate) const MAX_TEXT: usize = 4 * 1024 * 1024;

/// What a document says.
#[derive(Default)]
pub(crate) struct Document {
    /// Its text, a line per paragraph.
    pub(crate) lines: Vec<Line>,
    /// Author and last editor, from its metadata.
    pub(crate) people: Vec<String>,
    /// What went wrong or was mended.
    pub(crate) problems: BTreeSet<Problem>,
}

impl Document {
    /// A document that gave nothing.
    pub(crate) fn failed(problem: Problem) -> Self {
        Self { problems: BTreeSet::from([problem]), ..Self::default() }
    }

    /// A document whose text is `text`.
    pub(crate) fn of_text(text: &str) -> Self {
        Self { lines: super::line::split(text), ..Self::default() }
    }
}

/// Reads a document of a known kind. [`InputKind::Mail`] is no document and gives nothing.
pub(crate) fn read(kind: InputKind, bytes: &[u8], charset: Option<&str>) -> Document {
    if bytes.len() > MAX_BYTES {
        return Document::failed(Problem::OverLimit);
    }
    let mut document = match kind {
        InputKind::Mail => Document::failed(Problem::UnreadablePart),
        InputKind::Text | InputKind::Markdown => plain::read(bytes, charset),
        InputKind::Docx => docx::read(bytes),
        InputKind::Odt => odt::read(bytes),
        InputKind::Rtf => rtf::read(bytes),
        InputKind::Pdf => pdf::read(bytes),
    };
    limit(&mut document);
    document.people.retain(|name| !name.trim().is_empty());
    document.people.dedup();
    document
}

/// Whether the bytes are a compound file (MS-CFB), and if so whether it is a document locked with a password.
pub(crate) fn old_office(bytes: &[u8]) -> Option<Problem> {
    if !bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return None;
    }
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let is_locked = bytes.windows(locked.len()).any(|window| window == locked);
    Some(if is_locked { Problem::AttachmentProtected } else { Problem::AttachmentNotRead })
}

/// Leaves a document of more than [`MAX_TEXT`] bytes of text unread, and says so: half a text is not released.
fn limit(document: &mut Document) {
    if document.lines.iter().map(|line| line.text.len() + 1).sum::<usize>() > MAX_TEXT {
        document.lines.clear();
        document.problems.insert(Problem::OverLimit);
    }
}

#[cfg(test)]
mod tests;
