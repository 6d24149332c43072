//! Entries of a zip archive (docx, odt), within limits.

use crate::intake::reading::Problem;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The most bytes that one entry may unpack to.
const MAX_ENTRY: u64 = 32 * 1024 * 1024;
/// The most that an entry may grow by: XML shrinks to a tenth, a bomb to a thousandth. Small entries may grow by more.
const MAX_RATIO: u64 = 200;
/// Below this size, in bytes, the ratio does not matter.
const SMALL: u64 = 1024 * 1024;
/// The most entries that an archive may have.
const MAX_ENTRIES: usize = 5_000;

/// A document's archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Archive<'a> {
    /// Opens the archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| super::old_office(bytes).unwrap_or(Problem::UnreadablePart))?;
        if zip.len() > MAX_ENTRIES { Err(Problem::OverLimit) } else { Ok(Self { zip }) }
    }

    /// The names of the entries, in the order of the archive.
    pub(super) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect()
    }

    /// One entry as text; `Ok(None)` when there is none of that name.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Problem::AttachmentProtected),
            Err(_) => return Err(Problem::UnreadablePart),
        };
        let packed = entry.compressed_size();
        let mut bytes = Vec::new();
        // The sizes in the directory are claims; what counts is what comes out.
        let outcome = entry.take(MAX_ENTRY + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        if size > MAX_ENTRY || size > SMALL && size / packed.max(1) > MAX_RATIO {
            return Err(Problem::OverLimit);
        }
        outcome.map_err(|_| Problem::UnreadablePart)?;
        Ok(Some(crate::intake::decode::text(&bytes, None).text))
    }
}
