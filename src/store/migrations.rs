//! Bringing an older database up to date, and refusing a newer one.

use super::error::{Part, StoreError};
use super::schema;
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

/// In order; only ever added to at the end.
const STEPS: &[M<'_>] = &[M::up(schema::V1), M::up(schema::V2), M::up(schema::V3)];

/// The version of the schema, as it stands in `PRAGMA user_version`.
pub(super) fn version(connection: &Connection) -> Result<u32, StoreError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    u32::try_from(version).map_err(|_| StoreError::Damaged(Part::Database))
}

/// The newest version that this program knows.
pub(super) fn known() -> u32 {
    u32::try_from(STEPS.len()).unwrap_or(u32::MAX)
}

/// Brings the schema up to date.
///
/// # Errors
/// [`StoreError::NewerVersion`] when the database is from a newer program; nothing is changed then.
pub(super) fn apply(connection: &mut Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    if found > known() {
        return Err(StoreError::NewerVersion { part: Part::Database, found, known: known() });
    }
    if found < known() {
        Migrations::from_slice(STEPS).to_latest(connection)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_run_on_an_empty_database_and_only_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection).unwrap();
        assert_eq!(version(&connection), Ok(known()));
        apply(&mut connection).unwrap();
        assert_eq!(Migrations::from_slice(STEPS).validate(), Ok(()));
    }

    #[test]
    fn every_table_is_strict_and_says_what_it_holds() {
        let mut connection = Connection::open_in_memory().unwrap();
        apply(&mut connection).unwrap();
        let mut statement = connection
            .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            .unwrap();
        let tables: Vec<(String, String)> =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
        assert!(tables.len() >= 7);
        for (name, sql) in tables {
            assert!(sql.contains("STRICT") && sql.contains("-- "), "{name}");
        }
    }
}
