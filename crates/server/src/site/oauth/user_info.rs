//! The UserInfo endpoint.

use axum::http::{StatusCode, header};
use housekey_domain::error::Code;
use housekey_domain::oauth::{self, Parameters};
use housekey_domain::random::hash_token;
use serde_json::Value;

use super::Reply;
use super::answer::json as answer;
use super::call::Call;
use crate::error::Refusal;

/// The UserInfo endpoint. Takes the access token from the header or the form, never from the URL, which is logged.
pub(super) async fn show(call: Call) -> Reply {
    let digest = hash_token(&token(&call)?);
    let access = call.cx.read(move |tx| oauth::access(tx, &digest)).await?;
    let access = access.ok_or_else(|| unusable("The access token is unknown, expired or revoked."))?;
    let picture = call.cx.view().image_url(&access.user);
    let claims = oauth::user_info(&access, call.cx.instance.id(), &picture);
    Ok(answer(StatusCode::OK, &Value::Object(claims)))
}

fn token(call: &Call) -> Result<String, Refusal> {
    let header = call.header(&header::AUTHORIZATION).and_then(|header| header.split_once(' '));
    if let Some((scheme, token)) = header
        && scheme.eq_ignore_ascii_case("bearer")
    {
        return Ok(token.trim().to_owned());
    }
    let form = if call.posted { Parameters::parse(&call.parameters)? } else { Parameters::default() };
    let token = form.get("access_token").map(str::to_owned);
    token.ok_or_else(|| unusable("The access token is missing. Send it as `Authorization: Bearer oat_…`."))
}

fn unusable(long: &str) -> Refusal {
    Refusal::new(Code::InvalidToken, "invalid token", long)
}
