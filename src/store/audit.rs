//! The log of the collection: who did what and when. No content.

use super::collection::Collection;
use super::error::StoreError;
use super::row::{coded, seconds};
use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A coordinator's initials: one to eight letters or digits, so that no full name gets into the log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Initials(String);

impl Initials {
    /// Takes initials, or `None` when it is anything else.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = (1..=8).contains(&text.chars().count()) && text.chars().all(char::is_alphanumeric);
        fits.then(|| Self(text.to_owned()))
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Initials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

coded! {
    /// What happened.
    Event {
        /// The collection was made.
        Created = "created", "samlingen blev oprettet";
        /// A mail or file was stored.
        TakenIn = "taken_in", "modtaget";
        /// It was read and waits for the coordinator.
        Waiting = "waiting", "klar til gennemsyn";
        /// It was sent back to be read again.
        Unread = "unread", "skal læses igen";
        /// It was approved.
        Approved = "approved", "godkendt";
        /// It was rejected.
        Rejected = "rejected", "afvist";
        /// It was put in quarantine.
        Quarantined = "quarantined", "sat i karantæne";
        /// It was taken back and deleted.
        Withdrawn = "withdrawn", "trukket tilbage og slettet";
        /// An edition was published; the number is the edition's.
        Published = "published", "udgave udgivet";
        /// A list of names was added; the number is the list's.
        NamesAdded = "names_added", "navne tilføjet";
        /// A list of names was changed; the number is the list's.
        NamesChanged = "names_changed", "navne ændret";
        /// A list of names was removed; the number is the list's.
        NamesRemoved = "names_removed", "navne fjernet";
    }
}

/// What the number of a log line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A testimony.
    Testimony,
    /// An edition.
    Edition,
    /// A list of names.
    Names,
}

impl Event {
    /// What the number beside it means.
    pub const fn about(self) -> About {
        match self {
            Self::Published => About::Edition,
            Self::NamesAdded | Self::NamesChanged | Self::NamesRemoved => About::Names,
            _ => About::Testimony,
        }
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who; `None` is the program itself.
    pub who: Option<String>,
    /// What.
    pub what: Event,
    /// Which testimony; see [`Event::about`].
    pub number: Option<u32>,
}

impl Collection {
    /// Adds a line within the caller's transaction, so that what is done and what is logged stand or fall together.
    pub(super) fn write_log(
        connection: &Connection,
        at: Timestamp,
        who: Option<&Initials>,
        what: Event,
        number: Option<u32>,
    ) -> Result<(), StoreError> {
        connection.execute(
            "INSERT INTO log (at, who, what, number) VALUES (?1, ?2, ?3, ?4)",
            (at.as_second(), who.map(Initials::as_str), what, number),
        )?;
        Ok(())
    }

    /// The whole log, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub fn log(&self) -> Result<Vec<Entry>, StoreError> {
        let mut statement = self.connection().prepare("SELECT at, who, what, number FROM log ORDER BY id")?;
        let entries = statement.query_map([], |row| {
            Ok(Entry { at: seconds(row, 0)?, who: row.get(1)?, what: row.get(2)?, number: row.get(3)? })
        })?;
        Ok(entries.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_short_and_a_full_name_is_not() {
        assert_eq!(Initials::new(" ÅB ").unwrap().as_str(), "ÅB");
        for refused in ["", "  ", "Kanarie Fugl", "Kanariefugl", "a@b.dk"] {
            assert!(Initials::new(refused).is_none());
        }
    }
}
