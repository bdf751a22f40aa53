#![doc = include_str!("../README.md")]
//!
//! # Creating and changing
//!
//! Requests are structs with defaults: name the fields that matter. In an update, a field is left alone, cleared
//! or set; see [`Patch`].
//!
//! ```no_run
//! use housekey_sdk::{Client, CreateUser, Patch, UpdateUser, set};
//!
//! # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
//! let user = client
//!     .users()
//!     .create(CreateUser {
//!         email_address: Some(vec!["ada@example.test".into()]),
//!         password: Some("correct horse battery staple".into()),
//!         ..CreateUser::default()
//!     })
//!     .await?;
//!
//! let changes = UpdateUser { first_name: set("Ada"), last_name: Patch::Null, ..UpdateUser::default() };
//! client.users().update(&user.id, changes).await?;
//! # Ok(()) }
//! ```
//!
//! # Listing
//!
//! A listing that is awaited answers one page. Its call also reads all pages: as a stream of items ([`Call::stream`]) or
//! of pages ([`Call::pages`]), with one page fetched ahead, or into one vector ([`Call::collect_all`]). An item that is
//! there all the time comes exactly once, although others come and go meanwhile. [`Call::total_count`] counts.
//!
//! ```no_run
//! use housekey_sdk::{Client, ListSessions, ListUsers};
//!
//! # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
//! let query = ListUsers { query: Some("ada".into()), order_by: Some("-created_at".into()), ..ListUsers::default() };
//! println!("{} users", client.users().list(query.clone()).total_count().await?);
//! let first_ten = client.users().list(query.clone()).await?;
//!
//! let mut users = client.users().list(query).stream();
//! while let Some(user) = users.next().await {
//!     println!("{}", user?.id);
//! }
//!
//! let sessions = client.sessions().list(ListSessions::default()).collect_all(1_000).await?;
//! # Ok(()) }
//! ```
//!
//! # Without async
//!
//! With the feature `blocking` there is a client with the same surface whose calls wait, for programs without a runtime
//! and inside of one: see `blocking`.
//!
//! ```no_run
//! # #[cfg(feature = "blocking")]
//! # fn example() -> Result<(), housekey_sdk::Error> {
//! let client = housekey_sdk::blocking::Client::new("sk_test_…")?;
//! let user = client.users().get("user_123").send()?;
//! # Ok(()) }
//! ```
//!
//! # Authentication
//!
//! A call carries the instance's secret key. [`Client::new`] takes it, and sends it to Clerk's servers only; where keys
//! are rotated, [`ClientBuilder::secret_key_from`] asks for one before each attempt. No key is ever shown: not in a client's
//! `{:?}`, not in errors, not in the log.
//!
//! ```no_run
//! use housekey_sdk::Client;
//!
//! # fn example() -> Result<(), housekey_sdk::Error> {
//! let client = Client::builder()
//!     .secret_key_from(|| async { tokio::fs::read_to_string("/run/secrets/clerk").await })
//!     .build()?;
//! # Ok(()) }
//! ```
//!
//! # Authenticating requests
//!
//! Who sent this request? The session token in its `Authorization` header or its cookies says so; the client knows the
//! keys. With a PEM key instead there is no network at all: see [`auth`].
//!
//! ```no_run
//! # use housekey_sdk::Client;
//! use housekey_sdk::auth::Options;
//!
//! # async fn example(client: Client, request: http::request::Parts) {
//! let options = Options::default().authorized_parties(["https://app.example.com"]);
//! let state = client.authenticate_request(&request, &options).await;
//! match state.claims() {
//!     Some(claims) => println!("signed in as {}", claims.sub),
//!     None => println!("signed out: {}", state.reason().map_or("", |reason| reason.as_str())),
//! }
//! # }
//! ```
//!
//! With the publishable key, browsers are judged by all their cookies, as the official client judges them: one whose
//! cookies are out of step is sent to the Frontend API and back, and expired tokens are refreshed.
//!
//! ```no_run
//! # use housekey_sdk::Client;
//! # use housekey_sdk::auth::Options;
//! # async fn page(client: Client, request: http::request::Parts) -> Result<http::Response<String>, Box<dyn std::error::Error>> {
//! let options = Options::default().publishable_key("pk_test_…")?;
//! let state = client.authenticate_request(&request, &options).await;
//! if let Some(redirect) = state.redirect() {
//!     return Ok(redirect.map(|()| String::new()));
//! }
//! let name = state.claims().map_or("stranger", |claims| &claims.sub);
//! let mut response = http::Response::new(format!("Hello, {name}"));
//! state.add_headers_to(response.headers_mut());
//! # Ok(response) }
//! ```
//!
//! API keys, tokens between machines and OAuth access tokens count where
//! [`accept_tokens`](auth::Options::accept_tokens) says so; [`machine`](auth::RequestState::machine) tells whose they are.
//!
//! # Frameworks
//!
//! A [`Guard`](auth::Guard) stands before routes: 401 for who is signed out, 403 for who lacks a role, a permission, an
//! organization or a recent verification. It is a layer of tower (feature `tower`), and so of axum; with the features
//! `axum`, `actix-web`, `poem` and `rocket`, handlers of these ask for the user and the organization as arguments.
//!
//! ```no_run
//! # #[cfg(feature = "axum")]
//! # fn example(client: housekey_sdk::Client) {
//! use axum::{Router, routing::get};
//! use housekey_sdk::auth::{Guard, Options, Organization, SignedIn};
//!
//! async fn invoices(user: SignedIn, organization: Organization) -> String {
//!     format!("{} reads the invoices of {}", user.sub, organization.id)
//! }
//!
//! let guard = Guard::of(&client, Options::default().authorized_parties(["https://app.example.com"]));
//! let app: Router = Router::new()
//!     .route("/invoices", get(invoices))
//!     .route_layer(guard.has_permission("org:invoices:read"));
//! # }
//! ```
//!
//! # Webhooks
//!
//! [`webhooks`] verifies what a server sends and reads it: one variant for each type of event.
//!
//! ```no_run
//! use housekey_sdk::webhooks::{self, EventData};
//!
//! # fn example(headers: http::HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! let event = webhooks::verify(&headers, body, &std::env::var("CLERK_WEBHOOK_SIGNING_SECRET")?)?;
//! if let EventData::UserCreated(user) = event.data {
//!     println!("welcome, {}", user.first_name.as_deref().unwrap_or("stranger"));
//! }
//! # Ok(()) }
//! ```
//!
//! # Resources and operations
//!
//! All of them; what is struck through is what Clerk advises against. Each is shown in an example.
//!
#![doc = include_str!("operations.md")]
//!
//! What is missing there (newer than this crate, or in beta) can be called without a type, with the same retries, errors, hooks
//! and spans:
//!
//! ```no_run
//! # use housekey_sdk::{Client, Method};
//! # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
//! let body = serde_json::json!({ "name": "Billing" });
//! let machine = client.request(Method::POST, "/v1/machines").json(&body).send::<serde_json::Value>().await?;
//! # Ok(()) }
//! ```
//!
//! # Retries
//!
//! An attempt times out after 10 seconds. 429, 5xx, lost connections and timeouts are retried: after `Retry-After` if the
//! server sends it, otherwise after 500 ms, then 1.5 times as long each time. A call ends within 15 seconds, retries
//! included. A POST whose outcome is unknown is not retried unless you ask for it. Everything can be set for the client
//! and for one call.
//!
//! ```no_run
//! use std::time::Duration;
//! use housekey_sdk::{Backoff, Client, Retry};
//!
//! # async fn example(client: Client) -> Result<(), housekey_sdk::Error> {
//! client.users().get("user_123").retry(Retry::none()).timeout(Duration::from_secs(1)).await?;
//! // Banning twice is the same as banning once.
//! client.users().ban("user_123").retry(Backoff { resend_unknown: true, ..Backoff::default() }).await?;
//! # Ok(()) }
//! ```
//!
//! # Errors
//!
//! Every call ends in one [`Error`]. Branch on its code and status, never on its text; codes are an open set.
//!
//! ```no_run
//! # use housekey_sdk::{Client, Error};
//! # async fn example(client: Client) -> Result<(), Error> {
//! match client.users().ban("user_123").await {
//!     Ok(user) => println!("{} is banned", user.id),
//!     Err(error) if error.is_not_found() => println!("no such user"),
//!     Err(error) if error.code() == Some("user_locked") => println!("locked already"),
//!     Err(Error::Timeout { after }) => println!("no answer within {after:?}"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(()) }
//! ```
//!
//! A newer server's answers are readable: unknown fields are skipped, unknown enum values are kept as `Other`,
//! missing and null fields have defaults.
//!
//! # Servers
//!
//! Without [`ClientBuilder::server`], calls go to `https://api.clerk.com/v1`. A single call can go elsewhere.
//!
//! ```no_run
//! # use housekey_sdk::Client;
//! # async fn example() -> Result<(), housekey_sdk::Error> {
//! let client = Client::builder().secret_key("sk_test_…").server("http://127.0.0.1:4600/v1").build()?;
//! let user = client.users().get("user_123").server("https://eu.example.test/v1").await?;
//! # Ok(()) }
//! ```
//!
//! # Custom HTTP client
//!
//! The client beneath is [`reqwest`]'s. Bring your own for a proxy, for certificates, or to share its connections:
//!
//! ```no_run
//! use housekey_sdk::{Client, reqwest};
//!
//! # fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let proxy = reqwest::Proxy::all("http://proxy.example.com:3128")?;
//! let http = reqwest::Client::builder().proxy(proxy).redirect(reqwest::redirect::Policy::none()).build()?;
//! let client = Client::builder().secret_key("sk_test_…").http_client(http).build()?;
//! # Ok(()) }
//! ```
//!
//! # Hooks
//!
//! [`ClientBuilder::before_request`] sees and may change each attempt, [`ClientBuilder::after_response`] sees what came of
//! it. Both know the operation.
//!
//! ```no_run
//! use housekey_sdk::Client;
//!
//! # fn example() -> Result<(), housekey_sdk::Error> {
//! let client = Client::builder()
//!     .secret_key("sk_test_…")
//!     .before_request(|_, request| {
//!         request.headers_mut().insert("x-team", http::HeaderValue::from_static("billing"));
//!     })
//!     .after_response(|attempt, answer| {
//!         if let Err(error) = answer {
//!             println!("{} failed at attempt {}: {error}", attempt.operation.name, attempt.number);
//!         }
//!     })
//!     .build()?;
//! # Ok(()) }
//! ```
//!
//! # Observability
//!
//! A call is a `tracing` span of the target `housekey_sdk` and the level `info`, with a span of the level `debug` for
//! each attempt, which ends in an event. Their fields are named as OpenTelemetry names them: `http.request.method`,
//! `url.template` (`/users/{user_id}`), `server.address`, `http.response.status_code`, `http.request.resend_count`,
//! `error.type`; besides, `operation` (`users.ban`) and `clerk.trace_id`, which names the request in the server's log.
//! Keys, ids, queries and contents are never among them. For metrics, [`ClientBuilder::on_call`] reports each call:
//!
//! ```no_run
//! # use housekey_sdk::Client;
//! # fn example() -> Result<(), housekey_sdk::Error> {
//! let client = Client::builder()
//!     .secret_key("sk_test_…")
//!     .on_call(|call| println!("{} {:?} in {:?}", call.operation, call.status(), call.elapsed))
//!     .build()?;
//! # Ok(()) }
//! ```
//!
//! # Debugging
//!
//! An [`Error`] has the trace id of the answer ([`Error::trace_id`]), under which the server's log has more, and says which
//! parameter was wrong ([`Error::errors`]). [`Call::raw`] gives status, headers and bytes as they came. With a subscriber such
//! as `tracing-subscriber`, `RUST_LOG=housekey_sdk=debug` shows every attempt.
//!
//! ```no_run
//! # async fn example(client: housekey_sdk::Client) -> Result<(), housekey_sdk::Error> {
//! let answer = client.users().get("user_123").raw().await?;
//! println!("{} {}", answer.status, String::from_utf8_lossy(&answer.body));
//! # Ok(()) }
//! ```
//!
//! # Testing
//!
//! `housekey-testing` runs a real server in your tests, on a database in memory: some 15 ms to start, users with ids of your
//! choice, a clock that you move, the e-mails and webhooks that were sent, and faults where you want them. No account, no
//! network, no container.
//!
//! ```ignore
//! #[tokio::test]
//! async fn a_stumbling_server_is_borne() {
//!     let server = housekey_testing::TestServer::start().await;
//!     server.seed_user("user_ada", CreateUser { username: Some("ada_lovelace".into()), ..CreateUser::default() }).await;
//!     server.fail("users.get").times(2).with_status(503);
//!
//!     assert!(server.client().users().get("user_ada").await.is_ok());
//! }
//! ```
//!
//! # Features and platforms
//!
//! Everything but the frameworks and the blocking client is there by default, and TLS by rustls with AWS-LC. A program
//! that needs little can name it: `default-features = false, features = ["rustls-ring", "sessions", "users"]`. With any
//! three groups of resources and nothing else, this crate and its contract compile in less than half the time (the CPU
//! time of an unoptimized build: 1.2 to 2.4 s instead of 5.3 s; `authentication` adds 1.1 s). What they depend on, most of a
//! first build, stays the same. The public keys of `client.jwks()` are always there.
//!
//! | feature | default | what is there |
//! | --- | --- | --- |
//! | `instance` | yes | settings and domains of the instance, redirect URLs, proxies |
//! | `invitations` | yes | who may become a user: invitations, waitlist, sign-ups, allowlist and blocklist |
//! | `oauth` | yes | OAuth applications and the tokens that they were given |
//! | `organizations` | yes | organizations with their members, invitations, domains, roles and permissions |
//! | `saml` | yes | SAML connections |
//! | `sessions` | yes | sessions, clients, sign-in tokens, actor tokens, testing tokens |
//! | `templates` | yes | templates of e-mails, SMS and JWTs |
//! | `users` | yes | users, e-mail addresses, phone numbers |
//! | `webhooks` | yes | the service that sends webhooks |
//! | `resources` | yes | all groups of resources, which are those above |
//! | `webhook-events` | yes | receiving webhooks: verified, with a type for each event |
//! | `authentication` | yes | who sent a request: session tokens, guards before routes |
//! | `handshake` | yes | the same of browsers by all their cookies, with redirects and refreshed tokens |
//! | `machine-tokens` | yes | the same of machines: API keys, tokens between machines, OAuth access tokens |
//! | `rustls-aws-lc` | yes | TLS and verification by AWS-LC, which is the fastest and takes the longest to compile |
//! | `rustls-ring` | | TLS by *ring*, unless the program has installed another default provider; verification in Rust |
//! | `rustls-no-provider` | | TLS by the default provider that the program has installed; verification in Rust |
//! | `actix-web`, `axum`, `poem`, `rocket`, `tower` | | protected routes in these frameworks; with `authentication` |
//! | `blocking` | | a client whose calls wait; not in browsers |
//!
//! The oldest Rust that compiles the crate is 1.88; frameworks may ask for a newer one.
//!
//! On `wasm32-unknown-unknown` (browsers, workers, Node) calls go through `fetch`: the features of TLS do nothing,
//! redirects are followed, and pauses between attempts are JavaScript's timers. All futures are `Send` there too; they
//! must be awaited on the thread that made them.

