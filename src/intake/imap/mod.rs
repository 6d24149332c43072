//! Polling one IMAP folder.
//!
//! ```text
//! tls (encrypted or nothing) ──> session (the `imap` crate) ──> Mailbox ──> fetch_all ──> Sink (the store)
//! ```
//!
//! What holds here:
//!
//! - Nothing is said in clear text. The connection is TLS from the first byte, or STARTTLS comes first; a server that does
//!   not offer it is left before any credential is sent ([`session`]).
//! - [`Sink::store`] has committed a message before anything about it changes on the server ([`fetch`]).
//! - One message at a time, by UID, its size first. A message that cannot be had is put aside, and the next one is fetched.
//! - The `imap` crate stands behind the trait [`Mailbox`], because it is looking for maintainers and may have to be replaced.
//! - No error here holds a password, an address, a folder's name or a word of a mail.

pub mod error;
pub mod fetch;
pub mod folder;
pub mod mailbox;
pub mod session;
mod starttls;
mod tls;

pub use error::{FolderUse, MailboxError, Step};
pub use fetch::{After, Aside, AsideReason, FetchError, Known, Plan, Report, Sink, Stored, fetch_all};
pub use mailbox::{Mailbox, MessageId, Meta, Uid, UidValidity};
pub use session::{Account, ImapMailbox, Patience, Security};
