//! Withdrawn means gone: the blobs are deleted, overwritten and wiped from the journal.
//!
//! `secure_delete` makes SQLite overwrite what it deletes; the write-ahead log is then copied into the file and cut to
//! nothing. What lies outside the collection is outside the promise: backups, snapshots of the file system, and the spare
//! blocks of a flash disk (which hold sealed bytes only).

use super::audit::Event;
use super::collection::Collection;
use super::error::StoreError;
use super::row::{Number, State};
use jiff::Timestamp;
use rusqlite::OptionalExtension;

impl Collection {
    /// Deletes everything that was received, read and decided about a testimony. The number and the keyed hash of the mail
    /// stay, so that the number is not given again and the same mail is not taken in again; so does the log.
    ///
    /// # Errors
    /// [`StoreError::Unknown`]; [`StoreError::NotWiped`] when another program holds the journal: the text is deleted, and the
    /// wiping is finished when the collection is next opened. Removing twice does no harm.
    pub fn remove(&self, number: Number) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        let state: Option<State> = transaction
            .query_row("SELECT state FROM testimony WHERE number = ?1", [number], |row| row.get(0))
            .optional()?;
        match state {
            None => return Err(StoreError::Unknown(number)),
            Some(State::Withdrawn) => drop(transaction),
            Some(_) => {
                transaction.execute("DELETE FROM raw WHERE number = ?1", [number])?;
                transaction.execute("DELETE FROM dossier WHERE number = ?1", [number])?;
                // What was listed for this testimony alone was read in it.
                self.forget_names_of(&transaction, number)?;
                transaction.execute(
                    "UPDATE testimony SET state = 'withdrawn', reason = NULL, class = NULL, words = 0, persons = 0,
                                          waiting = 0, problems = '', risk = NULL, version = version + 1
                     WHERE number = ?1",
                    [number],
                )?;
                transaction.execute("UPDATE collection SET wipe_pending = 1", [])?;
                let (now, who) = (Timestamp::now(), self.coordinator());
                Self::write_log(&transaction, now, who, Event::Withdrawn, Some(number.0))?;
                transaction.commit()?;
            }
        }
        self.wipe()
    }

    /// Whether deleted bytes may still stand in the journal.
    ///
    /// # Errors
    /// What the database says.
    pub fn wipe_pending(&self) -> Result<bool, StoreError> {
        Ok(self.connection().query_row("SELECT wipe_pending FROM collection", [], |row| row.get(0))?)
    }

    /// Finishes a wiping that was begun, if any.
    pub(super) fn wipe(&self) -> Result<(), StoreError> {
        if !self.wipe_pending()? {
            return Ok(());
        }
        self.truncate_journal()?;
        // Only now: a crash in between leaves the flag, and the next opening wipes again.
        self.connection().execute("UPDATE collection SET wipe_pending = 0", [])?;
        Ok(())
    }

    fn truncate_journal(&self) -> Result<(), StoreError> {
        let busy: bool =
            self.connection().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(|error| {
                match StoreError::from(error) {
                    StoreError::Locked => StoreError::NotWiped,
                    other => other,
                }
            })?;
        if busy { Err(StoreError::NotWiped) } else { Ok(()) }
    }
}
