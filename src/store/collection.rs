//! The collection itself: opening it, taking mails in, the overview.

use super::audit::{Event, Initials};
use super::digest::HashKey;
use super::error::{Part, StoreError};
use super::folder::{DATABASE, KEY_FILE, RECIPIENTS};
use super::names::Generation;
use super::row::{self, Number, Row, State};
use super::seal::{Identity, Recipients};
use super::server::ServerMail;
use super::{keyfile, migrations, schema};
use crate::intake::RawMessage;
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior};
use secrecy::SecretString;
use std::cell::{Cell, OnceCell};
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for another program that writes to the same collection.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a mail came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A mailbox.
    Mailbox(ServerMail),
    /// A file. Its name is not kept here: it often holds a name.
    File,
}

/// What became of a mail that was to be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is stored, with a new number.
    New(Number),
    /// It has been here before, under this number; nothing was stored. It may be unread still, or withdrawn: see
    /// [`Collection::row`].
    Known(Number),
}

impl Taken {
    /// The number, new or known.
    pub const fn number(self) -> Number {
        match self {
            Self::New(number) | Self::Known(number) => number,
        }
    }
}

/// An open collection. It can store; to read takes an [`Identity`] from [`Collection::unlock`].
///
/// ```compile_fail
/// // Without an identity there is no way to a text.
/// fn poller(collection: &vidnesbyrd::store::Collection) {
///     let _ = collection.raw(vidnesbyrd::store::Number(1));
/// }
/// ```
pub struct Collection {
    folder: PathBuf,
    connection: Connection,
    hash_key: HashKey,
    recipients: OnceCell<Recipients>,
    coordinator: Option<Initials>,
    /// Up to which change the lists of names are known to whoever analyses and saves here.
    known_names: Cell<Generation>,
}

/// Opens a database file that exists, with the settings that every connection of ours has.
pub(super) fn connect(path: &Path) -> Result<Connection, StoreError> {
    // Without CREATE: a missing file is an error, not a new collection. Without URI: a folder's name is only a name.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // What is deleted is overwritten, and nothing goes into temporary files.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // A commit is on the disk when it returns: the mailbox is changed on the strength of it.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    Ok(connection)
}

