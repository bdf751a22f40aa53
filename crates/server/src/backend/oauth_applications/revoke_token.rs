use housekey_contract::backend::oauth_applications::RevokeOAuthToken;
use housekey_contract::{NoContent, OAuthApplicationId};
use housekey_domain::error::blank;
use housekey_domain::{oauth, random};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn revoke_token(
    cx: Cx,
    id: OAuthApplicationId,
    request: RevokeOAuthToken,
) -> Result<NoContent> {
    if request.token.trim().is_empty() {
        return Err(blank("token"));
    }
    let digest = random::hash_token(&request.token);
    cx.write(move |tx| oauth::revoke_token(tx, &id, &digest)).await?;
    Ok(NoContent)
}
