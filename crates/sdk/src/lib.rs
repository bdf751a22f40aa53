#![doc = include_str!("../README.md")]
//!
//! # Creating and changing
//!
//! Requests are structs with defaults: set only the fields you need. In an update, each field can be kept, cleared or set; see
//! [`Patch`].
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
//! Awaiting a listing returns one page. Its call can also read all pages: as a stream of items ([`Call::stream`]) or of pages
//! ([`Call::pages`]), fetching one page ahead, or into a vector ([`Call::collect_all`]). Items that exist throughout are
//! returned exactly once, even if others are added or deleted meanwhile. [`Call::total_count`] counts.
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
//! The feature `blocking` adds a blocking client with the same methods, for use with or without an async runtime: see
//! `blocking`.
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
//! Calls are authenticated with the instance's secret key. [`Client::new`] takes it and sends it to Clerk's servers only. If keys
//! are rotated, [`ClientBuilder::secret_key_from`] gets one before each attempt. Keys never appear in `Debug` output, errors or
//! logs.
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
//! The session token in a request's `Authorization` header or cookies tells who sent it. The client fetches the keys to verify it;
//! with a PEM key, no network is needed: see [`auth`].
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
//! With the publishable key, browsers are authenticated by all of their cookies, as in the official SDKs: if the cookies are out of
//! sync, the browser is redirected to the Frontend API and back (the handshake), and expired tokens are refreshed.
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
//! API keys, machine-to-machine tokens and OAuth access tokens are accepted where
//! [`accept_tokens`](auth::Options::accept_tokens) allows them; [`machine`](auth::RequestState::machine) tells whose they are.
//!
//! # Frameworks
//!
//! A [`Guard`](auth::Guard) protects routes: 401 if the user is signed out, 403 if a role, permission, organization or recent
//! verification is missing. It is a tower layer (feature `tower`), and so works in axum. With the features `axum`, `actix-web`,
//! `poem` and `rocket`, handlers can take the user and the organization as arguments.
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
//! [`webhooks`] verifies and decodes webhooks, with an enum variant for each type of event.
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
//! The complete list. Deprecated operations are struck through. Each one has an example in its documentation.
//!
#![doc = include_str!("operations.md")]
//!
//! Operations that are missing there, because they are newer than this crate or in beta, can be called without a type, with the
//! same retries, errors, hooks and spans:
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
//! All calls return the same [`Error`]. Branch on its code and status, never on its message. New codes may appear.
//!
//! ```no_run
//! # use housekey_sdk::{Client, Error};
//! # async fn example(client: Client) -> Result<(), Error> {
//! match client.users().ban("user_123").await {
//!     Ok(user) => println!("{} is banned", user.id),
//!     Err(error) if error.is_not_found() => println!("no such user"),
//!     Err(error) if error.code() == Some("user_locked") => println!("locked already"),
//!     Err(Error::Timeout { after }) => println!("no response within {after:?}"),
//!     Err(error) => return Err(error),
//! }
//! # Ok(()) }
//! ```
//!
//! Responses from newer servers can be read: unknown fields are ignored, unknown enum values become `Other`, and missing or null
//! fields get defaults.
//!
//! # Servers
//!
//! By default, calls go to `https://api.clerk.com/v1`. The server can be set for the client and for a single call.
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
//! The underlying HTTP client is [`reqwest`]'s. Provide your own to use a proxy or custom certificates, or to share connections:
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
//! [`ClientBuilder::before_request`] is called before each attempt and can change the request; [`ClientBuilder::after_response`]
//! is called with its outcome. Both get the operation.
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
//! Each call has a `tracing` span (target `housekey_sdk`, level `info`), and each attempt a child span (level `debug`) that ends
//! with an event. Fields have OpenTelemetry's names: `http.request.method`,
//! `url.template` (`/users/{user_id}`), `server.address`, `http.response.status_code`, `http.request.resend_count`,
//! `error.type`, plus `operation` (`users.ban`) and `clerk.trace_id`, which identifies the request in the server's log.
//! Keys, ids, queries and bodies are never included. For metrics, [`ClientBuilder::on_call`] reports each call:
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
//! An [`Error`] has the response's trace id ([`Error::trace_id`]), by which you find the request in the server's log, and names the
//! invalid parameter ([`Error::errors`]). [`Call::raw`] returns the unparsed status, headers and bytes. With a subscriber such as
//! `tracing-subscriber`, `RUST_LOG=housekey_sdk=debug` shows every attempt.
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
//! `housekey-testing` runs a real server in your tests, on an in-memory database. It starts in about 15 ms and provides users with
//! ids you choose, a clock you can move, the emails and webhooks that were sent, and fault injection. No account, network or
//! container is needed.
//!
//! ```ignore
//! #[tokio::test]
//! async fn transient_errors_are_retried() {
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
//! By default, everything but the frameworks and the blocking client is enabled, with TLS by rustls and AWS-LC. To reduce build
//! time, select what you need: `default-features = false, features = ["rustls-ring", "sessions", "users"]`. With any three groups
//! of resources and nothing else, this crate and its contract compile in less than half the time (CPU time of an unoptimized
//! build: 1.2 to 2.4 s instead of 5.3 s; `authentication` adds 1.1 s). Their dependencies, which take up most of a first build,
//! stay the same. `client.jwks()` is always available.
//!
//! | feature | default | adds |
//! | --- | --- | --- |
//! | `instance` | yes | settings and domains of the instance, redirect URLs, proxies |
//! | `invitations` | yes | invitations, waitlist, sign-ups, allowlist and blocklist |
//! | `oauth` | yes | OAuth applications and their tokens |
//! | `organizations` | yes | organizations with their members, invitations, domains, roles and permissions |
//! | `saml` | yes | SAML connections |
//! | `sessions` | yes | sessions, clients, sign-in tokens, actor tokens, testing tokens |
//! | `templates` | yes | templates of e-mails, SMS and JWTs |
//! | `users` | yes | users, e-mail addresses, phone numbers |
//! | `webhooks` | yes | managing the webhook service |
//! | `resources` | yes | all of the groups above |
//! | `webhook-events` | yes | receiving webhooks: verification, and a type for each event |
//! | `authentication` | yes | authenticating requests: session tokens, guards for routes |
//! | `handshake` | yes | authenticating browsers by all of their cookies, with redirects and refreshed tokens |
//! | `machine-tokens` | yes | authenticating machines: API keys, machine-to-machine tokens, OAuth access tokens |
//! | `rustls-aws-lc` | yes | TLS and verification by AWS-LC: fastest, but slowest to compile |
//! | `rustls-ring` | | TLS by *ring*, unless another default provider is installed; verification in Rust |
//! | `rustls-no-provider` | | TLS by the default provider you install; verification in Rust |
//! | `actix-web`, `axum`, `poem`, `rocket`, `tower` | | guards and extractors for these frameworks; enables `authentication` |
//! | `blocking` | | the blocking client; not in browsers |
//!
//! The minimum supported Rust version is 1.88; frameworks may require a newer one.
//!
//! On `wasm32-unknown-unknown` (browsers, workers, Node), calls use `fetch`: TLS features have no effect, redirects are followed,
//! and pauses between attempts use JavaScript timers. Futures are `Send` there too, but must be awaited on the thread that
//! created them.

#![warn(missing_docs)]

#[cfg(not(any(
    feature = "rustls-aws-lc",
    feature = "rustls-ring",
    feature = "rustls-no-provider",
    target_arch = "wasm32"
)))]
compile_error!("choose a TLS provider: the feature `rustls-aws-lc`, `rustls-ring` or `rustls-no-provider`");

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
#[macro_use]
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
/// The underlying HTTP client, in the version that hooks and [`ClientBuilder::http_client`] use.
pub use reqwest;
pub use retry::{Backoff, Retry};
pub use untyped::UntypedRequest;

housekey_contract::resources!(requests);
