use housekey_contract::backend::users::ListOAuthAccessTokens;
use housekey_contract::object::OAuthAccessToken;
use housekey_contract::{Listing, Provider, UserId};
use housekey_domain::error::refused;
use housekey_domain::page::Paging;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

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
    Err(refused(404, "oauth_token_provider_not_enabled", "provider not enabled", long))
}
