//! Finding who could be recognised, and hiding them. No I/O, no store, no printing: text in, findings out.
//!
//! ```text
//! SourceText ──> tokens ──> detectors (one a file) ──> merge ──> subjects (persons, identifiers, words) ──> placeholders
//! ```
//!
//! [`analyse`] is a pure function of the text, what the mail itself says about people ([`crate::intake::Seed`]) and the rules, so an analysis is never
//! stored: it is made again whenever a dossier is opened, and a rule that is new since finds what it finds.

pub mod finding;
pub mod release;
pub mod subject;

pub use finding::{Evidence, Finding, Kind, Role, Tier};
pub use subject::{Analysis, Subject, SubjectId};
