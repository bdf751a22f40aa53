use housekey_contract::object::DeletedObject;
use housekey_contract::{ExternalAccountId, UserId};
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete_external_account(
    cx: Cx,
    user_id: UserId,
    id: ExternalAccountId,
) -> Result<DeletedObject> {
    let deleted = view::deleted("external_account", id.as_str());
    cx.write(move |tx| users::delete_external_account(tx, &user_id, &id)).await?;
    Ok(deleted)
}
