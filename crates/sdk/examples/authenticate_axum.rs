//! A service in axum whose one route is for signed-in users. The keys are those of the client's server, or a PEM key.
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
use housekey_sdk::Client;
use housekey_sdk::auth::{Options, RequestState, Verifier};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[derive(Clone)]
struct App {
    client: Client,
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
        let state = app.client.authenticate_request(parts, &app.authentication).await;
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
    let client = Client::builder().secret_key(environment("CLERK_SECRET_KEY").unwrap_or("none".to_owned()));
    let client = match environment("CLERK_API_URL") {
        Some(url) => client.server(url),
        None => client,
    };
    let app = App { client: client.build()?, authentication: authentication()? };
    let app = Router::new().route("/", get(home)).route("/me", get(me)).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

/// With the PEM key there is no network; without it the client fetches the instance's keys and keeps them.
fn authentication() -> Result<Options, Box<dyn Error>> {
    let options = match environment("CLERK_JWT_KEY") {
        Some(pem) => Options::new(Verifier::from_pem(&pem)?),
        None => Options::default(),
    };
    // The front ends that may use this service: other sites must not be able to lend it their cookies.
    Ok(match environment("AUTHORIZED_PARTIES") {
        Some(parties) => options.authorized_parties(parties.split(',').map(str::trim)),
        None => options,
    })
}

fn environment(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|value| !value.is_empty())
}
