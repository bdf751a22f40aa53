//! The second factors of a user.

use housekey_contract::UserId;
use housekey_contract::backend::users::CodeToVerify;
use housekey_contract::object::{UserReference, VerifiedTotp};
use housekey_domain::notices::Notice;
use housekey_domain::users::{self, wrong_code};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn verify_totp(cx: Cx, user_id: UserId, request: CodeToVerify) -> Result<VerifiedTotp> {
    let (now, settings, id) = (cx.now(), cx.settings().clone(), user_id.clone());
    let check = cx.read(move |tx| users::code_to_check(tx, &id)).await?;
    let notice = Notice::account_locked(check.user(), &settings, cx.seal(), now, &mut cx.rng());
    let checked = cx.slow(move |cx| check.run(&request.code, cx.seal(), now)).await?;
    let code_type =
        cx.write(move |tx| users::settle_code(tx, &settings, &user_id, &checked, notice.as_ref())).await?;
    let code_type = code_type.ok_or_else(wrong_code)?;
    Ok(VerifiedTotp { verified: true, code_type })
}

pub(super) async fn disable_mfa(cx: Cx, user_id: UserId) -> Result<UserReference> {
    let user = cx.write(move |tx| users::disable_mfa(tx, &user_id)).await?;
    Ok(UserReference { user_id: user.id })
}

pub(super) async fn delete_backup_codes(cx: Cx, user_id: UserId) -> Result<UserReference> {
    let user = cx.write(move |tx| users::delete_backup_codes(tx, &user_id)).await?;
    Ok(UserReference { user_id: user.id })
}

pub(super) async fn delete_totp(cx: Cx, user_id: UserId) -> Result<UserReference> {
    let user = cx.write(move |tx| users::delete_totp(tx, &user_id)).await?;
    Ok(UserReference { user_id: user.id })
}
