//! The token endpoint.

use axum::http::{StatusCode, header};
use housekey_domain::error::{Code, Error, refused};
use housekey_domain::oauth::{
    self, ACCESS_SECONDS, Access, CodeExchange, Credentials, Exchange, NewTokens, Parameters, authenticate,
};
use housekey_domain::random::hash_token;
use serde_json::json;

use super::Reply;
use super::answer::json as answer;
use super::call::Call;
use crate::error::Result;

/// Exchanges an authorization code or a refresh token for tokens.
pub(super) async fn exchange(call: Call) -> Reply {
    let parameters = Parameters::parse(&call.parameters)?;
    let credentials = Credentials::read(call.header(&header::AUTHORIZATION), &parameters)?;
    let new = NewTokens::generate(&mut call.cx.rng());
    let outcome = match parameters.require("grant_type")? {
        "authorization_code" => by_code(&call, &parameters, credentials, new.clone()).await?,
        "refresh_token" => by_refresh_token(&call, &parameters, credentials, new.clone()).await?,
        _ => {
            let long = "grant_type must be authorization_code or refresh_token.";
            return Err(refused(Code::UnsupportedGrantType, "unsupported grant type", long).into());
        }
    };
    match outcome {
        Exchange::Done(access) => Ok(tokens(&call, &access, &new)),
        Exchange::Replayed => Err(replayed().into()),
    }
}

async fn by_code(
    call: &Call,
    parameters: &Parameters,
    credentials: Credentials,
    new: NewTokens,
) -> Result<Exchange> {
    let exchange = CodeExchange {
        code_digest: hash_token(parameters.require("code")?),
        redirect_uri: parameters.get("redirect_uri").map(str::to_owned),
        verifier: parameters.get("code_verifier").map(str::to_owned),
    };
    call.cx
        .write(move |tx| {
            let application = authenticate(tx, &credentials)?;
            oauth::exchange_code(tx, &application, &exchange, &new)
        })
        .await
}

async fn by_refresh_token(
    call: &Call,
    parameters: &Parameters,
    credentials: Credentials,
    new: NewTokens,
) -> Result<Exchange> {
    let digest = hash_token(parameters.require("refresh_token")?);
    let scope = parameters.get("scope").map(str::to_owned);
    call.cx
        .write(move |tx| {
            let application = authenticate(tx, &credentials)?;
            oauth::refresh(tx, &application, &digest, scope.as_deref(), &new)
        })
        .await
}

fn tokens(call: &Call, access: &Access, new: &NewTokens) -> axum::response::Response {
    let scopes = &access.token.scopes;
    let mut body = json!({
        "access_token": new.access,
        "token_type": "Bearer",
        "expires_in": ACCESS_SECONDS,
        "refresh_token": new.refresh,
        "scope": scopes.join(" "),
    });
    if scopes.iter().any(|scope| scope == "openid") {
        let picture = call.cx.view().image_url(&access.user);
        let (issuer, key) = (call.issuer.as_str(), &call.cx.instance.signing_key);
        body["id_token"] =
            json!(oauth::id_token(access, &new.access, issuer, &picture, key, &mut call.cx.rng()));
    }
    answer(StatusCode::OK, &body)
}

fn replayed() -> Error {
    let long = "This code or token was already used. Because it may have been stolen, all tokens issued from it were revoked.";
    refused(Code::InvalidGrant, "invalid grant", long)
}
