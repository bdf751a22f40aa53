use housekey_contract::UserId;
use housekey_contract::object::User;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn unban(cx: Cx, user_id: UserId) -> Result<User> {
    let user = cx.write(move |tx| users::unban(tx, &user_id)).await?;
    Ok(cx.view().user(&user))
}
