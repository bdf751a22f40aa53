//! A service in poem: a page for everyone, one for who is signed in, and two that ask for more.
//!
//! ```sh
//! CLERK_SECRET_KEY=sk_test_… CLERK_API_URL=http://127.0.0.1:4600 cargo run -p housekey-frameworks --example poem
//! curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/me
//! ```
//!
//! A token for it: `POST /v1/sessions/{id}/tokens` with the header `Origin: http://localhost:5173`.

#![expect(clippy::needless_pass_by_value, reason = "handlers are given what they ask for")]

use std::error::Error;

use housekey_sdk::Client;
use housekey_sdk::auth::{Guard, Options, Organization, Refusal, Requirement, Reverification, SignedIn};
use poem::listener::TcpListener;
use poem::{EndpointExt, Route, Server, delete, get, handler};

#[handler]
fn home(user: Option<SignedIn>) -> String {
    user.map_or("Welcome. Your own page is at /me.\n".into(), |user| format!("Welcome back, {}.\n", user.sub))
}

#[handler]
fn me(user: SignedIn) -> String {
    format!("You are {}.\n", user.sub)
}

#[handler]
fn invoices(organization: Organization) -> String {
    format!("No invoices of {} yet.\n", organization.id)
}

/// What a handler asks for in its midst is refused as a guard would.
#[handler]
fn close_account(user: SignedIn, organization: Organization) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(format!("The account of {} is closed.\n", organization.id))
}

fn app(guard: &Guard) -> Route {
    Route::new()
        .at("/", get(home).with(guard.clone().optional()))
        .at("/me", get(me).with(guard.clone()))
        .at("/invoices", get(invoices).with(guard.clone().has_permission("org:invoices:read")))
        .at("/account", delete(close_account).with(guard.clone().reverified(Reverification::STRICT)))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = app(&guard()?);
    println!("listening on http://127.0.0.1:3000");
    Ok(Server::new(TcpListener::bind("127.0.0.1:3000")).run(app).await?)
}

/// With `CLERK_SECRET_KEY`, and `CLERK_API_URL` for a server of your own.
fn guard() -> Result<Guard, Box<dyn Error>> {
    let client = Client::builder().secret_key(environment("CLERK_SECRET_KEY").ok_or("set CLERK_SECRET_KEY")?);
    let client = match environment("CLERK_API_URL") {
        Some(url) => client.server(url),
        None => client,
    };
    // Name the front ends that may use this service: other sites must not be able to lend it their cookies.
    let options = Options::default().authorized_parties(["http://localhost:5173"]);
    Ok(Guard::of(&client.build()?, options))
}

fn environment(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|value| !value.is_empty())
}
