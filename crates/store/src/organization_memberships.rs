//! Organization memberships.

mod listing;
mod stored;

use housekey_contract::{Metadata, Millis, OrganizationId, OrganizationMembershipId, RoleId, UserId};
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::tx::{document, to_document};
use crate::users::record::UserRecord;
use crate::{Param, Result, Tx};

pub use listing::{Filters, Order, OrderBy, count, list};
pub use stored::{ListedMembership, StoredMembership};

/// A membership as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationMembershipRecord {
    /// The membership's id.
    pub id: OrganizationMembershipId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The member.
    pub user_id: UserId,
    /// The member's role.
    pub role_id: RoleId,
    /// Data writable by the backend and readable by the frontend.
    pub public_metadata: Metadata,
    /// Data visible to the backend only.
    pub private_metadata: Metadata,
    /// When the user joined.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

const INSERT: &str = "INSERT INTO organization_memberships (instance_id, organization_id, user_id, id, role_id, \
                      username, first_name, last_name, email_address, phone_number, profile, created_at, document) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
                      ON CONFLICT (instance_id, organization_id, user_id) DO NOTHING";
const UPDATE: &str = "UPDATE organization_memberships SET role_id = $4, document = $5, version = version + 1 \
                      WHERE instance_id = $1 AND organization_id = $2 AND user_id = $3";
const COPY: &str = "UPDATE organization_memberships SET username = $3, first_name = $4, last_name = $5, \
                    email_address = $6, phone_number = $7, profile = $8, version = version + 1 \
                    WHERE instance_id = $1 AND user_id = $2 AND profile <> $8";
const FIND: &str = "SELECT document FROM organization_memberships \
                    WHERE instance_id = $1 AND organization_id = $2 AND user_id = $3";
const NEWEST_OF_USER: &str = "SELECT document FROM organization_memberships WHERE instance_id = $1 AND user_id = $2 \
                              ORDER BY created_at DESC, id DESC LIMIT 1";
const OF_USER: &str = "SELECT document FROM organization_memberships WHERE instance_id = $1 AND user_id = $2 \
                       ORDER BY created_at, id LIMIT 500";
const DELETE: &str = "DELETE FROM organization_memberships \
                      WHERE instance_id = $1 AND organization_id = $2 AND user_id = $3";
const DELETE_BY_ORGANIZATION: &str =
    "DELETE FROM organization_memberships WHERE instance_id = $1 AND organization_id = $2";
const WITH_ROLE: &str =
    "SELECT 1 FROM organization_memberships WHERE instance_id = $1 AND role_id = $2 LIMIT 1";

/// A user's membership in an organization.
pub fn find(
    tx: &mut Tx<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<Option<OrganizationMembershipRecord>> {
    tx.one(FIND, &[organization.as_str().into(), user.as_str().into()], document)
}

/// A user's newest membership.
pub fn newest_of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<Option<OrganizationMembershipRecord>> {
    tx.one(NEWEST_OF_USER, &[user.as_str().into()], document)
}

/// A user's memberships, oldest first; at most 500.
pub fn of_user(tx: &mut Tx<'_>, user: &UserId) -> Result<Vec<OrganizationMembershipRecord>> {
    tx.all(OF_USER, &[user.as_str().into()], document)
}

/// Shows the memberships with these ids, in no order.
pub fn show_all<T>(
    tx: &mut Tx<'_>,
    ids: &[String],
    mut show: impl FnMut(&StoredMembership<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = "SELECT members.id, members.version, members.document, users.document \
                  FROM organization_memberships AS members \
                  JOIN users ON users.instance_id = members.instance_id AND users.id = members.user_id";
    let mut query = Query::joined(select, "members");
    query.among("members.id IN", ids);
    tx.all(&query.sql, &query.params, |row| show(&StoredMembership::of(row)?))
}

/// Whether any member has this role.
pub fn any_with_role(tx: &mut Tx<'_>, role: &RoleId) -> Result<bool> {
    Ok(tx.one(WITH_ROLE, &[role.as_str().into()], |_| Ok(()))?.is_some())
}

/// Which of these organizations have a member with one of these roles, not counting one excluded user.
pub fn organizations_with_roles(
    tx: &mut Tx<'_>,
    organizations: &[String],
    roles: &[String],
    except: Option<&UserId>,
) -> Result<Vec<OrganizationId>> {
    if organizations.is_empty() || roles.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new("SELECT id FROM organizations");
    query.among("id IN", organizations);
    let roles = query.values(roles);
    let except = query.bind(except.map_or("", UserId::as_str).into());
    query.and(&format!(
        "EXISTS (SELECT 1 FROM organization_memberships AS members WHERE members.instance_id = $1 \
         AND members.organization_id = organizations.id AND members.role_id IN ({roles}) \
         AND members.user_id <> {except})"
    ));
    tx.all(&query.sql, &query.params, |row| Ok(row.get::<String>(0)?.into()))
}

/// Adds a member; false if the user already is one.
pub fn insert(tx: &mut Tx<'_>, membership: &OrganizationMembershipRecord, user: &UserRecord) -> Result<bool> {
    let (document, profile) = (to_document(membership)?, profile(user)?);
    let mut params: Vec<Param<'_>> = vec![
        membership.organization_id.as_str().into(),
        membership.user_id.as_str().into(),
        membership.id.as_str().into(),
        membership.role_id.as_str().into(),
    ];
    params.extend(copied(user));
    params.extend([Param::Text(&profile), Param::Integer(membership.created_at.0), Param::Text(&document)]);
    Ok(tx.execute(INSERT, &params)? > 0)
}

/// Saves a membership that is there already.
pub fn update(tx: &mut Tx<'_>, membership: &OrganizationMembershipRecord) -> Result<()> {
    let document = to_document(membership)?;
    let params = [
        membership.organization_id.as_str().into(),
        membership.user_id.as_str().into(),
        membership.role_id.as_str().into(),
        document.as_str().into(),
    ];
    tx.execute(UPDATE, &params).map(drop)
}

/// Copies what members are sorted by from the user, where anything has changed that memberships show of them.
pub(crate) fn copy_user(tx: &mut Tx<'_>, user: &UserRecord) -> Result<()> {
    let profile = profile(user)?;
    let mut params: Vec<Param<'_>> = vec![user.id.as_str().into()];
    params.extend(copied(user));
    params.push(Param::Text(&profile));
    tx.execute(COPY, &params).map(drop)
}

/// All that memberships show of a user: where this differs, they are of another version.
fn profile(user: &UserRecord) -> Result<String> {
    to_document(&(
        (&user.username, &user.first_name, &user.last_name),
        (user.primary_email_address(), user.primary_phone_number(), user.primary_web3_wallet()),
        (&user.image_id, user.banned),
    ))
}

fn copied(user: &UserRecord) -> [Param<'_>; 5] {
    [
        user.username.as_deref(),
        user.first_name.as_deref(),
        user.last_name.as_deref(),
        user.primary_email_address(),
        user.primary_phone_number(),
    ]
    .map(|value| value.unwrap_or_default().into())
}

/// Deletes a membership.
pub fn delete(tx: &mut Tx<'_>, organization: &OrganizationId, user: &UserId) -> Result<()> {
    tx.execute(DELETE, &[organization.as_str().into(), user.as_str().into()]).map(drop)
}

/// Deletes all memberships of an organization.
pub fn delete_of_organization(tx: &mut Tx<'_>, organization: &OrganizationId) -> Result<()> {
    tx.execute(DELETE_BY_ORGANIZATION, &[organization.as_str().into()]).map(drop)
}
