//! What stands in the plain columns: number, state, counts. Nothing that says who.

use super::error::{Part, StoreError};
use crate::intake::{Class, Problem};
use jiff::Timestamp;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The number of a testimony in its collection: what the coordinator types (`vis 7`). Given once, never used again, not even
/// after a withdrawal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub u32);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Number {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl ToSql for Number {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for Number {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        u32::column_result(value).map(Self)
    }
}

/// Makes an enum that is stored as a stable code.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal, $danish:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$item_doc])* $item,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$item,)+];

            /// The stable code, as in the store and in JSON.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$item => $code,)+ }
            }

            /// The Danish words for tables and messages.
            pub const fn danish(self) -> &'static str {
                match self { $(Self::$item => $danish,)+ }
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.code().into())
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let code = value.as_str()?;
                Self::ALL.iter().copied().find(|item| item.code() == code).ok_or(FromSqlError::InvalidType)
            }
        }
    };
}
pub(super) use coded;

coded! {
    /// Where a testimony stands.
    State {
        /// The original is stored, nobody and nothing has read it yet.
        Unread = "unread", "ulæst";
        /// It waits for the coordinator.
        Waiting = "waiting", "venter";
        /// The coordinator has approved it for the booklet.
        Approved = "approved", "godkendt";
        /// The coordinator has decided that it is not to be printed.
        Rejected = "rejected", "afvist";
        /// The parent has taken it back; the text is gone.
        Withdrawn = "withdrawn", "trukket tilbage";
        /// It could not be handled; the original is kept.
        Quarantined = "quarantined", "i karantæne";
    }
}

coded! {
    /// Why a mail was put aside. Codes only, no content.
    Reason {
        /// The reading program failed or took too long.
        ReaderFailed = "reader_failed", "læseprogrammet gik i stå";
        /// The search for names failed, so nothing may be shown as anonymised.
        AnalysisFailed = "analysis_failed", "navnesøgningen gik i stå";
        /// There was nothing in it that could be read.
        Unreadable = "unreadable", "der var intet, som kunne læses";
        /// It is larger than the settings allow; it was not fetched and stays on the server.
        TooLarge = "too_large", "mailen er større end grænsen";
        /// The server could not deliver it after several tries; it stays on the server.
        ServerTrouble = "server_trouble", "serveren kunne ikke udlevere den";
    }
}

coded! {
    /// How much in a text points at the family: the word only, as whoever searched the text found it.
    Risk {
        /// Nothing that the program knows of.
        None = "none", "ingen set";
        /// What holds for many families.
        Low = "low", "lille";
        /// What says where to look, or fits only few.
        Raised = "raised", "mærkbar";
        /// Both.
        High = "high", "stor";
    }
}

/// What a dossier says about itself in plain columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Where it stands. [`State::Withdrawn`] is not for saving: see [`super::Collection::remove`].
    pub state: State,
    /// What the mail is.
    pub class: Class,
    /// Words of the testimony, folded stretches left out.
    pub words: usize,
    /// Persons found.
    pub persons: usize,
    /// Subjects that wait for a decision.
    pub waiting: usize,
    /// What went wrong while reading.
    pub problems: Vec<Problem>,
    /// Why it is in quarantine, when it is.
    pub reason: Option<Reason>,
    /// How much points at the family as the text stands now; `None` when nothing was analysed.
    pub risk: Option<Risk>,
}

/// One line of the overview; needs no identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the coordinator types.
    pub number: Number,
    /// Where it stands.
    pub state: State,
    /// When it was received.
    pub received: Timestamp,
    /// What the mail is; `None` while unread.
    pub class: Option<Class>,
    /// Words of the testimony.
    pub words: usize,
    /// Persons found.
    pub persons: usize,
    /// Subjects that wait for a decision.
    pub waiting: usize,
    /// What went wrong while reading.
    pub problems: Vec<Problem>,
    /// Why it is in quarantine, when it is.
    pub reason: Option<Reason>,
    /// How much points at the family; `None` when nothing was analysed, or not since the column is there.
    pub risk: Option<Risk>,
    /// How many times the dossier has been saved.
    pub version: u32,
}

/// The columns that [`Row::read`] reads, in its order.
pub(super) const COLUMNS: &str =
    "number, state, received, class, words, persons, waiting, problems, reason, version, risk";

impl Row {
    /// Reads a row of [`COLUMNS`].
    pub(super) fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let class: Option<String> = row.get(3)?;
        let problems: String = row.get(7)?;
        Ok(Self {
            number: row.get(0)?,
            state: row.get(1)?,
            received: seconds(row, 2)?,
            class: class.map(|code| from_code(&code, 3)).transpose()?,
            words: count(row, 4)?,
            persons: count(row, 5)?,
            waiting: count(row, 6)?,
            problems: problems.split_whitespace().map(|code| from_code(code, 7)).collect::<Result<_, _>>()?,
            reason: row.get(8)?,
            version: row.get(9)?,
            risk: row.get(10)?,
        })
    }
}

/// A column that counts. More than fits is damage: no testimony has four thousand million words.
fn count(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<usize> {
    let value: u32 = row.get(column)?;
    usize::try_from(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, value.into()))
}

/// A count for a column.
pub(super) fn counted(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A column of Unix seconds as a point in time.
pub(super) fn seconds(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let value: i64 = row.get(column)?;
    Timestamp::from_second(value).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, value))
}

/// The code that `serde` gives a unit variant, so that store and JSON use one word for one thing.
pub(super) fn code_of<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        _ => Err(StoreError::Damaged(Part::Database)),
    }
}

fn from_code<T: for<'de> Deserialize<'de>>(code: &str, column: usize) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(code.to_owned()))
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_as_what_it_stands_for() {
        for &state in State::ALL {
            assert_eq!(State::column_result(ValueRef::Text(state.code().as_bytes())), Ok(state));
        }
        assert!(State::column_result(ValueRef::Text(b"no such state")).is_err());
        for problem in [Problem::CharsetGuessed, Problem::ReaderFailed, Problem::ForeignLanguage] {
            assert_eq!(from_code::<Problem>(&code_of(&problem).unwrap(), 0).unwrap(), problem);
        }
        assert_eq!(code_of(&Class::NewsletterOrSpam).unwrap(), Class::NewsletterOrSpam.code());
    }

    #[test]
    fn a_number_is_what_one_types() {
        assert_eq!("7".parse(), Ok(Number(7)));
        assert!("-7".parse::<Number>().is_err() && "syv".parse::<Number>().is_err());
        assert_eq!(Number(7).to_string(), "7");
    }
}
