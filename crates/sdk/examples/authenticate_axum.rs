//! A service in axum: a page for everyone, one for those who are signed in, one for an organization's members, and two
//! that ask for more.
//!
//! ```sh
//! CLERK_JWT_KEY="$(cat key.pem)" cargo run -p housekey-sdk --features axum --example authenticate_axum
//! CLERK_SECRET_KEY=sk_test_… CLERK_API_URL=http://127.0.0.1:4600 \
//!     cargo run -p housekey-sdk --features axum --example authenticate_axum
//! curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/me
//! ```

use std::error::Error;

use axum::routing::{delete, get};
use axum::{Json, Router};
use housekey_sdk::Client;
use housekey_sdk::auth::{
    Guard, Options, Organization, Refusal, Requirement, Reverification, SignedIn, Verifier,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

async fn home(user: Option<SignedIn>) -> String {
    match user {
        Some(user) => format!("Welcome back, {}.\n", user.sub),
        None => "Welcome. Your own page is at /me.\n".to_owned(),
    }
}

async fn me(user: SignedIn, organization: Option<Organization>) -> Json<Value> {
    Json(json!({
        "user": user.sub,
        "session": user.sid,
        "organization": organization.map(|organization| organization.id),
    }))
}

async fn invoices(organization: Organization) -> Json<Value> {
    Json(json!({ "invoices_of": organization.slug.unwrap_or(organization.id), "invoices": [] }))
}

/// What a handler asks for in its midst is refused as a guard would.
async fn close_account(user: SignedIn, organization: Organization) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(format!("The account of {} is closed.\n", organization.id))
}

fn app(guard: Guard) -> Router {
    let everyone = Router::new().route("/", get(home)).route_layer(guard.clone().optional());
    let users = Router::new().route("/me", get(me)).route_layer(guard.clone());
    let accountants = Router::new()
        .route("/invoices", get(invoices))
        .route_layer(guard.clone().has_permission("org:invoices:read"));
    let careful = Router::new()
        .route("/account", delete(close_account))
        .route_layer(guard.reverified(Reverification::STRICT));
    everyone.merge(users).merge(accountants).merge(careful)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app(guard()?)).await?)
}

/// With the PEM key there is no network; with the secret key a client fetches the instance's keys and keeps them.
fn guard() -> Result<Guard, Box<dyn Error>> {
    // The front ends that may use this service: other sites must not be able to lend it their cookies.
    let parties = environment("AUTHORIZED_PARTIES");
    let options = |options: Options| match &parties {
        Some(parties) => options.authorized_parties(parties.split(',').map(str::trim)),
        None => options,
    };
    if let Some(pem) = environment("CLERK_JWT_KEY") {
        return Ok(Guard::new(options(Options::new(Verifier::from_pem(&pem)?))));
    }
    let secret_key = environment("CLERK_SECRET_KEY").ok_or("set CLERK_JWT_KEY or CLERK_SECRET_KEY")?;
    let client = Client::builder().secret_key(secret_key);
    let client = match environment("CLERK_API_URL") {
        Some(url) => client.server(url),
        None => client,
    };
    Ok(Guard::of(&client.build()?, options(Options::default())))
}

fn environment(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|value| !value.is_empty())
}
