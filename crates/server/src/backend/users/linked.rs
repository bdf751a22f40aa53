//! What is linked to a user: external accounts, passkeys and wallets.

use housekey_contract::backend::users::ListOAuthAccessTokens;
use housekey_contract::object::{DeletedObject, OAuthAccessToken};
use housekey_contract::{ExternalAccountId, Listing, PasskeyId, Provider, UserId, Web3WalletId};
use housekey_domain::error::{Code, refused};
use housekey_domain::notices::Notice;
use housekey_domain::page::Paging;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

// Social sign-in isn't implemented yet, so no provider is enabled and no tokens exist.
pub(super) async fn get_oauth_access_token(
    cx: Cx,
    user_id: UserId,
    provider: Provider,
    request: ListOAuthAccessTokens,
) -> Result<Listing<OAuthAccessToken>> {
    Paging::of(request.limit, request.offset)?;
    cx.read(move |tx| users::get(tx, &user_id)).await?;
    let provider = provider.strip_prefix("oauth_").unwrap_or(&provider);
    let long = format!("Users can't sign in with {provider} here yet, so there is no token of theirs.");
    Err(refused(Code::OAuthTokenProviderNotEnabled, "provider not enabled", long))
}

pub(super) async fn delete_passkey(cx: Cx, user_id: UserId, id: PasskeyId) -> Result<DeletedObject> {
    let (now, deleted) = (cx.now(), view::deleted("passkey", id.as_str()));
    let id_of_user = user_id.clone();
    let user = cx.read(move |tx| users::get(tx, &id_of_user)).await?;
    let notice = Notice::passkey_removed(&user, &id, cx.seal(), now, &mut cx.rng());
    cx.write(move |tx| users::delete_passkey(tx, &user_id, &id, notice.as_ref())).await?;
    Ok(deleted)
}

pub(super) async fn delete_web3_wallet(cx: Cx, user_id: UserId, id: Web3WalletId) -> Result<DeletedObject> {
    let deleted = view::deleted("web3_wallet", id.as_str());
    cx.write(move |tx| users::delete_web3_wallet(tx, &user_id, &id)).await?;
    Ok(deleted)
}

pub(super) async fn delete_external_account(
    cx: Cx,
    user_id: UserId,
    id: ExternalAccountId,
) -> Result<DeletedObject> {
    let deleted = view::deleted("external_account", id.as_str());
    cx.write(move |tx| users::delete_external_account(tx, &user_id, &id)).await?;
    Ok(deleted)
}
