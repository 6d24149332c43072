//! From released texts to a booklet that has been checked.
//!
//! ```text
//! Released* ──> typeset ──> typography ──> world (template + JSON) ──> pdf ──> leak gate ──> edition on disk
//!                 lines       Danish         sealed: no disk, no         read back and searched
//!                             quotes         network, no clock           for all that was hidden
//! ```
//!
//! Only [`Released`] text comes in, and no file is written before [`leak::check`] has passed.

pub mod edition;
pub mod glyphs;
pub mod leak;
pub mod pdf;
pub mod preface;
pub mod quiet;
#[cfg(test)]
pub(crate) mod sample;
pub mod typeset;
pub mod typography;
pub mod world;

pub use pdf::reading_pdf;

use crate::redact::release::Released;
use std::fmt;

/// One testimony of an edition: released text under the number it has in its collection.
#[derive(Clone, Debug)]
pub struct Entry {
    number: u32,
    text: Released,
}

impl Entry {
    /// Takes a released text under its number. Nothing else than [`Released`] is accepted.
    pub const fn new(number: u32, text: Released) -> Self {
        Self { number, text }
    }

    /// The number that stands in the heading «Vidnesbyrd N».
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The text.
    pub const fn text(&self) -> &Released {
        &self.text
    }
}

/// Everything in a booklet that is not testimony. It is printed as it stands, so it is searched by the leak gate too.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The title on the cover and in the file's metadata.
    pub title: String,
    /// A line under the title; may be empty.
    pub subtitle: String,
    /// The date of the edition: on the cover and as the file's only date.
    pub date: jiff::civil::Date,
    /// The number of the edition, from 1.
    pub edition: u32,
    /// Who publishes; may be empty.
    pub publisher: String,
    /// Where to write or call; may be empty.
    pub contact: String,
    /// The preface as Markdown (CommonMark with tables); may be empty.
    pub preface_markdown: String,
    /// Who vouches for the anonymisation, as the imprint says it.
    pub review: Assurance,
}

/// Who has looked at the texts. The imprint never promises more than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assurance {
    /// A coordinator read and approved every text.
    Coordinator,
    /// A sample of invented texts that no human looked at; the cover says so.
    Sample,
}

/// A finished PDF file in memory. Not to be written anywhere before [`leak::check`] has passed it.
#[derive(Clone, PartialEq, Eq)]
pub struct Pdf {
    bytes: Vec<u8>,
    pages: usize,
}

impl Pdf {
    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The number of pages.
    pub const fn pages(&self) -> usize {
        self.pages
    }
}

impl fmt::Debug for Pdf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdf({} pages, {} bytes)", self.pages, self.bytes.len())
    }
}

/// Where in the booklet something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the testimony with this number.
    Testimony(u32),
    /// In the preface.
    Preface,
    /// In title, subtitle, publisher or contact.
    Settings,
}

/// Why there is no booklet. Holds numbers and code points, never text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    /// There is no testimony to print.
    #[error("no testimony to print")]
    Empty,
    /// Two testimonies have the same number, so that a page could not be traced to its text.
    #[error("two testimonies with number {number}")]
    SameNumber {
        /// The number.
        number: u32,
    },
    /// A letter that the bundled fonts do not have, or that is written from right to left. Symbols never get here: they are left out.
    #[error("a letter that cannot be printed: U+{code_point:04X}, {place:?}")]
    Unprintable {
        /// Where it stands.
        place: Place,
        /// Which letter (Unicode code point).
        code_point: u32,
    },
    /// The template did not compile without errors and warnings. A warning counts: a missing font would fall back silently.
    #[error("layout gave {diagnostics} errors or warnings, the first at template line {line:?}")]
    Layout {
        /// How many.
        diagnostics: usize,
        /// The line of the template, from 1, when it is known.
        line: Option<usize>,
    },
    /// The laid-out pages could not be written as PDF/UA-1 and PDF/A-2a.
    #[error("the pages do not meet PDF/UA-1 and PDF/A-2a ({diagnostics} errors)")]
    Standard {
        /// How many rules were broken.
        diagnostics: usize,
    },
    /// The layout engine panicked.
    #[error("the layout engine broke down")]
    Crashed,
}