#![warn(missing_docs)]

#[cfg(not(any(
    feature = "rustls-aws-lc",
    feature = "rustls-ring",
    feature = "rustls-no-provider",
    target_arch = "wasm32"
)))]
compile_error!(
    "choose a provider of TLS: the feature `rustls-aws-lc`, `rustls-ring` or `rustls-no-provider`"
);

#[cfg(feature = "actix-web")]
pub mod actix_web;
mod answer;
#[cfg(feature = "authentication")]
pub mod auth;
#[cfg(feature = "axum")]
pub mod axum;
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
pub mod blocking;
mod call;
mod client;
#[cfg(any(feature = "authentication", feature = "webhook-events"))]
mod clock;
#[cfg(any(feature = "authentication", feature = "webhook-events"))]
mod crypto;
mod error;
#[cfg(any(feature = "actix-web", feature = "rocket"))]
mod foreign_head;
mod hooks;
mod outgoing;
mod pages;
mod platform;
#[cfg(feature = "poem")]
pub mod poem;
mod resources;
mod retry;
#[cfg(feature = "rocket")]
pub mod rocket;
mod secret;
mod server;
mod spans;
#[cfg(feature = "tower")]
pub mod tower;
mod transport;
mod untyped;
#[cfg(feature = "webhook-events")]
pub mod webhooks;

pub use answer::RawAnswer;
pub use call::{Call, Pending, RawCall};
pub use client::{Client, ClientBuilder};
pub use error::{ApiFailure, BoxError, DecodingFailure, Error, TransportFailure};
pub use hooks::{Attempt, CallReport};
pub use housekey_contract::id::*;
// `Client` is the SDK's own here; the object is `object::Client`.
pub use housekey_contract::object::*;
pub use housekey_contract::{
    AnyOf, ApiError, Bulk, Html, Listing, Meta, Metadata, Method, Millis, NoContent, Operation, Page, Patch,
    Secret, Upload, backend, object, set,
};
pub use pages::{Items, Paged, Pages, Place};
/// The HTTP client beneath, in the version that hooks and [`ClientBuilder::http_client`] take.
pub use reqwest;
pub use resources::*;
pub use retry::{Backoff, Retry};
pub use untyped::UntypedRequest;
