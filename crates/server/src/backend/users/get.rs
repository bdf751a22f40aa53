use housekey_contract::UserId;
use housekey_contract::object::User;
use housekey_domain::users;

use crate::cx::Cx;
use crate::endpoint::Shown;
use crate::error::Result;

pub(super) async fn get(cx: Cx, user_id: UserId) -> Result<Shown<User>> {
    let user = cx.read(move |tx| users::get_document(tx, &user_id)).await?;
    cx.show_user(&user)
}
