//! Opaque tokens, which the server verifies.

use housekey_contract::Millis;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{MachineAuth, Refused, TokenKind, check_audience};
use crate::auth::api::{ApiAnswer, Question};
use crate::auth::claims::Audience;
use crate::auth::options::Options;
use crate::auth::reason::{Reason, TokenReason};
use crate::auth::request::Authority;

/// The server's response about a token of any kind.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Known {
    id: String,
    subject: String,
    name: Option<String>,
    client_id: Option<String>,
    scopes: Option<Vec<String>>,
    claims: Option<Map<String, Value>>,
    aud: Option<Audience>,
    revoked: bool,
    expired: bool,
    expiration: Option<Millis>,
    created_at: Option<Millis>,
}

pub(super) async fn verify(
    kind: TokenKind,
    token: &str,
    authority: &Authority<'_>,
    options: &Options,
) -> Result<MachineAuth, Refused> {
    let Some(api) = authority.api else {
        let message = "only the server knows this token: ask a client, which has a secret key";
        return Err(Refused::token(TokenReason::SecretKeyInvalid, message));
    };
    let (path, field) = match kind {
        TokenKind::MachineToMachine => ("/m2m_tokens/verify", "token"),
        TokenKind::OAuth => ("/oauth_applications/access_tokens/verify", "access_token"),
        _ => ("/api_keys/verify", "secret"),
    };
    let answer = api.tell(Question::new(Method::POST, path), &json!({ field: token })).await;
    let answer = answer.map_err(|error| Refused::new(Reason::UnexpectedError, error.message()))?;
    let known = known(&answer)?;
    if kind == TokenKind::OAuth {
        check_audience(known.aud.as_ref(), options)?;
    }
    Ok(known.of_kind(kind))
}

/// Evaluates the server's response. A token it calls revoked or expired is invalid, whatever the status.
fn known(answer: &ApiAnswer) -> Result<Known, Refused> {
    match answer.status {
        StatusCode::UNAUTHORIZED => {
            return Err(Refused::token(
                TokenReason::SecretKeyInvalid,
                "the server does not know the secret key",
            ));
        }
        StatusCode::NOT_FOUND => {
            return Err(Refused::token(TokenReason::Invalid, "the server does not know the token"));
        }
        status if !status.is_success() => {
            return Err(Refused::new(Reason::UnexpectedError, format!("the server answered {status}")));
        }
        _ => {}
    }
    let unreadable = || Refused::new(Reason::UnexpectedError, "the answer does not tell whose token it is");
    let known: Known = answer.read().ok_or_else(unreadable)?;
    if known.subject.is_empty() {
        return Err(unreadable());
    }
    if known.revoked || known.expired {
        return Err(Refused::token(TokenReason::Invalid, "the token is revoked or expired"));
    }
    Ok(known)
}

impl Known {
    fn of_kind(self, kind: TokenKind) -> MachineAuth {
        MachineAuth {
            kind,
            id: self.id,
            subject: self.subject,
            name: self.name,
            client_id: self.client_id,
            scopes: self.scopes.unwrap_or_default(),
            claims: self.claims,
            audience: self.aud,
            expiration: self.expiration,
            created_at: self.created_at,
        }
    }
}
