//! What can go wrong in the store. Ids, places and codes only; never content, never SQL, never a path's full text.

use super::names::ListNumber;
use super::row::Number;
use rusqlite::ErrorCode;
use rusqlite::ffi;
use std::fmt;

/// Which part of a collection an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The folder itself.
    Folder,
    /// `samling.db`.
    Database,
    /// The raw bytes of one mail.
    Raw(Number),
    /// The sealed dossier of one testimony.
    Dossier(Number),
    /// A sealed list of names.
    Names(ListNumber),
    /// `noegle.age`.
    KeyFile,
    /// `modtagere.txt`.
    Recipients,
    /// `vidnesbyrd.toml`.
    Settings,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder => f.write_str("the folder"),
            Self::Database => f.write_str("samling.db"),
            Self::Raw(number) => write!(f, "the original of testimony {number}"),
            Self::Dossier(number) => write!(f, "the dossier of testimony {number}"),
            Self::Names(list) => write!(f, "name list {list}"),
            Self::KeyFile => f.write_str("noegle.age"),
            Self::Recipients => f.write_str("modtagere.txt"),
            Self::Settings => f.write_str("vidnesbyrd.toml"),
        }
    }
}

/// An error of the store.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The folder holds no collection.
    #[error("not a collection")]
    NotACollection,
    /// The folder holds a collection already; it is left alone.
    #[error("already a collection")]
    AlreadyACollection,
    /// The folder holds other files; nothing is written among them.
    #[error("the folder is not empty")]
    FolderNotEmpty,
    /// Made by a newer version of the program.
    #[error("{part} has format {found}, this program knows {known}")]
    NewerVersion {
        /// What is newer.
        part: Part,
        /// The version that stands there.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// The bytes are not what was written.
    #[error("{0} is damaged")]
    Damaged(Part),
    /// The passphrase does not open the identity.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// The identity is not on this machine.
    #[error("noegle.age is missing")]
    NoIdentity,
    /// Opening the identity would take more memory and time than is reasonable.
    #[error("noegle.age asks for too much work (2^{0})")]
    ExcessiveWork(u8),
    /// The identity is not among those that this was sealed to.
    #[error("{0} is sealed to other keys")]
    WrongIdentity(Part),
    /// There is no public key to seal to.
    #[error("no recipients")]
    NoRecipients,
    /// A line of the recipients is not a public key.
    #[error("modtagere.txt, line {line}: not an age public key")]
    BadRecipient {
        /// The line, from 1; 0 for a key that was given as an argument.
        line: usize,
    },
    /// There is no testimony with this number.
    #[error("no testimony {0}")]
    Unknown(Number),
    /// It has been withdrawn; its text is gone.
    #[error("testimony {0} is withdrawn")]
    Gone(Number),
    /// It is stored but not yet read, so there is no dossier.
    #[error("testimony {0} is not read yet")]
    NotRead(Number),
    /// Somebody else saved the same dossier since it was opened.
    #[error("testimony {0} was changed meanwhile")]
    ChangedMeanwhile(Number),
    /// Somebody else changed or removed the list of names since it was opened.
    #[error("name list {0} was changed meanwhile")]
    NamesChanged(ListNumber),
    /// An edition can hold only approved testimonies.
    #[error("testimony {0} is not approved")]
    NotApproved(Number),
    /// The withdrawn text is deleted, but a journal still in use by another program could not be wiped yet.
    #[error("the journal could not be wiped")]
    NotWiped,
    /// The disk is full.
    #[error("disk full")]
    DiskFull,
    /// Another program holds the collection and did not let go in time.
    #[error("locked")]
    Locked,
    /// The disk is read-only.
    #[error("read-only")]
    ReadOnly,
    /// The operating system does not permit it.
    #[error("permission denied for {0}")]
    Permission(Part),
    /// Larger than the store can hold (1 GB).
    #[error("too large")]
    TooLarge,
    /// Something else that the operating system or the database said.
    #[error("{part}: {kind}")]
    Io {
        /// About what.
        part: Part,
        /// What the operating system said.
        kind: std::io::ErrorKind,
    },
    /// Something else that SQLite said; see <https://sqlite.org/rescode.html>.
    #[error("SQLite result code {0}")]
    Sqlite(i32),
    /// The operating system gave no random numbers.
    #[error("no random numbers")]
    NoRandomness,
}

impl StoreError {
    /// An error of the operating system, about `part`.
    pub(crate) fn io(part: Part, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            ErrorKind::PermissionDenied => Self::Permission(part),
            kind => Self::Io { part, kind },
        }
    }
}

/// Keeps the code and drops SQLite's message, which may quote SQL.
impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error;
        match error {
            Error::SqliteFailure(failure, _) | Error::SqlInputError { error: failure, .. } => from_code(failure),
            Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
            | Error::QueryReturnedNoRows => Self::Damaged(Part::Database),
            _ => Self::Sqlite(ffi::SQLITE_MISUSE),
        }
    }
}

fn from_code(failure: ffi::Error) -> StoreError {
    match failure.code {
        ErrorCode::DiskFull => StoreError::DiskFull,
        // The shared-memory file of the journal could not grow: what a full disk says first in WAL mode.
        ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => StoreError::DiskFull,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Locked,
        ErrorCode::ReadOnly => StoreError::ReadOnly,
        ErrorCode::PermissionDenied | ErrorCode::CannotOpen => StoreError::Permission(Part::Database),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(Part::Database),
        ErrorCode::TooBig => StoreError::TooLarge,
        _ => StoreError::Sqlite(failure.extended_code),
    }
}

impl From<rusqlite_migration::Error> for StoreError {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            _ => Self::Damaged(Part::Database),
        }
    }
}
