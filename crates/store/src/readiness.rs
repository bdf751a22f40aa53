//! Whether the database can be written, found out by writing.

use crate::{DatabaseTx, StoreError};

const COUNT: &str = "SELECT probes FROM readiness WHERE id = 1";
const KEEP: &str = "INSERT INTO readiness (id, probes, padding) VALUES (1, $1, $2)
    ON CONFLICT (id) DO UPDATE SET probes = excluded.probes, padding = excluded.padding";

/// About what creating a user writes, with every index: a disk has room for a single page when that fails already.
const PADDING: usize = 64 * 1024;

/// Writes something that differs from what was there: SQLite writes no page whose bytes stay the same.
pub(crate) fn probe(tx: &mut DatabaseTx<'_>) -> Result<(), StoreError> {
    let probes = tx.one(COUNT, &[], |row| row.get::<i64>(0))?.unwrap_or(0) + 1;
    let padding = if probes % 2 == 0 { "0" } else { "1" }.repeat(PADDING);
    tx.execute(KEEP, &[probes.into(), padding.as_str().into()]).map(drop)
}
