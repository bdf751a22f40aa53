use housekey_contract::OrganizationId;
use serde::de::DeserializeOwned;

use super::OrganizationMembershipRecord;
use crate::users::record::UserRecord;
use crate::{Result, Row, StoreError};

/// A membership and its user in a row, read in place: whoever has shown this version before need not parse them.
#[derive(Clone, Copy, Debug)]
pub struct StoredMembership<'a> {
    /// The membership's id.
    pub id: &'a str,
    /// How often the membership has changed, or what it shows of its user.
    pub version: i64,
    membership: &'a str,
    user: &'a str,
}

impl<'a> StoredMembership<'a> {
    /// The membership and its user.
    pub fn read(&self) -> Result<(OrganizationMembershipRecord, UserRecord)> {
        Ok((parse(self.membership)?, parse(self.user)?))
    }

    /// Takes the membership's columns `id, version, document`, and the user's document.
    pub(super) fn of(row: &'a Row<'_>) -> Result<Self> {
        Ok(Self { id: row.text(0)?, version: row.get(1)?, membership: row.text(2)?, user: row.text(3)? })
    }
}

fn parse<T: DeserializeOwned>(document: &str) -> Result<T> {
    serde_json::from_str(document).map_err(|error| StoreError::Decode(error.to_string()))
}

/// A membership of a listing. With the version, an index holds all that it takes to find what was shown before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMembership {
    /// The membership's id.
    pub id: String,
    /// The organization.
    pub organization_id: OrganizationId,
    /// How often the membership has changed, or what it shows of its user.
    pub version: i64,
}

impl ListedMembership {
    /// Takes the columns `id, organization_id, version`.
    pub(super) fn of(row: &Row<'_>) -> Result<Self> {
        Ok(Self { id: row.get(0)?, organization_id: row.get::<String>(1)?.into(), version: row.get(2)? })
    }
}
