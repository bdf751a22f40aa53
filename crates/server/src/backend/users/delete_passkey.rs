use housekey_contract::object::DeletedObject;
use housekey_contract::{PasskeyId, UserId};
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete_passkey(cx: Cx, user_id: UserId, id: PasskeyId) -> Result<DeletedObject> {
    let (now, deleted) = (cx.now(), view::deleted("passkey", id.as_str()));
    cx.write(move |tx| users::delete_passkey(tx, now, &user_id, &id)).await?;
    Ok(deleted)
}
