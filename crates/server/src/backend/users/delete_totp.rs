use housekey_contract::UserId;
use housekey_contract::object::UserReference;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn delete_totp(cx: Cx, user_id: UserId) -> Result<UserReference> {
    let user = cx.write(move |tx| users::delete_totp(tx, &user_id)).await?;
    Ok(UserReference { user_id: user.id })
}
