//! The mailbox as the rest of the program sees it: numbers, sizes, bytes. Tests put a made-up one in its place.

use super::error::MailboxError;
use crate::intake::RawMessage;
use jiff::Timestamp;

/// A message's number in its folder, rising and never used twice under one [`UidValidity`] (RFC 3501, 2.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub u32);

/// The folder's numbering. When it changes, every [`Uid`] known before means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UidValidity(pub u32);

/// A message in its folder, for as long as the numbering holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MessageId {
    /// The numbering.
    pub validity: UidValidity,
    /// The number.
    pub uid: Uid,
}

/// What is asked about a message before its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Size in bytes (`RFC822.SIZE`). Servers have been seen to be wrong about it.
    pub size: u32,
    /// Marked as deleted by somebody, not yet removed.
    pub deleted: bool,
    /// When the server took the message in (`INTERNALDATE`).
    pub received: Option<Timestamp>,
}

/// One open folder.
pub trait Mailbox {
    /// The numbering in force.
    fn validity(&self) -> UidValidity;

    /// All messages of the folder, in rising order.
    ///
    /// # Errors
    /// Trouble with the connection.
    fn uids(&mut self) -> Result<Vec<Uid>, MailboxError>;

    /// Size, flags and date of a message; `None` when it is gone.
    ///
    /// # Errors
    /// Trouble with the connection or with what the server says of this message.
    fn meta(&mut self, uid: Uid) -> Result<Option<Meta>, MailboxError>;

    /// The whole message without marking it as read; `None` when it is gone. Reads at most `limit` bytes.
    ///
    /// # Errors
    /// Trouble with the connection, or a message larger than `limit`.
    fn body(&mut self, uid: Uid, limit: u64) -> Result<Option<RawMessage>, MailboxError>;

    /// Flags a message as taken in (`\Flagged`, the star of most mail programs).
    ///
    /// # Errors
    /// Trouble with the connection, or the server refuses.
    fn flag(&mut self, uid: Uid) -> Result<(), MailboxError>;

    /// Moves a message to the folder that was configured. A message that is gone is moved.
    ///
    /// # Errors
    /// Trouble with the connection, or the server refuses.
    fn file_away(&mut self, uid: Uid) -> Result<(), MailboxError>;

    /// Drops the connection and makes a new one to the same folder.
    ///
    /// # Errors
    /// As when the mailbox was opened, and [`MailboxError::ValidityChanged`].
    fn reconnect(&mut self) -> Result<(), MailboxError>;
}
