//! Operations on OAuth access tokens.

use housekey_contract::backend::oauth_access_tokens as operations;
use housekey_contract::backend::oauth_access_tokens::VerifyOAuthAccessToken;
use housekey_contract::object::OAuthApplicationAccessToken;
use housekey_domain::error::{Code, missing, refused};
use housekey_domain::{oauth, random};

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Verify, _, _>(verify);
}

async fn verify(cx: Cx, request: VerifyOAuthAccessToken) -> Result<OAuthApplicationAccessToken> {
    let token = request.access_token.or(request.secret).filter(|token| !token.trim().is_empty());
    let digest = random::hash_token(&token.ok_or_else(|| missing("access_token"))?);
    let found = cx.read(move |tx| oauth::access(tx, &digest)).await?;
    let access = found.ok_or_else(|| {
        refused(Code::ResourceNotFound, "token not found", "The token is unknown, expired or revoked.")
    })?;
    Ok(view::oauth_access_token(&access))
}
