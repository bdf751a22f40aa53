use housekey_contract::object::DeletedObject;
use housekey_contract::{PasskeyId, UserId};
use housekey_domain::notices::Notice;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete_passkey(cx: Cx, user_id: UserId, id: PasskeyId) -> Result<DeletedObject> {
    let (now, deleted) = (cx.now(), view::deleted("passkey", id.as_str()));
    let id_of_user = user_id.clone();
    let user = cx.read(move |tx| users::get(tx, &id_of_user)).await?;
    let notice = Notice::passkey_removed(&user, &id, cx.seal(), now, &mut cx.rng());
    cx.write(move |tx| users::delete_passkey(tx, &user_id, &id, notice.as_ref())).await?;
    Ok(deleted)
}
