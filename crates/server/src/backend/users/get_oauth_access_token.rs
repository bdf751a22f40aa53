use housekey_contract::backend::users::ListOAuthAccessTokens;
use housekey_contract::object::OAuthAccessToken;
use housekey_contract::{Listing, Provider, UserId};
use housekey_domain::error::refused;
use housekey_domain::page::Paging;
use housekey_domain::users;

use crate::cx::Cx;
use crate::error::Result;

// Signing in at identity providers comes later, so no provider has given a token for a user yet.
pub(super) async fn get_oauth_access_token(
    cx: Cx,
    user_id: UserId,
    provider: Provider,
    request: ListOAuthAccessTokens,
) -> Result<Listing<OAuthAccessToken>> {
    Paging::of(request.limit, request.offset)?;
    let user = cx.read(move |tx| users::get(tx, &user_id)).await?;
    let provider = if provider.starts_with("oauth_") { provider } else { format!("oauth_{provider}") };
    if !user.external_accounts.iter().any(|account| account.provider == provider) {
        let long = format!("The user has no account at {provider}.");
        return Err(refused(400, "oauth_token_provider_not_enabled", "no such account", long));
    }
    Ok(Listing { data: Vec::new(), total_count: request.paginated.unwrap_or_default().then_some(0) })
}
