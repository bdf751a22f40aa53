use housekey_contract::UserId;
use housekey_contract::object::DeletedObject;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, user_id: UserId) -> Result<DeletedObject> {
    let user = cx.write(move |tx| users::delete(tx, &user_id)).await?;
    Ok(DeletedObject { external_id: user.external_id, ..view::deleted("user", user.id.as_str()) })
}
