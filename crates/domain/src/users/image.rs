use housekey_contract::{ImageId, UserId};
use housekey_store::Tx;
use housekey_store::images::{self, ImageRecord};
use housekey_store::users::UserRecord;

use super::{get, save};
use crate::error::Result;

/// Sets a user's profile image, replacing the previous one.
pub fn set_profile_image(tx: &mut Tx<'_>, id: &UserId, image: &ImageRecord) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    images::insert(tx, image)?;
    replace(tx, &mut user, Some(image.id.clone()))?;
    save(tx, user)
}

/// Deletes a user's profile image. A generated avatar is shown instead.
pub fn delete_profile_image(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let mut user = get(tx, id)?;
    replace(tx, &mut user, None)?;
    save(tx, user)
}

pub(super) fn replace(tx: &mut Tx<'_>, user: &mut UserRecord, image: Option<ImageId>) -> Result<()> {
    if user.image_id == image {
        return Ok(());
    }
    if let Some(before) = std::mem::replace(&mut user.image_id, image) {
        images::delete(tx, &before)?;
    }
    Ok(())
}
