//! The schema's history: numbered steps, each taken once and in a transaction of its own.

mod one_form;

use crate::{DatabaseTx, Result, StoreError};

/// A migration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    pub(crate) sql: Sql,
}

/// The SQL of a migration.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Sql {
    /// The same SQL for both engines.
    Shared(&'static str),
    /// A text for each, where they can't share one: full-text search.
    Twins { sqlite: &'static str, postgres: &'static str },
    /// A text for both engines, and then what SQL can't say.
    Then { sql: &'static str, rest: fn(&mut DatabaseTx<'_>) -> Result<()> },
}

impl Sql {
    fn of(self, tx: &DatabaseTx<'_>) -> &'static str {
        match self {
            Self::Shared(sql) | Self::Then { sql, .. } => sql,
            Self::Twins { sqlite, postgres } => {
                if tx.is_sqlite() {
                    sqlite
                } else {
                    postgres
                }
            }
        }
    }
}

/// All migrations, oldest first. Released migrations are never edited; changes are new migrations.
pub(crate) const MIGRATIONS: &[Migration] = &[
    shared(1, "initial", include_str!("../migrations/0001_initial.sql")),
    shared(2, "delivery", include_str!("../migrations/0002_delivery.sql")),
    Migration {
        version: 3,
        name: "user search",
        sql: Sql::Twins {
            sqlite: include_str!("../migrations/0003_user_search.sqlite.sql"),
            postgres: include_str!("../migrations/0003_user_search.postgres.sql"),
        },
    },
    shared(4, "domains", include_str!("../migrations/0004_domains.sql")),
    shared(5, "organizations", include_str!("../migrations/0005_organizations.sql")),
    shared(6, "oauth", include_str!("../migrations/0006_oauth.sql")),
    shared(7, "restrictions", include_str!("../migrations/0007_restrictions.sql")),
    shared(8, "templates", include_str!("../migrations/0008_templates.sql")),
    shared(9, "held events", include_str!("../migrations/0009_held_events.sql")),
    shared(10, "accountless applications", include_str!("../migrations/0010_accountless_applications.sql")),
    shared(11, "SAML connections", include_str!("../migrations/0011_saml_connections.sql")),
    Migration {
        version: 12,
        name: "publishable keys",
        sql: Sql::Twins {
            sqlite: include_str!("../migrations/0012_publishable_keys.sqlite.sql"),
            postgres: include_str!("../migrations/0012_publishable_keys.postgres.sql"),
        },
    },
    Migration {
        version: 13,
        name: "one form of addresses and searches",
        sql: Sql::Then { sql: include_str!("../migrations/0013_one_form.sql"), rest: one_form::migrate },
    },
    shared(14, "readiness", include_str!("../migrations/0014_readiness.sql")),
    shared(15, "accountless callers", include_str!("../migrations/0015_accountless_callers.sql")),
    shared(16, "sign-ins", include_str!("../migrations/0016_sign_ins.sql")),
    shared(17, "versions", include_str!("../migrations/0017_versions.sql")),
    Migration {
        version: 18,
        name: "user search insert",
        sql: Sql::Twins {
            sqlite: include_str!("../migrations/0018_user_search_insert.sqlite.sql"),
            postgres: include_str!("../migrations/0018_user_search_insert.postgres.sql"),
        },
    },
];

const fn shared(version: i64, name: &'static str, sql: &'static str) -> Migration {
    Migration { version, name, sql: Sql::Shared(sql) }
}

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)";
const NEWEST: &str = "SELECT MAX(version) FROM schema_migrations";
const RECORD: &str = "INSERT INTO schema_migrations (version, name) VALUES ($1, $2)";

/// Runs the next pending migration; returns whether there was one. The caller must prevent concurrent migrations.
pub(crate) fn step(tx: &mut DatabaseTx<'_>, migrations: &[Migration]) -> Result<bool> {
    tx.batch(TABLE)?;
    let found = tx.one(NEWEST, &[], |row| row.get::<Option<i64>>(0))?.flatten().unwrap_or(0);
    let known = migrations.last().map_or(0, |migration| migration.version);
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    let Some(next) = migrations.iter().find(|migration| migration.version > found) else { return Ok(false) };
    tx.batch(next.sql.of(tx))?;
    if let Sql::Then { rest, .. } = next.sql {
        rest(tx)?;
    }
    tx.execute(RECORD, &[next.version.into(), next.name.into()])?;
    tracing::info!(version = next.version, name = next.name, "migrated schema");
    Ok(true)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;
    use crate::database_tx::Access;

    const FIRST: Migration = shared(1, "first", "CREATE TABLE one (id BIGINT)");
    const BROKEN: Migration = shared(2, "broken", "CREATE TABLE two (id BIGINT); no such statement");
    const MENDED: Migration = shared(2, "mended", "CREATE TABLE two (id BIGINT)");

    fn step_in(connection: &Connection, migrations: &[Migration]) -> Result<bool> {
        let transaction = connection.unchecked_transaction().unwrap();
        let stepped = step(&mut DatabaseTx::sqlite(&transaction, Access::Write, &mut None), migrations)?;
        transaction.commit().unwrap();
        Ok(stepped)
    }

    #[test]
    fn versions_are_numbered_without_gaps() {
        for (migration, version) in MIGRATIONS.iter().zip(1..) {
            assert_eq!(migration.version, version, "{}", migration.name);
        }
    }

    #[test]
    fn a_broken_step_leaves_nothing_and_is_taken_once_mended() {
        let connection = Connection::open_in_memory().unwrap();
        assert_eq!(step_in(&connection, &[FIRST, BROKEN]), Ok(true));
        assert!(step_in(&connection, &[FIRST, BROKEN]).is_err());
        assert_eq!(step_in(&connection, &[FIRST, MENDED]), Ok(true));
        assert_eq!(step_in(&connection, &[FIRST, MENDED]), Ok(false));
    }
}
