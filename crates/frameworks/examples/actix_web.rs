//! A service in actix-web: a page for everyone, one for who is signed in, and two that ask for more.
//!
//! ```sh
//! CLERK_SECRET_KEY=sk_test_… CLERK_API_URL=http://127.0.0.1:4600 cargo run -p housekey-frameworks --example actix_web
//! curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:3000/me
//! ```
//!
//! A token for it: `POST /v1/sessions/{id}/tokens` with the header `Origin: http://localhost:5173`.

use std::error::Error;

use actix_web::{App, HttpServer, web};
use housekey_sdk::Client;
use housekey_sdk::auth::{Guard, Options, Organization, Refusal, Requirement, Reverification, SignedIn};

async fn home(user: Option<SignedIn>) -> String {
    user.map_or("Welcome. Your own page is at /me.\n".into(), |user| format!("Welcome back, {}.\n", user.sub))
}

async fn me(user: SignedIn) -> String {
    format!("You are {}.\n", user.sub)
}

async fn invoices(organization: Organization) -> String {
    format!("No invoices of {} yet.\n", organization.id)
}

/// What a handler asks for in its midst is refused as a guard would.
async fn close_account(user: SignedIn, organization: Organization) -> Result<String, Refusal> {
    user.require(&Requirement::role("org:admin"))?;
    Ok(format!("The account of {} is closed.\n", organization.id))
}

fn routes(guard: &Guard, app: &mut web::ServiceConfig) {
    let careful = guard.clone().reverified(Reverification::STRICT);
    app.service(web::resource("/").wrap(guard.clone().optional()).get(home))
        .service(web::resource("/me").wrap(guard.clone()).get(me))
        .service(
            web::resource("/invoices").wrap(guard.clone().has_permission("org:invoices:read")).get(invoices),
        )
        .service(web::resource("/account").wrap(careful).delete(close_account));
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let guard = guard()?;
    println!("listening on http://127.0.0.1:3000");
    let server = HttpServer::new(move || App::new().configure(|app| routes(&guard, app)));
    Ok(server.bind("127.0.0.1:3000")?.run().await?)
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
