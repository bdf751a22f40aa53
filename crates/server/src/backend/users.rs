//! Operations on users.

mod linked;
mod mfa;
mod organizations;
mod shown;

use housekey_contract::backend::users as operations;
use housekey_contract::backend::users::{
    CountUsers, CreateUser, ListUsers, PasswordToVerify, UpdateUser, UpdateUserMetadata,
};
use housekey_contract::object::{DeletedObject, TotalCount, User, VerifiedPassword};
use housekey_contract::{ImageId, Upload, UserId};
use housekey_domain::notices::Notice;
use housekey_domain::users::{self, Listing, NewUser, UserChanges, filters, wrong_password};
use housekey_domain::{images, random};
use housekey_store::images::ImageRecord;
use housekey_store::users as user_rows;

use crate::cx::Cx;
use crate::endpoint::{Endpoints, Shown};
use crate::error::Result;
use crate::{breached_passwords, view};

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Count, _, _>(count);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::Ban, _, _>(ban);
    endpoints.on::<operations::Unban, _, _>(unban);
    endpoints.on::<operations::Lock, _, _>(lock);
    endpoints.on::<operations::Unlock, _, _>(unlock);
    endpoints.on_upload::<operations::SetProfileImage, _, _>(set_profile_image);
    endpoints.on::<operations::DeleteProfileImage, _, _>(delete_profile_image);
    endpoints.on::<operations::UpdateMetadata, _, _>(update_metadata);
    endpoints.on::<operations::ReplaceMetadata, _, _>(replace_metadata);
    endpoints.on::<operations::GetOauthAccessToken, _, _>(linked::get_oauth_access_token);
    endpoints.on::<operations::GetOrganizationMemberships, _, _>(organizations::get_organization_memberships);
    endpoints.on::<operations::GetOrganizationInvitations, _, _>(organizations::get_organization_invitations);
    endpoints.on::<operations::VerifyPassword, _, _>(verify_password);
    endpoints.on::<operations::VerifyTotp, _, _>(mfa::verify_totp);
    endpoints.on::<operations::DisableMfa, _, _>(mfa::disable_mfa);
    endpoints.on::<operations::DeleteBackupCodes, _, _>(mfa::delete_backup_codes);
    endpoints.on::<operations::DeletePasskey, _, _>(linked::delete_passkey);
    endpoints.on::<operations::DeleteWeb3Wallet, _, _>(linked::delete_web3_wallet);
    endpoints.on::<operations::DeleteTotp, _, _>(mfa::delete_totp);
    endpoints.on::<operations::DeleteExternalAccount, _, _>(linked::delete_external_account);
    endpoints.on::<operations::GetInstanceOrganizationMemberships, _, _>(
        organizations::get_instance_organization_memberships,
    );
}

async fn list(cx: Cx, request: ListUsers) -> Result<Shown<Vec<User>>> {
    shown::page(&cx, Listing::check(request)?).await
}

async fn create(cx: Cx, request: CreateUser) -> Result<User> {
    breached_passwords::check(&cx, request.password.as_deref(), request.skip_password_checks).await?;
    let hashes = request.password.is_some() || request.backup_codes.is_some();
    let check = |cx: &Cx| NewUser::check(request, cx.settings(), cx.seal(), cx.now(), &mut cx.rng());
    let new = if hashes { cx.slow(check).await? } else { check(&cx)? };
    let user = cx.write(move |tx| users::create(tx, &new)).await?;
    Ok(cx.view().user(&user))
}

async fn count(cx: Cx, request: CountUsers) -> Result<TotalCount> {
    let filters = filters(request)?;
    let total_count = cx.scan(move |tx| Ok(user_rows::count(tx, &filters)?)).await?;
    Ok(TotalCount { object: "total_count".into(), total_count })
}

async fn get(cx: Cx, user_id: UserId) -> Result<Shown<User>> {
    shown::one(&cx, user_id).await
}

async fn update(cx: Cx, user_id: UserId, request: UpdateUser) -> Result<User> {
    let id = user_id.clone();
    let user = cx.read(move |tx| users::get(tx, &id)).await?;
    breached_passwords::check(&cx, request.password.as_deref(), request.skip_password_checks).await?;
    let hashes = request.password.is_some() || request.backup_codes.is_some();
    let check = move |cx: &Cx| UserChanges::check(request, &user, cx.seal(), cx.now(), &mut cx.rng());
    let changes = if hashes { cx.slow(check).await? } else { check(&cx)? };
    let user = cx.write(move |tx| users::update(tx, &user_id, &changes)).await?;
    Ok(cx.view().user(&user))
}

async fn delete(cx: Cx, user_id: UserId) -> Result<DeletedObject> {
    let user = cx.write(move |tx| users::delete(tx, &user_id)).await?;
    Ok(DeletedObject { external_id: user.external_id, ..view::deleted("user", user.id.as_str()) })
}

async fn ban(cx: Cx, user_id: UserId) -> Result<User> {
    let user = cx.write(move |tx| users::ban(tx, &user_id)).await?;
    Ok(cx.view().user(&user))
}

async fn unban(cx: Cx, user_id: UserId) -> Result<User> {
    let user = cx.write(move |tx| users::unban(tx, &user_id)).await?;
    Ok(cx.view().user(&user))
}

async fn lock(cx: Cx, user_id: UserId) -> Result<User> {
    let settings = cx.settings().clone();
    let user = cx.write(move |tx| users::lock(tx, &settings, &user_id)).await?;
    Ok(cx.view().user(&user))
}

async fn unlock(cx: Cx, user_id: UserId) -> Result<User> {
    let user = cx.write(move |tx| users::unlock(tx, &user_id)).await?;
    Ok(cx.view().user(&user))
}

async fn set_profile_image(cx: Cx, user_id: UserId, upload: Upload) -> Result<User> {
    let (now, id) = (cx.now(), user_id.clone());
    cx.read(move |tx| users::get(tx, &id)).await?;
    let picture = cx.slow(move |_| images::process(&upload.file).map_err(Into::into)).await?;
    let image = ImageRecord {
        id: ImageId::from(random::token(&mut cx.rng(), ImageId::PREFIX)),
        owner: user_id.to_string(),
        media_type: picture.media_type.to_owned(),
        content: picture.bytes,
        created_at: now,
    };
    let user = cx.write(move |tx| users::set_profile_image(tx, &user_id, &image)).await?;
    Ok(cx.view().user(&user))
}

async fn delete_profile_image(cx: Cx, user_id: UserId) -> Result<User> {
    let user = cx.write(move |tx| users::delete_profile_image(tx, &user_id)).await?;
    Ok(cx.view().user(&user))
}

async fn update_metadata(cx: Cx, user_id: UserId, request: UpdateUserMetadata) -> Result<User> {
    let user = cx.write(move |tx| users::merge_metadata(tx, &user_id, request.clone())).await?;
    Ok(cx.view().user(&user))
}

async fn replace_metadata(cx: Cx, user_id: UserId, request: UpdateUserMetadata) -> Result<User> {
    let user = cx.write(move |tx| users::replace_metadata(tx, &user_id, request.clone())).await?;
    Ok(cx.view().user(&user))
}

async fn verify_password(cx: Cx, user_id: UserId, request: PasswordToVerify) -> Result<VerifiedPassword> {
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