impl Collection {
    /// Opens the collection in `folder`, brings its schema up to date and finishes a wiping that was interrupted.
    ///
    /// # Errors
    /// [`StoreError::NotACollection`], [`StoreError::NewerVersion`], [`StoreError::Damaged`], [`StoreError::Locked`],
    /// [`StoreError::ReadOnly`], [`StoreError::Permission`], or what the disk says.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(DATABASE);
        // Looked at, never opened beside SQLite: closing such a file would drop SQLite's locks on it (POSIX).
        match std::fs::metadata(&path) {
            Ok(meta) if meta.is_file() => {}
            Ok(_) => return Err(StoreError::NotACollection),
            Err(error) => {
                use std::io::ErrorKind::{NotADirectory, NotFound};
                return Err(match error.kind() {
                    NotFound | NotADirectory => StoreError::NotACollection,
                    _ => StoreError::io(Part::Database, &error),
                });
            }
        }
        let mut connection = connect(&path)?;
        let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != schema::APPLICATION_ID {
            return Err(StoreError::NotACollection);
        }
        migrations::apply(&mut connection)?;
        let key: [u8; 32] = connection.query_row("SELECT hash_key FROM collection", [], |row| row.get(0))?;
        let collection = Self {
            folder: folder.to_owned(),
            connection,
            hash_key: HashKey::from_bytes(key),
            recipients: OnceCell::new(),
            coordinator: None,
            known_names: Cell::default(),
        };
        match collection.wipe() {
            // Another program still reads; the flag stays, `tjek` tells, and the next opening tries again.
            Err(StoreError::NotWiped) | Ok(()) => Ok(collection),
            Err(error) => Err(error),
        }
    }

    /// Names the coordinator who acts from now on, for the log.
    #[must_use]
    pub fn act_as(mut self, coordinator: Option<Initials>) -> Self {
        self.coordinator = coordinator;
        self
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Opens the identity. Takes up to a second and 128 MiB on purpose: guessing a passphrase costs that each time.
    ///
    /// # Errors
    /// [`StoreError::NoIdentity`] when the key file is on another machine, [`StoreError::WrongPassphrase`],
    /// [`StoreError::Damaged`], [`StoreError::ExcessiveWork`].
    pub fn unlock(&self, passphrase: &SecretString) -> Result<Identity, StoreError> {
        let file = std::fs::read(self.folder.join(KEY_FILE)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::NoIdentity,
            _ => StoreError::io(Part::KeyFile, &error),
        })?;
        keyfile::open(&file, passphrase)
    }

    /// Everybody that things are sealed to. Read once.
    ///
    /// # Errors
    /// [`StoreError::NoRecipients`], [`StoreError::BadRecipient`], or what the disk says.
    pub fn recipients(&self) -> Result<&Recipients, StoreError> {
        if let Some(known) = self.recipients.get() {
            return Ok(known);
        }
        let text = std::fs::read_to_string(self.folder.join(RECIPIENTS)).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => StoreError::NoRecipients,
            std::io::ErrorKind::InvalidData => StoreError::Damaged(Part::Recipients),
            _ => StoreError::io(Part::Recipients, &error),
        })?;
        let read = Recipients::parse(&text)?;
        Ok(self.recipients.get_or_init(|| read))
    }

    /// Seals the bytes of a mail and commits them. When this returns, they are on the disk: only then may anything change on
    /// the server.
    ///
    /// # Errors
    /// What the disk or the recipients say; nothing is stored then.
    pub fn take_in(&self, message: &RawMessage, source: &Source, received: Timestamp) -> Result<Taken, StoreError> {
        let hash = self.hash_key.content(message.bytes());
        let find = "SELECT number FROM testimony WHERE content_hash = ?1";
        // Sealed before the lock is taken, so that a large mail keeps nobody waiting; not at all when it is known.
        let known: Option<Number> = self.connection.query_row(find, [hash], |row| row.get(0)).optional()?;
        let sealed = match known {
            Some(_) => None,
            None => Some(self.recipients()?.seal(message.bytes())?),
        };
        let transaction = self.transaction()?;
        // Asked again under the lock: another program may have taken the same mail in meanwhile.
        let known: Option<Number> = transaction.query_row(find, [hash], |row| row.get(0)).optional()?;
        let taken = match (known, sealed) {
            (Some(number), _) => Taken::Known(number),
            (None, Some(sealed)) => {
                let number: Number = transaction.query_row(
                    "INSERT INTO testimony (content_hash, received) VALUES (?1, ?2) RETURNING number",
                    (hash, received.as_second()),
                    |row| row.get(0),
                )?;
                transaction.execute("INSERT INTO raw (number, sealed) VALUES (?1, ?2)", (number, &sealed))?;
                Self::write_log(&transaction, Timestamp::now(), self.coordinator(), Event::TakenIn, Some(number.0))?;
                Taken::New(number)
            }
            // Rows are never deleted, so what was known stays known.
            (None, None) => return Err(StoreError::Damaged(Part::Database)),
        };
        if let Source::Mailbox(mail) = source {
            Self::note_stored(&transaction, mail, taken.number(), received)?;
        }
        transaction.commit()?;
        Ok(taken)
    }

    /// The overview, in number order. Needs no identity.
    ///
    /// # Errors
    /// What the database says.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        let sql = format!("SELECT {} FROM testimony ORDER BY number", row::COLUMNS);
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map([], Row::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// One line of the overview.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], or what the database says.
    pub fn row(&self, number: Number) -> Result<Row, StoreError> {
        let sql = format!("SELECT {} FROM testimony WHERE number = ?1", row::COLUMNS);
        self.connection.query_row(&sql, [number], Row::read).optional()?.ok_or(StoreError::Unknown(number))
    }

    /// Asks SQLite whether the file is whole (`PRAGMA quick_check`, `PRAGMA foreign_key_check`).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not.
    pub fn check_integrity(&self) -> Result<(), StoreError> {
        let verdict: String = self.connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        let orphans = self.connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
        if verdict == "ok" && !orphans { Ok(()) } else { Err(StoreError::Damaged(Part::Database)) }
    }

    /// The version of the schema.
    ///
    /// # Errors
    /// What the database says.
    pub fn schema_version(&self) -> Result<u32, StoreError> {
        migrations::version(&self.connection)
    }

    pub(super) const fn known_names(&self) -> Generation {
        self.known_names.get()
    }

    pub(super) fn know_names(&self, generation: Generation) {
        self.known_names.set(generation);
    }

    pub(super) const fn connection(&self) -> &Connection {
        &self.connection
    }

    pub(super) const fn hash_key(&self) -> &HashKey {
        &self.hash_key
    }

    pub(super) const fn coordinator(&self) -> Option<&Initials> {
        self.coordinator.as_ref()
    }

    /// A transaction that holds the write lock from its start, so that what was read in it still holds when it writes.
    pub(super) fn transaction(&self) -> Result<Transaction<'_>, StoreError> {
        Ok(Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?)
    }

    /// Why there is nothing under a number.
    pub(super) fn unknown_or_gone(&self, number: Number) -> StoreError {
        match self.row(number) {
            Ok(row) if row.state == State::Withdrawn => StoreError::Gone(number),
            Ok(_) => StoreError::Damaged(Part::Dossier(number)),
            Err(error) => error,
        }
    }
}

impl fmt::Debug for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Collection(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NewCollection, create};
    use super::*;

    #[test]
    fn nothing_is_lost_when_the_disk_is_full() {
        let dir = tempfile::TempDir::new().unwrap();
        let passphrase = SecretString::from("rødgrød med fløde");
        let new = NewCollection { settings: "", passphrase: &passphrase, extra_recipients: &[], by: None };
        create(dir.path(), &new).unwrap();
        let collection = Collection::open(dir.path()).unwrap();
        let identity = collection.unlock(&passphrase).unwrap();
        let take =
            |bytes: &[u8]| collection.take_in(&RawMessage::new(bytes.to_vec()), &Source::File, Timestamp::UNIX_EPOCH);
        let first = take(b"Kanarie").unwrap().number();

        // A full disk as SQLite meets it: the file may not grow any more.
        let pages: u32 = collection.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        collection.connection.pragma_update(None, "max_page_count", pages).unwrap();
        assert_eq!(take(&[b'x'; 300_000]), Err(StoreError::DiskFull));
        assert_eq!(collection.rows().unwrap().len(), 1, "the refused mail left a trace");
        assert!(collection.raw(first, &identity).unwrap().bytes() == b"Kanarie");
        collection.check_integrity().unwrap();

        // When there is room again, the same mail goes in.
        collection.connection.pragma_update(None, "max_page_count", 1_000_000).unwrap();
        assert_eq!(take(&[b'x'; 300_000]), Ok(Taken::New(Number(2))));
    }
}
