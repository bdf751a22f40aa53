//! Roles and permissions of organizations: one record for all of an instance.

use housekey_contract::{Millis, PermissionId, RoleId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{StoreError, Tx};

/// All roles of an instance, and the permissions that it has made itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationRolesRecord {
    /// The roles, eldest first.
    pub roles: Vec<RoleRecord>,
    /// The permissions, eldest first.
    pub permissions: Vec<PermissionRecord>,
}

/// A role as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleRecord {
    /// The role's id.
    pub id: RoleId,
    /// Its name in requests and tokens.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What it allows.
    pub permissions: Vec<PermissionId>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A permission as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PermissionRecord {
    /// The permission's id.
    pub id: PermissionId,
    /// Its name in answers and tokens.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const FIND: &str = "SELECT document FROM organization_roles WHERE instance_id = $1";
const SAVE: &str = "INSERT INTO organization_roles (instance_id, document) VALUES ($1, $2) \
                    ON CONFLICT (instance_id) DO UPDATE SET document = EXCLUDED.document";
const INSTANCE_CREATED_AT: &str = "SELECT created_at FROM instances WHERE id = $1";

/// The instance's roles; none while they are as in the beginning.
pub fn find(tx: &mut Tx<'_>) -> Result<Option<OrganizationRolesRecord>, StoreError> {
    tx.one(FIND, &[], document)
}

/// Saves the instance's roles.
pub fn save(tx: &mut Tx<'_>, roles: &OrganizationRolesRecord) -> Result<(), StoreError> {
    let document = to_document(roles)?;
    tx.execute(SAVE, &[document.as_str().into()]).map(drop)
}

/// Since when the instance has the roles that are there from the beginning.
pub fn beginning(tx: &mut Tx<'_>) -> Result<Millis, StoreError> {
    Ok(Millis(tx.one(INSTANCE_CREATED_AT, &[], |row| row.get(0))?.unwrap_or(0)))
}
