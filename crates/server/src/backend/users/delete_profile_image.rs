use housekey_contract::UserId;
use housekey_contract::object::User;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn delete_profile_image(cx: Cx, user_id: UserId) -> Result<User> {
    let user = cx.write(move |tx| users::delete_profile_image(tx, &user_id)).await?;
    Ok(cx.view().user(&user))
}
