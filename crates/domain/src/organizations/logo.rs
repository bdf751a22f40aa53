use housekey_contract::{ImageId, OrganizationId, UserId};
use housekey_store::Tx;
use housekey_store::images::{self, ImageRecord};
use housekey_store::organizations::OrganizationRecord;

use super::{get, save};
use crate::error::Result;
use crate::users;

/// Sets an organization's logo, replacing the previous one. The uploader, if given, must be a user.
pub fn upload_logo(
    tx: &mut Tx<'_>,
    id: &OrganizationId,
    uploader: Option<&UserId>,
    logo: &ImageRecord,
) -> Result<OrganizationRecord> {
    let organization = get(tx, id)?;
    if let Some(uploader) = uploader {
        users::get(tx, uploader)?;
    }
    images::insert(tx, &ImageRecord { owner: organization.id.to_string(), ..logo.clone() })?;
    replace(tx, organization, Some(logo.id.clone()))
}

/// Deletes an organization's logo. A generated one is shown instead.
pub fn delete_logo(tx: &mut Tx<'_>, id: &OrganizationId) -> Result<OrganizationRecord> {
    let organization = get(tx, id)?;
    replace(tx, organization, None)
}

fn replace(
    tx: &mut Tx<'_>,
    mut organization: OrganizationRecord,
    image: Option<ImageId>,
) -> Result<OrganizationRecord> {
    if let Some(before) = std::mem::replace(&mut organization.image_id, image) {
        images::delete(tx, &before)?;
    }
    save(tx, organization)
}
