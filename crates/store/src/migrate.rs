//! The schema's history: numbered steps, each taken once and in a transaction of its own.

use crate::{StoreError, Tx};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// Every step, oldest first. A step that was released is never edited; a change is a new step.
pub(crate) const MIGRATIONS: &[Migration] =
    &[Migration { version: 1, name: "initial", sql: include_str!("../migrations/0001_initial.sql") }];

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
const NEWEST: &str = "SELECT MAX(version) FROM schema_migrations";
const RECORD: &str = "INSERT INTO schema_migrations (version, name) VALUES ($1, $2)";

/// Takes the next step, if one is missing; says whether it took one. The caller keeps others from doing so meanwhile.
pub(crate) fn step(tx: &mut Tx<'_>, migrations: &[Migration]) -> Result<bool, StoreError> {
    tx.batch(TABLE)?;
    let found = tx.one(NEWEST, &[], |row| row.get::<Option<i64>>(0))?.flatten().unwrap_or(0);
    let known = migrations.last().map_or(0, |migration| migration.version);
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    let Some(next) = migrations.iter().find(|migration| migration.version > found) else { return Ok(false) };
    tx.batch(next.sql)?;
    tx.execute(RECORD, &[next.version.into(), next.name.into()])?;
    tracing::info!(version = next.version, name = next.name, "migrated the schema");
    Ok(true)
}
