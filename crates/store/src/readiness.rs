//! A readiness probe that writes to the database.

use crate::{DatabaseTx, Result};

const COUNT: &str = "SELECT probes FROM readiness WHERE id = 1";
const KEEP: &str = "INSERT INTO readiness (id, probes, padding) VALUES (1, $1, $2)
    ON CONFLICT (id) DO UPDATE SET probes = excluded.probes, padding = excluded.padding";

/// About as much as creating a user writes, including indexes: a disk that is full for that may still have space for a
/// single page.
const PADDING: usize = 64 * 1024;

/// Writes data that differs from the previous probe, because SQLite doesn't write unchanged pages.
pub(crate) fn probe(tx: &mut DatabaseTx<'_>) -> Result<()> {
    let probes = tx.one(COUNT, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1;
    let padding = if probes % 2 == 0 { "0" } else { "1" }.repeat(PADDING);
    tx.execute(KEEP, &[probes.into(), padding.as_str().into()]).map(drop)
}
