use housekey_contract::UserId;
use housekey_contract::backend::users::UpdateUser;
use housekey_contract::object::User;
use housekey_domain::users::{self, UserChanges};

use crate::breached_passwords;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(cx: Cx, user_id: UserId, request: UpdateUser) -> Result<User> {
    let id = user_id.clone();
    let user = cx.read(move |tx| users::get(tx, &id)).await?;
    breached_passwords::check(&cx, request.password.as_deref(), request.skip_password_checks).await?;
    let hashes = request.password.is_some() || request.backup_codes.is_some();
    let check = move |cx: &Cx| UserChanges::check(request, &user, cx.seal(), cx.now(), &mut cx.rng());
    let changes = if hashes { cx.slow(check).await? } else { check(&cx)? };
    let user = cx.write(move |tx| users::update(tx, &user_id, &changes)).await?;
    Ok(cx.view().user(&user))
}
