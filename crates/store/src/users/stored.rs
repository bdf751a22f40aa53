use super::UserRecord;
use crate::{Result, Row, StoreError};

/// A user in a row, read in place: whoever has shown this version before need not parse it.
#[derive(Clone, Copy, Debug)]
pub struct StoredUser<'a> {
    /// The user's id.
    pub id: &'a str,
    /// How often the user has changed.
    pub version: i64,
    document: &'a str,
}

impl<'a> StoredUser<'a> {
    /// The user.
    pub fn read(&self) -> Result<UserRecord> {
        serde_json::from_str(self.document).map_err(|error| StoreError::Decode(error.to_string()))
    }

    /// Takes the columns `id, version, document`.
    pub(super) fn of(row: &'a Row<'_>) -> Result<Self> {
        Ok(Self { id: row.text(0)?, version: row.get(1)?, document: row.text(2)? })
    }
}

/// A user of a listing. With the version, an index holds all that it takes to find what was shown before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedUser<'a> {
    /// The user's id.
    pub id: &'a str,
    /// How often the user has changed.
    pub version: i64,
}

impl<'a> ListedUser<'a> {
    /// Takes the columns `id, version`.
    pub(super) fn of(row: &'a Row<'_>) -> Result<Self> {
        Ok(Self { id: row.text(0)?, version: row.get(1)? })
    }
}
