use housekey_contract::UserId;
use housekey_contract::backend::users::PasswordToVerify;
use housekey_contract::object::VerifiedPassword;
use housekey_domain::notices::Notice;
use housekey_domain::users::{self, wrong_password};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn verify_password(
    cx: Cx,
    user_id: UserId,
    request: PasswordToVerify,
) -> Result<VerifiedPassword> {
    let (now, settings, id) = (cx.now(), cx.settings().clone(), user_id.clone());
    let check = cx.read(move |tx| users::password_to_check(tx, &id)).await?;
    let lock = |user| Notice::account_locked(user, cx.settings(), cx.seal(), now, &mut cx.rng());
    let notice = check.user().and_then(lock);
    let checked = cx.slow(move |cx| Ok(check.run(&request.password, &mut cx.rng()))).await?;
    let right = cx
        .write(move |tx| users::settle_password(tx, &settings, &user_id, &checked, notice.as_ref()))
        .await?;
    if right { Ok(VerifiedPassword { verified: true }) } else { Err(wrong_password()) }
}
