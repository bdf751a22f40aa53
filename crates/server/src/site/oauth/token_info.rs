//! The introspection endpoint (RFC 7662).

use axum::http::{StatusCode, header};
use housekey_domain::error::Code;
use housekey_domain::oauth::{self, Access, Credentials, Parameters, authenticate};
use housekey_domain::random::hash_token;
use housekey_store::Tx;
use serde_json::{Value, json};

use super::Reply;
use super::answer::json as answer;
use super::call::Call;
use crate::error::{Refusal, Result};
use crate::issuer::Issuer;

/// Introspects a token. Applications may introspect their own tokens, the instance's backend all of them.
pub(super) async fn introspect(call: Call) -> Reply {
    let parameters = Parameters::parse(&call.parameters)?;
    let asker = asker(&call, &parameters).await?;
    let digest = hash_token(parameters.require("token")?);
    let found = call
        .cx
        .read(move |tx| {
            let access = find(tx, &digest)?;
            let Some(credentials) = &asker else { return Ok(access) };
            let application = authenticate(tx, credentials)?;
            if application.public {
                return Err(unauthorized());
            }
            Ok(access.filter(|access| access.application.id == application.id))
        })
        .await?;
    let body = found.map_or_else(|| json!({ "active": false }), |access| describe(&access, &call.issuer));
    Ok(answer(StatusCode::OK, &body))
}

/// The authenticated application; `None` for the backend.
async fn asker(call: &Call, parameters: &Parameters) -> Result<Option<Credentials>, Refusal> {
    let header = call.header(&header::AUTHORIZATION);
    if !header.is_some_and(|header| header.to_ascii_lowercase().starts_with("bearer ")) {
        return Ok(Some(Credentials::read(header, parameters)?));
    }
    let instance = call.cx.app.keyring.authenticate(&call.headers, call.cx.now()).await?;
    if instance.id() == call.cx.instance.id() { Ok(None) } else { Err(unauthorized().into()) }
}

fn find(tx: &mut Tx<'_>, digest: &str) -> Result<Option<Access>> {
    match oauth::access(tx, digest)? {
        Some(access) => Ok(Some(access)),
        None => oauth::refreshing(tx, digest),
    }
}

fn describe(access: &Access, issuer: &Issuer) -> Value {
    json!({
        "active": true,
        "client_id": access.application.client_id,
        "scope": access.token.scopes.join(" "),
        "sub": access.user.id,
        "iss": issuer.as_str(),
        "iat": access.token.created_at.seconds(),
        "exp": access.token.expires_at.seconds(),
    })
}

fn unauthorized() -> housekey_domain::error::Error {
    let long = "Token introspection requires the credentials of a confidential client, or the instance's secret key.";
    housekey_domain::error::refused(Code::InvalidClient, "invalid client", long)
}
