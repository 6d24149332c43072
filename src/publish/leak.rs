//! The leak gate: the finished file is read back and searched for everything that was hidden.
//!
//! ```text
//! Pdf ──> read (text by page, and every string and stream that is not page text) ──> fold (normal form) ──> search ──> Ok | Leak
//! ```
//!
//! Not the pipeline's intention is checked but the artefact: the gate knows nothing of how the file was made. What it cannot
//! read it does not pass.
//!
//! Known misses, all of them on purpose:
//! - a hidden form that is an ordinary word, or that is said in coarser words, or shorter than three characters, is looked for only in its own testimony and only as it was written;
//! - a word broken by the *writer* with a space inside (`Met te`) is found only when the form is long or has digits;
//! - text inside pictures is not read. The booklet has no pictures.

mod fold;
mod forms;
mod read;
mod search;
mod text;

pub use forms::{Decided, hidden_forms};
pub use read::Unreadable;

use super::Pdf;
use crate::personal::Personal;
use std::collections::BTreeSet;

/// A form that was hidden in a testimony and must not be found in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HiddenForm {
    /// The testimony it was hidden in.
    pub number: u32,
    /// The form as it stood in that testimony.
    pub text: Personal,
    /// Whether the same letters are also an ordinary word (a child called Storm). Such a form is a hit only on the pages of its own
    /// testimony and only in the same case.
    pub ordinary_word: bool,
    /// Other testimonies in which the coordinator kept the same form. On their pages it may stand; on all others, and in the frame, it is a hit.
    pub kept_in: BTreeSet<u32>,
    /// Whether it may stand in the list of contents too, because that shows the opening words of a testimony that keeps it.
    pub in_contents: bool,
}

/// A phrase that may stand although something hidden is part of it: *Mary Fonden* when a Mary is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The phrase.
    pub text: Personal,
    /// The only testimony in which it may; `None` for everywhere.
    pub only_in: Option<u32>,
}

/// Where in a file a hidden form was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// On a page, counted from 1.
    Page(u32),
    /// In what readers do not see at once: document information, XMP, bookmarks, the structure tree, annotations, attachments.
    Hidden,
}

/// A hidden form is in the file. Says where, never what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// The place of the form in the list that was looked for.
    pub form: usize,
    /// The testimony in which the form was hidden.
    pub hidden_in: u32,
    /// The testimony on whose pages it was found; `None` in cover, imprint, contents, preface and metadata.
    pub found_in: Option<u32>,
    /// Where.
    pub part: Part,
}

/// Why a file does not pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Leak {
    /// Hidden forms were found: every place once, in order.
    #[error("{} places hold something that was hidden", .0.len())]
    Found(Vec<Hit>),
    /// The file could not be read back wholly, so nobody can say what is in it.
    #[error("the finished file could not be read back: {0}")]
    Unreadable(#[from] Unreadable),
}

/// A file that has passed the gate. Only [`check`] makes one, and only this can be written as an edition.
///
/// ```compile_fail
/// fn publish(unchecked: vidnesbyrd::publish::Pdf) -> vidnesbyrd::publish::leak::Checked {
///     vidnesbyrd::publish::leak::Checked { pdf: unchecked, forms: 0 }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pdf: Pdf,
    forms: usize,
}

impl Checked {
    /// The file.
    pub const fn pdf(&self) -> &Pdf {
        &self.pdf
    }

    /// How many hidden forms it was searched for.
    pub const fn forms(&self) -> usize {
        self.forms
    }
}

/// Reads the file back and searches it. `Ok` means that nothing of `hidden` was found and that the whole file could be read.
///
/// `allowed` are phrases that may stand: what the coordinator kept, and what the shipped lists keep. A hidden form that stands *inside* one
/// of them is no hit: a parent called Mary does not forbid «Mary Fonden». A hidden form that is the whole phrase is one all the same.
///
/// # Errors
/// [`Leak`]. There is no edition then.
pub fn check(pdf: Pdf, hidden: &[HiddenForm], allowed: &[Allowed]) -> Result<Checked, Leak> {
    check_bytes(pdf.bytes(), hidden, allowed)?;
    Ok(Checked { pdf, forms: hidden.len() })
}

/// Searches the bytes of any PDF that has «Vidnesbyrd N» bookmarks.
///
/// # Errors
/// As [`check`].
pub fn check_bytes(bytes: &[u8], hidden: &[HiddenForm], allowed: &[Allowed]) -> Result<(), Leak> {
    let content = read::read(bytes)?;
    let hits = search::search(&content, hidden, allowed);
    if hits.is_empty() { Ok(()) } else { Err(Leak::Found(hits)) }
}

#[cfg(test)]
mod tests;
