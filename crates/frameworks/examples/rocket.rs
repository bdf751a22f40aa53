//! A service in rocket: a page for everyone, one for who is signed in, and two that ask for more.
//!
//! ```sh
//! CLERK_SECRET_KEY=sk_test_… CLERK_API_URL=http://127.0.0.1:4600 cargo run -p housekey-frameworks --example rocket
//! curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/me
//! ```
//!
//! A token for it: `POST /v1/sessions/{id}/tokens` with the header `Origin: http://localhost:5173`.

#![expect(clippy::needless_pass_by_value, reason = "handlers are given what they ask for")]

use std::error::Error;

use housekey_sdk::Client;
use housekey_sdk::auth::{Guard, Options, Organization, Refusal, Requirement, Reverification, SignedIn};
use housekey_sdk::rocket::{Allowed, Policy, catchers};
use rocket::{delete, get, routes};

/// Who may read invoices.
struct Accountants;

impl Policy for Accountants {
    fn of(guard: Guard) -> Guard {
        guard.has_permission("org:invoices:read")
    }
}

/// Who proved lately who they are.
struct Verified;

impl Policy for Verified {
    fn of(guard: Guard) -> Guard {
        guard.reverified(Reverification::STRICT)
    }
}

#[get("/")]
fn home(user: Option<SignedIn>) -> String {
    user.map_or("Welcome. Your own page is at /me.\n".into(), |user| format!("Welcome back, {}.\n", user.sub))
}

#[get("/me")]
fn me(user: SignedIn) -> String {
    format!("You are {}.\n", user.sub)
}

#[get("/invoices")]
fn invoices(_accountant: Allowed<Accountants>, organization: Organization) -> String {
    format!("No invoices of {} yet.\n", organization.id)
}

/// What a handler asks for in its midst is refused as a guard would.
#[delete("/account")]
fn close_account(user: Allowed<Verified>, organization: Organization) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(format!("The account of {} is closed.\n", organization.id))
}

#[rocket::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let config = rocket::Config { port: 3000, ..rocket::Config::default() };
    let app = rocket::custom(config).attach(guard()?).register("/", catchers());
    app.mount("/", routes![home, me, invoices, close_account]).launch().await?;
    Ok(())
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
