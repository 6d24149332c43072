//! What is known about each mail on the server, so that polling neither loses nor doubles.

use super::collection::Collection;
use super::digest::{KeyedHash, Of};
use super::error::StoreError;
use super::row::{Number, Reason, seconds};
use jiff::Timestamp;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A folder on a server, by keyed hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderId(KeyedHash);

/// A mail on a server: folder, UIDVALIDITY and UID (RFC 9051, section 2.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerMail {
    /// The folder.
    pub folder: FolderId,
    /// UIDVALIDITY of the folder; when it changes, every UID means something else.
    pub uid_validity: u32,
    /// UID in the folder.
    pub uid: u32,
}

/// What was done with a mail on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerState {
    /// It is stored.
    Stored {
        /// As this testimony.
        number: Number,
        /// Whether it has also been flagged, moved or left as the settings say.
        filed: bool,
    },
    /// It was not fetched.
    Aside(Reason),
}

/// A mail that was put aside and still lies on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aside {
    /// UID in its folder.
    pub uid: u32,
    /// Why.
    pub reason: Reason,
    /// When.
    pub at: Timestamp,
}

impl Collection {
    /// The id of a folder on a server. Server and user count in lower case, the folder as it is spelled.
    pub fn folder_id(&self, host: &str, user: &str, folder: &str) -> FolderId {
        let (host, user) = (host.to_lowercase(), user.to_lowercase());
        FolderId(self.hash_key().hash(Of::Folder, &[host.as_bytes(), user.as_bytes(), folder.as_bytes()]))
    }

    /// Everything known about a folder, by UID.
    ///
    /// # Errors
    /// What the database says.
    pub fn server_mails(&self, folder: FolderId, uid_validity: u32) -> Result<BTreeMap<u32, ServerState>, StoreError> {
        let mut statement = self
            .connection()
            .prepare("SELECT uid, testimony, filed, aside FROM server_mail WHERE folder = ?1 AND uid_validity = ?2")?;
        let rows = statement.query_map((folder.0, uid_validity), |row| {
            let state = match row.get(1)? {
                Some(number) => ServerState::Stored { number, filed: row.get(2)? },
                None => ServerState::Aside(row.get(3)?),
            };
            Ok((row.get(0)?, state))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Remembers that a stored mail has been flagged, moved or left as the settings say, so that nothing more is to be done.
    ///
    /// # Errors
    /// What the disk says.
    pub fn set_filed(&self, mail: &ServerMail) -> Result<(), StoreError> {
        self.connection().execute(
            "UPDATE server_mail SET filed = 1 WHERE folder = ?1 AND uid_validity = ?2 AND uid = ?3",
            (mail.folder.0, mail.uid_validity, mail.uid),
        )?;
        Ok(())
    }

    /// Remembers that a mail was not fetched, and why. It stays on the server. A mail that is stored already stays stored.
    ///
    /// # Errors
    /// What the disk says.
    pub fn put_aside(&self, mail: &ServerMail, reason: Reason) -> Result<(), StoreError> {
        self.connection().execute(
            "INSERT INTO server_mail (folder, uid_validity, uid, aside, seen) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET aside = excluded.aside, seen = excluded.seen WHERE testimony IS NULL",
            (mail.folder.0, mail.uid_validity, mail.uid, reason, Timestamp::now().as_second()),
        )?;
        Ok(())
    }

    /// Forgets that mails were put aside, so that the next polling tries them again (after the limit has been raised).
    /// Gives how many.
    ///
    /// # Errors
    /// What the disk says.
    pub fn retry_aside(&self) -> Result<usize, StoreError> {
        Ok(self.connection().execute("DELETE FROM server_mail WHERE testimony IS NULL", [])?)
    }

    /// The mails that were put aside and still lie on the server.
    ///
    /// # Errors
    /// What the database says.
    pub fn aside(&self) -> Result<Vec<Aside>, StoreError> {
        let mut statement = self
            .connection()
            .prepare("SELECT uid, aside, seen FROM server_mail WHERE testimony IS NULL ORDER BY seen, uid")?;
        let rows =
            statement.query_map([], |row| Ok(Aside { uid: row.get(0)?, reason: row.get(1)?, at: seconds(row, 2)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes within the caller's transaction where a stored mail came from.
    pub(super) fn note_stored(
        connection: &Connection,
        mail: &ServerMail,
        number: Number,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        connection.execute(
            "INSERT INTO server_mail (folder, uid_validity, uid, testimony, seen) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET testimony = excluded.testimony, aside = NULL WHERE testimony IS NULL",
            (mail.folder.0, mail.uid_validity, mail.uid, number, at.as_second()),
        )?;
        Ok(())
    }
}
