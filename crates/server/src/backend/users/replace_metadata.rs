use housekey_contract::UserId;
use housekey_contract::backend::users::UpdateUserMetadata;
use housekey_contract::object::User;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn replace_metadata(cx: Cx, user_id: UserId, request: UpdateUserMetadata) -> Result<User> {
    let user = cx.write(move |tx| users::replace_metadata(tx, &user_id, request.clone())).await?;
    Ok(cx.view().user(&user))
}
