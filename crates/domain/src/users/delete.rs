use housekey_contract::UserId;
use housekey_contract::object::DeletedObject;
use housekey_store::actor_tokens;
use housekey_store::users::{self, UserRecord};
use housekey_store::{
    Tx, credentials, identifications, images, oauth_consents, oauth_grants, sessions, sign_in_tokens,
};

use super::get;
use crate::error::Result;
use crate::events::{Happened, deleted, emit};
use crate::organization_memberships::leave_all;

/// Deletes a user and all their data.
pub fn delete(tx: &mut Tx<'_>, id: &UserId) -> Result<UserRecord> {
    let user = get(tx, id)?;
    oauth_grants::delete_of_user(tx, id)?;
    oauth_consents::delete_of_user(tx, id)?;
    sessions::delete_of_user(tx, id)?;
    sign_in_tokens::delete_of_user(tx, id)?;
    actor_tokens::delete_of_user(tx, id)?;
    identifications::release_all(tx, id)?;
    credentials::delete(tx, id)?;
    images::delete_of_owner(tx, id.as_str())?;
    leave_all(tx, &user)?;
    users::delete(tx, id)?;
    emit(tx, || {
        let external_id = user.external_id.clone();
        Happened::UserDeleted(DeletedObject { external_id, ..deleted("user", id.as_str()) })
    })?;
    Ok(user)
}
