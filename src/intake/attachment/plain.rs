//! Plain text and Markdown files.

use super::Document;
use crate::intake::{decode, line};

/// The lines of a text in the declared or the fitting character set, as they stand.
pub(super) fn read(bytes: &[u8], charset: Option<&str>) -> Document {
    // A file says nothing of its character set; UTF-8 is what files are written in today, and no guess.
    let decoded = decode::text(bytes, charset.or(Some("utf-8")));
    Document { lines: line::split_exactly(&decoded.text), people: Vec::new(), problems: decoded.problems }
}
