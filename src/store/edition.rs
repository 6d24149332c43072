//! Editions: which testimonies were printed, and which text of each.

use super::audit::Event;
use super::collection::Collection;
use super::digest::{KeyedHash, Of};
use super::error::StoreError;
use super::row::{Number, State};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::OptionalExtension;
use std::collections::BTreeMap;
use std::fmt;

/// The number of an edition, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EditionNumber(pub u32);

impl fmt::Display for EditionNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A frozen booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its number.
    pub number: EditionNumber,
    /// The date on its cover.
    pub date: Date,
    /// Which testimonies, with the keyed hash of the released text of each.
    pub entries: BTreeMap<Number, KeyedHash>,
}

impl Collection {
    /// The keyed hash of a released text, for [`Collection::record_edition`].
    pub fn text_hash(&self, released: &str) -> KeyedHash {
        self.hash_key().hash(Of::Text, &[released.as_bytes()])
    }

    /// The number that the next edition will get. Publishing builds its files with it and then records it; when somebody else
    /// has published meanwhile, [`Collection::record_edition`] refuses.
    ///
    /// # Errors
    /// What the database says.
    pub fn next_edition(&self) -> Result<EditionNumber, StoreError> {
        let last: Option<u32> = self.connection().query_row("SELECT max(number) FROM edition", [], |row| row.get(0))?;
        Ok(EditionNumber(last.unwrap_or(0) + 1))
    }

    /// Records a published edition.
    ///
    /// # Errors
    /// [`StoreError::NotApproved`] or [`StoreError::Gone`] with the first testimony that has no place in it,
    /// [`StoreError::Unknown`]; [`StoreError::Locked`] when the number has been taken meanwhile; or what the disk says.
    pub fn record_edition(&self, edition: &Edition) -> Result<(), StoreError> {
        let now = Timestamp::now();
        let transaction = self.transaction()?;
        let last: Option<u32> = transaction.query_row("SELECT max(number) FROM edition", [], |row| row.get(0))?;
        if last.unwrap_or(0) + 1 != edition.number.0 {
            return Err(StoreError::Locked);
        }
        transaction.execute(
            "INSERT INTO edition (number, dated, published) VALUES (?1, ?2, ?3)",
            (edition.number.0, edition.date.to_string(), now.as_second()),
        )?;
        for (&number, hash) in &edition.entries {
            let state: Option<State> = transaction
                .query_row("SELECT state FROM testimony WHERE number = ?1", [number], |row| row.get(0))
                .optional()?;
            match state {
                None => return Err(StoreError::Unknown(number)),
                Some(State::Withdrawn) => return Err(StoreError::Gone(number)),
                Some(State::Approved) => {}
                Some(_) => return Err(StoreError::NotApproved(number)),
            }
            transaction.execute(
                "INSERT INTO edition_entry (edition, testimony, text_hash) VALUES (?1, ?2, ?3)",
                (edition.number.0, number, hash),
            )?;
        }
        let who = self.coordinator();
        Self::write_log(&transaction, now, who, Event::Published, Some(edition.number.0))?;
        Ok(transaction.commit()?)
    }

    /// Every edition, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn editions(&self) -> Result<Vec<Edition>, StoreError> {
        let mut statement = self.connection().prepare(
            "SELECT number, dated, testimony, text_hash FROM edition LEFT JOIN edition_entry ON edition = number
             ORDER BY number, testimony",
        )?;
        let mut rows = statement.query([])?;
        let mut editions: Vec<Edition> = Vec::new();
        while let Some(row) = rows.next()? {
            let number = EditionNumber(row.get(0)?);
            if editions.last().is_none_or(|edition| edition.number != number) {
                let dated: String = row.get(1)?;
                let date = dated.parse().map_err(|_| StoreError::Damaged(super::Part::Database))?;
                editions.push(Edition { number, date, entries: BTreeMap::new() });
            }
            if let (Some(edition), Some(testimony)) = (editions.last_mut(), row.get(2)?) {
                edition.entries.insert(testimony, row.get(3)?);
            }
        }
        Ok(editions)
    }
}
