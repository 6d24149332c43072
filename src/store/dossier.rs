//! A dossier: what was read from one mail and what was decided about it, sealed as one blob.

use super::audit::Event;
use super::collection::Collection;
use super::error::{Part, StoreError};
use super::row::{Number, State, Summary, code_of, counted};
use super::seal::{Identity, Sealed};
use crate::intake::{RawMessage, Reading};
use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// The format of the sealed JSON; counts up when it changes.
const FORMAT: u32 = 1;

/// Everything held about one testimony. `L` is what the review logs; the store only keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct Dossier<L> {
    /// What the mail says.
    pub reading: Reading,
    /// What was decided, oldest first.
    pub log: Vec<L>,
    /// Which save this was made from; 0 before the first. See [`Collection::save`].
    version: u32,
}

impl<L> Dossier<L> {
    /// The dossier of a mail that has just been read, for its first save.
    pub const fn new(reading: Reading) -> Self {
        Self { reading, log: Vec::new(), version: 0 }
    }

    /// Counts the saves.
    pub const fn version(&self) -> u32 {
        self.version
    }
}

impl<L> fmt::Debug for Dossier<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Dossier(version {}, {} decisions)", self.version, self.log.len())
    }
}

/// What is sealed. The number is in it, so that two blobs cannot change places unseen.
#[derive(Serialize)]
struct Written<'a, L> {
    format: u32,
    number: Number,
    reading: &'a Reading,
    log: &'a [L],
}

#[derive(Deserialize)]
struct Head {
    format: u32,
    number: Number,
}

#[derive(Deserialize)]
struct Read<L> {
    reading: Reading,
    log: Vec<L>,
}

impl Collection {
    /// Seals and saves a dossier with its plain columns. The dossier counts one version up.
    ///
    /// Needs no identity: the machine that polls saves what it has just read.
    ///
    /// # Errors
    /// [`StoreError::ChangedMeanwhile`] when somebody has saved the same testimony since this dossier was opened: nothing is
    /// written then, open it again. [`StoreError::Gone`] after a withdrawal, also for a [`Summary::state`] of
    /// [`State::Withdrawn`], which only [`Collection::remove`] brings about; [`StoreError::Unknown`]; or what the disk says.
    pub fn save<L: Serialize>(
        &self,
        number: Number,
        dossier: &mut Dossier<L>,
        summary: &Summary,
    ) -> Result<(), StoreError> {
        if summary.state == State::Withdrawn {
            return Err(StoreError::Gone(number));
        }
        let part = Part::Dossier(number);
        let written = Written { format: FORMAT, number, reading: &dossier.reading, log: &dossier.log };
        let plain = Zeroizing::new(serde_json::to_vec(&written).map_err(|_| StoreError::Damaged(part))?);
        let sealed = self.recipients()?.seal(&plain)?;
        drop(plain);
        let class = code_of(&summary.class)?;
        let problems = summary.problems.iter().map(code_of).collect::<Result<Vec<_>, _>>()?.join(" ");

        let transaction = self.transaction()?;
        let found: Option<(State, u32)> = transaction
            .query_row("SELECT state, version FROM testimony WHERE number = ?1", [number], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let (before, version) = found.ok_or(StoreError::Unknown(number))?;
        if before == State::Withdrawn {
            return Err(StoreError::Gone(number));
        }
        if version != dossier.version {
            return Err(StoreError::ChangedMeanwhile(number));
        }
        transaction.execute(
            "INSERT INTO dossier (number, sealed) VALUES (?1, ?2)
             ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed",
            (number, &sealed),
        )?;
        transaction.execute(
            "UPDATE testimony SET state = ?2, reason = ?3, class = ?4, words = ?5, persons = ?6, waiting = ?7,
                                  problems = ?8, risk = ?9, version = version + 1
             WHERE number = ?1",
            params![
                number,
                summary.state,
                summary.reason,
                class,
                counted(summary.words),
                counted(summary.persons),
                counted(summary.waiting),
                problems,
                summary.risk
            ],
        )?;
        self.note_searched(&transaction, number)?;
        if before != summary.state {
            let event = event_of(summary.state);
            Self::write_log(&transaction, Timestamp::now(), self.coordinator(), event, Some(number.0))?;
        }
        transaction.commit()?;
        dossier.version += 1;
        Ok(())
    }

    /// Opens a dossier.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], [`StoreError::Gone`], [`StoreError::NotRead`], [`StoreError::WrongIdentity`],
    /// [`StoreError::Damaged`], [`StoreError::NewerVersion`].
    pub fn dossier<L: DeserializeOwned>(&self, number: Number, identity: &Identity) -> Result<Dossier<L>, StoreError> {
        let part = Part::Dossier(number);
        let found: Option<(u32, Option<Sealed>)> = self
            .connection()
            .query_row(
                "SELECT version, sealed FROM testimony LEFT JOIN dossier USING (number)
                 WHERE number = ?1 AND state <> 'withdrawn'",
                [number],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((version, sealed)) = found else { return Err(self.unknown_or_gone(number)) };
        let plain = identity.open(&sealed.ok_or(StoreError::NotRead(number))?, part)?;
        // What serde says about bad JSON may quote it, so it is dropped.
        let head: Head = serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged(part))?;
        if head.format > FORMAT {
            return Err(StoreError::NewerVersion { part, found: head.format, known: FORMAT });
        }
        if head.number != number {
            return Err(StoreError::Damaged(part));
        }
        let Read { reading, log } = serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged(part))?;
        Ok(Dossier { reading, log, version })
    }

