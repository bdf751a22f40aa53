//! A service in axum whose one route is for signed-in users. The verifier is built once and shared.
//!
//! ```sh
//! CLERK_JWT_KEY="$(cat key.pem)" cargo run -p housekey-sdk --example authenticate_axum
//! CLERK_SECRET_KEY=sk_test_… CLERK_API_URL=http://127.0.0.1:4600 cargo run -p housekey-sdk --example authenticate_axum
//! curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/me
//! ```

use std::error::Error;

use axum::extract::{FromRef, FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use housekey_sdk::auth::{JwksOptions, Options, RequestState, Verifier, authenticate_request};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[derive(Clone)]
struct App {
    authentication: Options,
}

/// An extractor: a handler that asks for it is never called for a request that is signed out.
struct SignedIn(RequestState);

impl<S> FromRequestParts<S> for SignedIn
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_ref(state);
        let state = authenticate_request(parts, &app.authentication).await;
        if state.is_signed_in() { Ok(Self(state)) } else { Err(refuse(&state)) }
    }
}

fn refuse(state: &RequestState) -> Response {
    let reason = state.reason().map_or("unexpected-error", |reason| reason.as_str());
    (StatusCode::UNAUTHORIZED, Json(json!({ "error": reason }))).into_response()
}

async fn me(SignedIn(state): SignedIn) -> Json<Value> {
    let claims = state.claims().expect("the extractor lets only signed-in requests through");
    let organization = claims.organization();
    Json(json!({
        "user": claims.sub,
        "session": claims.sid,
        "organization": organization.as_ref().map(|organization| &organization.id),
        "may_manage_billing": claims.has_permission("org:billing:manage"),
    }))
}

async fn home(State(_): State<App>) -> &'static str {
    "Everyone may read this. Your own page is at /me.\n"
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The front ends that may use this service: other sites must not be able to lend it their cookies.
    let authentication = Options::new(verifier()?);
    let authentication = match environment("AUTHORIZED_PARTIES") {
        Some(parties) => authentication.authorized_parties(parties.split(',').map(str::trim)),
        None => authentication,
    };
    let app = Router::new().route("/", get(home)).route("/me", get(me)).with_state(App { authentication });
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

/// With the PEM key there is no network; with the secret key the instance's keys are fetched and kept.
fn verifier() -> Result<Verifier, Box<dyn Error>> {
    if let Some(pem) = environment("CLERK_JWT_KEY") {
        return Ok(Verifier::from_pem(&pem)?);
    }
    let secret_key = environment("CLERK_SECRET_KEY").ok_or("set CLERK_JWT_KEY or CLERK_SECRET_KEY")?;
    let mut options = JwksOptions::new(secret_key);
    if let Some(url) = environment("CLERK_API_URL") {
        options = options.api_url(url);
    }
    Ok(Verifier::from_jwks(options)?)
}

fn environment(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|value| !value.is_empty())
}
