//! Rules for organizations.

mod create;
mod delete;
mod listing;
mod logo;
mod metadata;
mod slug;
mod update;

use housekey_contract::OrganizationId;
use housekey_store::instances::OrganizationSettings;
use housekey_store::organizations::{self, OrganizationRecord};
use housekey_store::{Tx, organization_invitations};

use crate::error::{Code, Result, not_found, refused};
use crate::events::{self, Happened};

pub use create::{NewOrganization, create};
pub use delete::delete;
pub use listing::{Described, Including, Listing, describe, listing};
pub use logo::{delete_logo, upload_logo};
pub use metadata::{merge_metadata, replace_metadata};
pub use update::{OrganizationChanges, update};

/// The organization with this id or slug. Slugs can't look like ids, because they have no underscore.
pub fn get(tx: &mut Tx<'_>, id_or_slug: &OrganizationId) -> Result<OrganizationRecord> {
    let found = if id_or_slug.as_str().starts_with(OrganizationId::PREFIX) {
        organizations::find(tx, id_or_slug)?
    } else {
        organizations::find_by_slug(tx, id_or_slug.as_str())?
    };
    found.ok_or_else(|| not_found("organization", id_or_slug.as_str()))
}

/// Fails if organizations are disabled.
pub fn enabled(settings: &OrganizationSettings) -> Result<()> {
    if settings.enabled {
        return Ok(());
    }
    let long = "Organizations are disabled for this instance. Enable them in its organization settings.";
    Err(refused(Code::OrganizationNotEnabledInInstance, "access denied", long))
}

/// Saves a change that is visible to others.
fn save(tx: &mut Tx<'_>, mut organization: OrganizationRecord) -> Result<OrganizationRecord> {
    organization.updated_at = tx.now();
    organizations::update(tx, &organization)?;
    emit(tx, Happened::OrganizationUpdated, &organization)?;
    Ok(organization)
}

fn emit(
    tx: &mut Tx<'_>,
    happened: fn(OrganizationRecord) -> Happened,
    organization: &OrganizationRecord,
) -> Result<()> {
    events::emit(tx, || happened(organization.clone()))
}

/// Rejects members beyond the limit. Pending invitations count too.
pub(crate) fn has_room(tx: &mut Tx<'_>, organization: &OrganizationRecord, more: i64) -> Result<()> {
    let most = organization.max_allowed_memberships;
    if most == 0 {
        return Ok(());
    }
    let invited = organization_invitations::count_pending(tx, &organization.id)?;
    if organization.members_count + invited + more > most { Err(full(most)) } else { Ok(()) }
}

/// The organization has reached its member limit.
pub(crate) fn full(most: i64) -> crate::error::Error {
    let long = format!(
        "The organization has reached its limit of {most} members, including pending invitations. Increase max_allowed_memberships, or revoke invitations."
    );
    refused(Code::OrganizationMembershipQuotaExceeded, "organization membership quota exceeded", long)
}