    /// Opens the bytes as they were received.
    ///
    /// # Errors
    /// As for [`Collection::dossier`]; also [`StoreError::Damaged`] when they are not the bytes that were taken in under this
    /// number.
    pub fn raw(&self, number: Number, identity: &Identity) -> Result<RawMessage, StoreError> {
        let part = Part::Raw(number);
        let found = self
            .connection()
            .query_row(
                "SELECT sealed, content_hash FROM testimony JOIN raw USING (number) WHERE number = ?1",
                [number],
                |row| Ok((row.get::<_, Sealed>(0)?, row.get(1)?)),
            )
            .optional()?;
        let Some((sealed, hash)) = found else { return Err(self.unknown_or_gone(number)) };
        let mut plain = identity.open(&sealed, part)?;
        if self.hash_key().content(&plain) != hash {
            return Err(StoreError::Damaged(part));
        }
        Ok(RawMessage::new(std::mem::take(&mut *plain)))
    }

    /// Moves a testimony to another state without touching its dossier: into quarantine, or back from it.
    /// [`State::Withdrawn`] deletes, as [`Collection::remove`] does.
    ///
    /// # Errors
    /// [`StoreError::Unknown`], [`StoreError::Gone`], or what the disk says.
    pub fn set_state(&self, number: Number, state: State) -> Result<(), StoreError> {
        match state {
            State::Withdrawn => self.remove(number),
            _ => self.change_state(number, state, None),
        }
    }

    /// Puts a testimony into quarantine: the original is kept sealed, and a code says why.
    ///
    /// # Errors
    /// As for [`Collection::set_state`].
    pub fn quarantine(&self, number: Number, reason: super::Reason) -> Result<(), StoreError> {
        self.change_state(number, State::Quarantined, Some(reason))
    }

    fn change_state(&self, number: Number, state: State, reason: Option<super::Reason>) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        // The version counts up so that a dossier which is open elsewhere cannot bring the old state back.
        let changed = transaction.execute(
            "UPDATE testimony SET state = ?2, reason = ?3, version = version + 1
             WHERE number = ?1 AND state <> 'withdrawn'",
            (number, state, reason),
        )?;
        if changed == 0 {
            drop(transaction);
            return Err(self.unknown_or_gone(number));
        }
        Self::write_log(&transaction, Timestamp::now(), self.coordinator(), event_of(state), Some(number.0))?;
        Ok(transaction.commit()?)
    }
}

/// How a change of state is logged.
const fn event_of(state: State) -> Event {
    match state {
        State::Unread => Event::Unread,
        State::Waiting => Event::Waiting,
        State::Approved => Event::Approved,
        State::Rejected => Event::Rejected,
        State::Withdrawn => Event::Withdrawn,
        State::Quarantined => Event::Quarantined,
    }
}
