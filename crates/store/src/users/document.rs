use super::UserRecord;
use crate::{Result, Row, StoreError};

/// A stored user, not parsed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserDocument(Box<str>);

impl UserDocument {
    /// The user.
    pub fn read(&self) -> Result<UserRecord> {
        serde_json::from_str(&self.0).map_err(|error| StoreError::Decode(error.to_string()))
    }

    /// The document's bytes, which start with the user's id.
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Reads the document in column 0.
    pub(super) fn of(row: &Row<'_>) -> Result<Self> {
        Ok(Self(row.text(0)?.into()))
    }
}
