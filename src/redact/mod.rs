//! Finding who could be recognised, and hiding them. No I/O, no store, no printing: text in, findings out.
//!
//! ```text
//! SourceText ──> tokens ──> detectors (one a file) ──> merge ──> subjects (persons, identifiers, words) ──> placeholders
//! ```
//!
//! [`analyse`] is a pure function of the text, what the mail itself says about people ([`Seeds`]) and the rules, so an analysis is never
//! stored: it is made again whenever a dossier is opened, and a rule that is new since finds what it finds.

pub mod finding;
pub mod release;
pub mod subject;

pub use finding::{Evidence, Finding, Kind, Role, Tier};
pub use subject::{Analysis, Subject, SubjectId};

use crate::personal::Personal;
use serde::{Deserialize, Serialize};

/// A name or an address that the mail itself carries outside its text, and that the engine looks for in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seed {
    /// Where it stood.
    pub source: SeedSource,
    /// A display name (`Mette Sørensen`), an e-mail address, or a file name, as it stood.
    pub text: Personal,
}

/// Where a [`Seed`] stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedSource {
    /// The sender: `From`, `Reply-To`, `Sender`.
    From,
    /// Those written to: `To`, `Cc`. Addresses of our own mailbox are left out by intake.
    To,
    /// The subject line.
    Subject,
    /// Author or last editor of an attached document, or an attachment's name.
    Attachment,
    /// The name of a loose file.
    FileName,
    /// Typed in by the coordinator.
    Coordinator,
}

impl SeedSource {
    /// The stable code used in evidence.
    pub const fn code(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
            Self::Subject => "subject",
            Self::Attachment => "attachment",
            Self::FileName => "file_name",
            Self::Coordinator => "coordinator",
        }
    }
}
