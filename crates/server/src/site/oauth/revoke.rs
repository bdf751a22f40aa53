//! The revocation endpoint (RFC 7009).

use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use housekey_domain::oauth::{self, Credentials, Parameters, authenticate};
use housekey_domain::random::hash_token;

use super::Reply;
use super::call::Call;

/// Revokes a token, along with all others of the same grant.
pub(super) async fn revoke(call: Call) -> Reply {
    let parameters = Parameters::parse(&call.parameters)?;
    let credentials = Credentials::read(call.header(&header::AUTHORIZATION), &parameters)?;
    let digest = hash_token(parameters.require("token")?);
    call.cx
        .write(move |tx| {
            let application = authenticate(tx, &credentials)?;
            oauth::revoke(tx, &application, &digest)
        })
        .await?;
    Ok((StatusCode::OK, [(header::CACHE_CONTROL, "no-store")]).into_response())
}
