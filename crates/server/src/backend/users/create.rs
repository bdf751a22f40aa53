use housekey_contract::backend::users::CreateUser;
use housekey_contract::object::User;
use housekey_domain::users::{self, NewUser};

use crate::breached_passwords;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateUser) -> Result<User> {
    breached_passwords::check(&cx, request.password.as_deref(), request.skip_password_checks).await?;
    let hashes = request.password.is_some() || request.backup_codes.is_some();
    let check = |cx: &Cx| NewUser::check(request, cx.settings(), cx.seal(), cx.now(), &mut cx.rng());
    let new = if hashes { cx.slow(check).await? } else { check(&cx)? };
    let user = cx.write(move |tx| users::create(tx, &new)).await?;
    Ok(cx.view().user(&user))
}
