//! Discovery documents.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use housekey_domain::oauth::scopes;
use serde_json::{Value, json};

use super::Reply;
use super::answer::json as answer;
use super::call::Call;
use crate::issuer::Issuer;

/// OpenID Connect Discovery.
pub(super) async fn openid(call: Call) -> Reply {
    Ok(public(&document(&call.issuer)))
}

/// OAuth 2.0 Authorization Server Metadata (RFC 8414).
pub(super) async fn authorization_server(call: Call) -> Reply {
    Ok(public(&document(&call.issuer)))
}

/// The public keys that verify ID tokens and session tokens.
pub(super) async fn jwks(call: Call) -> Reply {
    Ok(public(&json!({ "keys": [call.cx.instance.record.public_key] })))
}

fn public(value: &Value) -> Response {
    let mut response = answer(StatusCode::OK, value);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response.headers_mut().remove(header::PRAGMA);
    response
}

fn document(issuer: &Issuer) -> Value {
    let methods = ["client_secret_basic", "client_secret_post", "none"];
    json!({
        "issuer": issuer.as_str(),
        "authorization_endpoint": issuer.authorize_url(),
        "token_endpoint": issuer.token_url(),
        "userinfo_endpoint": issuer.user_info_url(),
        "introspection_endpoint": issuer.introspection_url(),
        "revocation_endpoint": issuer.revocation_url(),
        "jwks_uri": issuer.jwks_url(),
        "scopes_supported": scopes::ALL,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": methods,
        "revocation_endpoint_auth_methods_supported": methods,
        "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "claims_supported": [
            "sub", "iss", "aud", "azp", "exp", "iat", "auth_time", "nonce", "at_hash", "email", "email_verified", "name",
            "given_name", "family_name", "username", "preferred_username", "picture", "public_metadata",
            "private_metadata", "unsafe_metadata"
        ],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "backchannel_logout_supported": false,
        "frontchannel_logout_supported": false,
    })
}
