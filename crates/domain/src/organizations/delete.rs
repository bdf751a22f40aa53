use housekey_contract::OrganizationId;
use housekey_contract::object::DeletedObject;
use housekey_store::organizations::{self, OrganizationRecord};
use housekey_store::{
    Tx, images, organization_domains, organization_invitations, organization_memberships, sessions,
};

use super::get;
use crate::error::Result;
use crate::events::{Happened, deleted, emit};
use crate::saml_connections;

/// Deletes an organization along with its memberships, invitations and domains, and deactivates it in all sessions.
pub fn delete(tx: &mut Tx<'_>, id: &OrganizationId) -> Result<OrganizationRecord> {
    let organization = get(tx, id)?;
    let id = &organization.id;
    for mut session in sessions::active_of_members(tx, id)? {
        if session.last_active_organization_id.as_ref() == Some(id) {
            session.last_active_organization_id = None;
            session.updated_at = tx.now();
            sessions::update(tx, &session)?;
        }
    }
    organization_memberships::delete_of_organization(tx, id)?;
    organization_invitations::delete_of_organization(tx, id)?;
    organization_domains::delete_of_organization(tx, id)?;
    saml_connections::forget_organization(tx, id)?;
    images::delete_of_owner(tx, id.as_str())?;
    organizations::delete(tx, id)?;
    emit(tx, || {
        let slug = Some(organization.slug.clone());
        Happened::OrganizationDeleted(DeletedObject { slug, ..deleted("organization", id.as_str()) })
    })?;
    Ok(organization)
}
