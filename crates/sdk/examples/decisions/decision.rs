use housekey_sdk::auth::{Claims, MachineAuth, RequestState, TokenKind};
use http::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};

/// What was decided, in the words of the official client.
#[derive(Serialize)]
pub(crate) struct Decision {
    status: &'static str,
    reason: Option<String>,
    location: Option<String>,
    cookies: Vec<String>,
    /// `x-clerk-auth-status`, `x-clerk-auth-reason`, `cache-control`.
    told: [Option<String>; 3],
    who: Option<Value>,
}

impl Decision {
    pub(crate) fn of(state: &RequestState) -> Self {
        let headers = state.headers();
        let header = |name: &str| texts(&headers, name).next();
        assert_eq!(state.redirect().is_some(), header("location").is_some(), "a location is a redirect");
        Self {
            status: state.status().as_str(),
            reason: state.reason().map(ToString::to_string),
            location: header("location"),
            cookies: texts(&headers, "set-cookie").collect(),
            told: ["x-clerk-auth-status", "x-clerk-auth-reason", "cache-control"].map(header),
            who: state.claims().map(user).or_else(|| state.machine().map(machine)),
        }
    }
}

fn texts<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = String> + use<'a> {
    headers.get_all(name).into_iter().map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn user(claims: &Claims) -> Value {
    json!({ "kind": "session_token", "id": claims.sid, "subject": claims.sub, "scopes": null, "claims": null })
}

/// The official client tells of the claims of applications' tokens nothing.
fn machine(machine: &MachineAuth) -> Value {
    let claims = if machine.kind == TokenKind::OAuth { None } else { machine.claims.as_ref() };
    json!({
        "kind": machine.kind.as_str(), "id": machine.id, "subject": machine.subject, "scopes": machine.scopes,
        "claims": claims,
    })
}
