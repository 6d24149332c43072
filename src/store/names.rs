//! Lists of names, sealed like everything else, and which testimonies have been searched for them.
//!
//! A list is one sealed blob; beside it stand its number, when and by whom it was made, and how many entries it has. Who is on it, with
//! which role and for which sender, only the identity shows. The store knows nothing of names: a list holds whatever is put into it.
//!
//! A *generation* counts up whenever a list is added, changed or removed. Beside each testimony stands the generation that its plain columns
//! were last worked out with; what lags behind is to be searched again. That is how a search which was broken off goes on where it stopped,
//! and how a mail that was read without the passphrase is searched when the passphrase is there.

use super::audit::{Event, Initials};
use super::collection::Collection;
use super::error::{Part, StoreError};
use super::row::{Number, counted, seconds};
use super::seal::{Identity, Sealed};
use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroizing;

/// The format of the sealed JSON; counts up when it changes.
const FORMAT: u32 = 1;

/// The number of a list: what the coordinator types (`navne fjern 3`). Given once, never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ListNumber(pub u32);

impl fmt::Display for ListNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ListNumber {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl ToSql for ListNumber {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for ListNumber {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        u32::column_result(value).map(Self)
    }
}

/// How many changes of the lists a searcher knows of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Generation(u32);

/// A list of names. `T` is what the layer above puts into it.
#[derive(Clone, PartialEq, Eq)]
pub struct NameList<T> {
    /// Its number.
    pub number: ListNumber,
    /// When it was made.
    pub added: Timestamp,
    /// By whom; `None` is the program itself.
    pub who: Option<String>,
    /// What is on it.
    pub contents: T,
    /// Which save this was read from; see [`Collection::change_names`].
    version: u32,
}

impl<T> fmt::Debug for NameList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NameList({}, version {})", self.number, self.version)
    }
}

/// What is sealed. The number is in it, so that two blobs cannot change places unseen.
#[derive(Serialize)]
struct Written<'a, T> {
    format: u32,
    list: ListNumber,
    contents: &'a T,
}

#[derive(Deserialize)]
struct Head {
    format: u32,
    list: ListNumber,
}

#[derive(Deserialize)]
struct Read<T> {
    contents: T,
}

impl Collection {
    /// Stores a new list of `entries` names. It is in force from the moment when this returns.
    ///
    /// With testimonies in `only_for` it holds for them alone, and goes when the last of them is withdrawn. Needs no identity.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] or [`StoreError::Gone`] for a testimony that is not there, or what the disk or the recipients say; nothing is
    /// stored then.
    pub fn add_names<T: Serialize>(
        &self,
        contents: &T,
        entries: usize,
        only_for: &[Number],
    ) -> Result<ListNumber, StoreError> {
        for &number in only_for {
            if self.row(number)?.state == super::State::Withdrawn {
                return Err(StoreError::Gone(number));
            }
        }
        let recipients = self.recipients()?;
        let (now, who) = (Timestamp::now(), self.coordinator());
        let transaction = self.transaction()?;
        // The number must be known before sealing, because it is sealed too.
        let last: Option<u32> = transaction
            .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'name_list'", [], |row| row.get(0))
            .optional()?;
        let number = ListNumber(last.unwrap_or(0).saturating_add(1));
        let sealed = recipients.seal(&plain(number, contents)?)?;
        transaction.execute(
            "INSERT INTO name_list (number, added, who, entries, bound, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (number, now.as_second(), who.map(Initials::as_str), counted(entries), !only_for.is_empty(), &sealed),
        )?;
        for testimony in only_for {
            transaction.execute(
                "INSERT OR IGNORE INTO name_list_for (list, testimony) VALUES (?1, ?2)",
                (number, testimony),
            )?;
        }
        next_generation(&transaction)?;
        Self::write_log(&transaction, now, who, Event::NamesAdded, Some(number.0))?;
        transaction.commit()?;
        Ok(number)
    }

    /// Seals a list anew with other contents of `entries` names, and wipes the old blob.
    ///
    /// # Errors
    /// [`StoreError::NamesChanged`] when somebody has changed or removed it since it was read; [`StoreError::NotWiped`] when the change is
    /// stored and the old blob could not be wiped from the journal yet; or what the disk or the recipients say.
    pub fn change_names<T: Serialize>(&self, list: &mut NameList<T>, entries: usize) -> Result<(), StoreError> {
        let sealed = self.recipients()?.seal(&plain(list.number, &list.contents)?)?;
        let transaction = self.transaction()?;
        let changed = transaction.execute(
            "UPDATE name_list SET sealed = ?3, entries = ?4, version = version + 1 WHERE number = ?1 AND version = ?2",
            (list.number, list.version, &sealed, counted(entries)),
        )?;
        if changed == 0 {
            return Err(StoreError::NamesChanged(list.number));
        }
        next_generation(&transaction)?;
        transaction.execute("UPDATE collection SET wipe_pending = 1", [])?;
        Self::write_log(&transaction, Timestamp::now(), self.coordinator(), Event::NamesChanged, Some(list.number.0))?;
        transaction.commit()?;
        list.version += 1;
        self.wipe()
    }

