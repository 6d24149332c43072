//! What the coordinator decides, and when a text may leave.
//!
//! ```text
//! Reading ──analyse──> subjects ┐
//!                               ├──> Review ──approve──> Released
//! log of Decisions ──replay─────┘
//! ```
//!
//! Everything here is a pure function of the reading, the log and the rules: event in, state out. The log is the only thing that is
//! stored. The analysis is made again at every opening, so decisions are remembered by *form* (the name as it stands in the text,
//! see [`crate::redact::subject::form_key`]), never by a number that another analysis could give to somebody else.
//!
//! - [`decision`]: the events.
//! - [`memory`]: the log replayed, undo included, into what holds now.
//! - [`occurrence`]: every place where a word stands that the coordinator marked.
//! - [`state`]: [`Review`]: the status of each subject, what waits, approval, release.
//! - [`fingerprint`]: of the words that an approval approved.
//! - [`engine`]: the engine that ships, as the review needs it.
//! - [`printed`]: what would be printed, and its fingerprint.
//! - [`refusal`]: why a decision was refused or a text not released.
//! - [`roster`]: what a list of names holds.
//! - [`hints`]: what may point at the family, what is printed instead, and how great the risk is.
//! - [`label`]: `p1`, `t2`, `o3`: what the coordinator types to name a subject.
//! - [`card`]: all that is said about one subject.
//! - [`view`]: the text as the coordinator sees it.
//! - [`danish`]: the words for kinds, roles and problems.
//! - [`lines`]: the line-by-line dialogue, as a pure state machine.

pub mod card;
pub mod danish;
pub mod decision;
pub mod engine;
pub mod fingerprint;
pub mod hints;
pub mod label;
pub mod lines;
pub mod memory;
pub mod occurrence;
pub mod printed;
pub mod refusal;
pub mod roster;
pub mod state;
pub mod summary;
#[cfg(test)]
mod trial;
pub mod view;

pub use decision::{Act, Coarsened, Decision, RejectReason};
pub use engine::WithRules;
pub use fingerprint::Fingerprint;
pub use label::Label;
pub use memory::Stretch;
pub use refusal::{NotAnalysed, NotReleased, Refusal};
pub use state::{Engine, Review, Standing, Status};

/// Everything held about one testimony, with the decisions of its review.
pub type Dossier = crate::store::Dossier<Decision>;
