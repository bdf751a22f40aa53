//! A page that the server writes, for browsers whose cookies alone tell who they are. One whose session's token is over,
//! or that signed in elsewhere meanwhile, is sent to the Frontend API and back before it sees anything.
//!
//! ```sh
//! CLERK_SECRET_KEY=sk_test_… CLERK_PUBLISHABLE_KEY=pk_test_… CLERK_API_URL=http://127.0.0.1:4600 \
//!     cargo run -p housekey-sdk --features axum --example handshake_axum
//! ```
//!
//! `CLERK_PROXY_URL` says where browsers reach the Frontend API, if not at the host that the publishable key names.

use std::error::Error;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use housekey_sdk::Client;
use housekey_sdk::auth::{Guard, Options, SignedIn};
use tokio::net::TcpListener;

/// The layer answers browsers that have to go elsewhere, and adds the cookies that they bring back to this page.
async fn page(user: Option<SignedIn>) -> Html<String> {
    Html(match user {
        // An id holds no characters that mean something in HTML.
        Some(user) => format!("<h1>Hello, {}</h1>", user.sub),
        None => "<h1>Hello, stranger</h1>".to_owned(),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut client = Client::builder().secret_key(environment("CLERK_SECRET_KEY").unwrap_or_default());
    if let Some(url) = environment("CLERK_API_URL") {
        client = client.server(url);
    }
    let mut options = Options::default()
        .publishable_key(&environment("CLERK_PUBLISHABLE_KEY").unwrap_or_default())?
        .authorized_parties(["http://127.0.0.1:3000"]);
    if let Some(url) = environment("CLERK_PROXY_URL") {
        options = options.proxy_url(url);
    }
    let guard = Guard::of(&client.build()?, options).optional();
    let app = Router::new().route("/", get(page)).route_layer(guard);
    let listener = TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, app).await?)
}

fn environment(name: &str) -> Option<String> {
    std::env::var_os(name)?.into_string().ok().filter(|value| !value.is_empty())
}