    /// Removes a list and wipes it from the journal. Needs no identity.
    ///
    /// # Errors
    /// [`StoreError::NamesChanged`] when there is no such list (any more); [`StoreError::NotWiped`] as for [`Collection::change_names`]; or
    /// what the disk says.
    pub fn remove_names(&self, number: ListNumber) -> Result<(), StoreError> {
        let transaction = self.transaction()?;
        transaction.execute("DELETE FROM name_list_for WHERE list = ?1", [number])?;
        if transaction.execute("DELETE FROM name_list WHERE number = ?1", [number])? == 0 {
            return Err(StoreError::NamesChanged(number));
        }
        next_generation(&transaction)?;
        transaction.execute("UPDATE collection SET wipe_pending = 1", [])?;
        Self::write_log(&transaction, Timestamp::now(), self.coordinator(), Event::NamesRemoved, Some(number.0))?;
        transaction.commit()?;
        self.wipe()
    }

    /// Whether there is any list. Needs no identity.
    ///
    /// # Errors
    /// What the database says.
    pub fn has_names(&self) -> Result<bool, StoreError> {
        Ok(self.connection().prepare("SELECT 1 FROM name_list")?.exists([])?)
    }

    /// Opens every list, in number order. From now on what this collection saves counts as searched for them, so whoever calls this analyses
    /// with them.
    ///
    /// # Errors
    /// [`StoreError::WrongIdentity`], [`StoreError::Damaged`], [`StoreError::NewerVersion`], or what the database says.
    pub fn names<T: DeserializeOwned>(&self, identity: &Identity) -> Result<Vec<NameList<T>>, StoreError> {
        // One look at both, so that no list is missed that the generation counts.
        let transaction = self.connection().unchecked_transaction()?;
        let generation = generation(&transaction)?;
        let mut statement =
            transaction.prepare("SELECT number, added, who, version, sealed FROM name_list ORDER BY number")?;
        let rows = statement.query_map([], |row| {
            Ok((row.get(0)?, seconds(row, 1)?, row.get(2)?, row.get(3)?, row.get::<_, Sealed>(4)?))
        })?;
        let mut lists = Vec::new();
        for row in rows {
            let (number, added, who, version, sealed) = row?;
            let contents = open(number, &sealed, identity)?;
            lists.push(NameList { number, added, who, contents, version });
        }
        self.know_names(generation);
        Ok(lists)
    }

    /// The testimonies whose state was worked out with other lists than those there are now. Needs no identity.
    ///
    /// # Errors
    /// What the database says.
    pub fn not_searched(&self) -> Result<Vec<Number>, StoreError> {
        let mut statement = self.connection().prepare(
            "SELECT number FROM testimony LEFT JOIN name_search ON testimony = number
             WHERE state IN ('waiting', 'approved', 'rejected')
               AND coalesce(name_search.generation, 0) < (SELECT generation FROM name_generation)
             ORDER BY number",
        )?;
        let numbers = statement.query_map([], |row| row.get(0))?;
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// Notes that a testimony reads the same with the lists that were last opened here.
    ///
    /// # Errors
    /// What the disk says.
    pub fn set_searched(&self, number: Number) -> Result<(), StoreError> {
        self.note_searched(self.connection(), number)
    }

    /// Writes down which lists a testimony was searched for by whoever is saving it: none, when none were opened.
    pub(super) fn note_searched(&self, connection: &Connection, number: Number) -> Result<(), StoreError> {
        connection.execute(
            "INSERT INTO name_search (testimony, generation) VALUES (?1, ?2)
             ON CONFLICT (testimony) DO UPDATE SET generation = excluded.generation",
            (number, self.known_names().0),
        )?;
        Ok(())
    }

    /// Takes away what was listed for a testimony that goes, and the lists that hold for nothing else.
    pub(super) fn forget_names_of(&self, transaction: &Connection, number: Number) -> Result<(), StoreError> {
        transaction.execute("DELETE FROM name_search WHERE testimony = ?1", [number])?;
        transaction.execute("DELETE FROM name_list_for WHERE testimony = ?1", [number])?;
        let mut statement = transaction.prepare(
            "DELETE FROM name_list WHERE bound = 1 AND number NOT IN (SELECT list FROM name_list_for) RETURNING number",
        )?;
        let gone: Vec<ListNumber> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        if !gone.is_empty() {
            next_generation(transaction)?;
        }
        for list in gone {
            Self::write_log(transaction, Timestamp::now(), self.coordinator(), Event::NamesRemoved, Some(list.0))?;
        }
        Ok(())
    }
}

fn plain<T: Serialize>(list: ListNumber, contents: &T) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let written = Written { format: FORMAT, list, contents };
    Ok(Zeroizing::new(serde_json::to_vec(&written).map_err(|_| StoreError::Damaged(Part::Names(list)))?))
}

fn open<T: DeserializeOwned>(number: ListNumber, sealed: &Sealed, identity: &Identity) -> Result<T, StoreError> {
    let part = Part::Names(number);
    let plain = identity.open(sealed, part)?;
    // What serde says about bad JSON may quote it, so it is dropped.
    let head: Head = serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged(part))?;
    if head.format > FORMAT {
        return Err(StoreError::NewerVersion { part, found: head.format, known: FORMAT });
    }
    if head.list != number {
        return Err(StoreError::Damaged(part));
    }
    let Read { contents } = serde_json::from_slice(&plain).map_err(|_| StoreError::Damaged(part))?;
    Ok(contents)
}

fn generation(connection: &Connection) -> Result<Generation, StoreError> {
    Ok(Generation(connection.query_row("SELECT generation FROM name_generation", [], |row| row.get(0))?))
}

fn next_generation(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("UPDATE name_generation SET generation = generation + 1", [])?;
    Ok(())
}
