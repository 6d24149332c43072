//! From a mailbox or a file to readable text.
//!
//! ```text
//! imap / files ──> RawMessage ──> (child process: MIME, charset, HTML, attachments, folding, class) ──> Reading
//! ```

mod attachment;
mod classify;
pub(crate) mod decode;
pub mod files;
mod flowed;
mod fold;
mod header;
mod html;
pub mod imap;
pub mod kind;
mod line;
mod message;
mod part;
mod pattern;
pub mod reader;
pub mod reading;
mod seeds;
mod structure;
mod transfer;
mod wrap;

pub use kind::InputKind;
pub use reading::{Class, Fold, FoldKind, Problem, Reading, Seed, SeedSource};

/// Bytes as received. Never changed: they are the truth that everything else is made from.
pub struct RawMessage {
    bytes: Vec<u8>,
}

impl RawMessage {
    /// Takes the bytes as they came.
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl std::fmt::Debug for RawMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawMessage({} bytes)", self.bytes.len())
    }
}
