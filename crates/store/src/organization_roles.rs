//! Organization roles and permissions: one record for each instance.

use housekey_contract::{Millis, PermissionId, RoleId};
use serde::{Deserialize, Serialize};

use crate::tx::{document, to_document};
use crate::{Result, Tx};

/// All roles of an instance, and its custom permissions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationRolesRecord {
    /// The roles, oldest first.
    pub roles: Vec<RoleRecord>,
    /// The permissions, oldest first.
    pub permissions: Vec<PermissionRecord>,
}

/// A role as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoleRecord {
    /// The role's id.
    pub id: RoleId,
    /// Key used in requests and tokens.
    pub key: String,
    /// Display name.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// The permissions it grants.
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
    /// Key used in responses and tokens.
    pub key: String,
    /// Display name.
    pub name: String,
    /// Description.
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

/// The instance's roles; `None` if never customized.
pub fn find(tx: &mut Tx<'_>) -> Result<Option<OrganizationRolesRecord>> {
    tx.one(FIND, &[], document)
}

/// Saves the instance's roles.
pub fn save(tx: &mut Tx<'_>, roles: &OrganizationRolesRecord) -> Result<()> {
    let document = to_document(roles)?;
    tx.execute(SAVE, &[document.as_str().into()]).map(drop)
}

/// When the instance's default roles were created.
pub fn beginning(tx: &mut Tx<'_>) -> Result<Millis> {
    Ok(Millis(tx.one(INSTANCE_CREATED_AT, &[], |row| row.get(0))?.unwrap_or(0)))
}
