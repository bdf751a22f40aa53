//! How do I test my Clerk integration without Clerk? With a server of your own, in the test's process.
//!
//! [`TestServer::start`] runs the whole of Housekey, which answers as Clerk's Backend API does, on a database in memory and a
//! free port. It takes some 15 ms, so each test has its own, and tests run side by side. There is no account, no network, no
//! container, and nothing is made up: users are kept, tokens are signed, webhooks are sent.
//!
//! Add it to the tests of your crate:
//!
//! ```toml
//! [dev-dependencies]
//! housekey-testing = "0.2"
//! ```
//!
//! # A worked example
//!
//! Here is what an application does with its users: it greets them by their token, and notes who is gone.
//!
//! ```
//! use std::collections::BTreeSet;
//!
//! use housekey_sdk::auth::{Options, verify_token};
//! use housekey_sdk::webhooks::Webhook;
//! use housekey_sdk::{Client, UserId};
//! use housekey_testing::reqwest::header::HeaderMap;
//!
//! struct Application {
//!     clerk: Client,
//!     tokens: Options,
//!     webhooks: Webhook,
//!     gone: BTreeSet<UserId>,
//! }
//!
//! impl Application {
//!     /// Greets whoever sent a request with this session token.
//!     async fn greet(&self, token: &str) -> Result<String, Box<dyn std::error::Error>> {
//!         let claims = verify_token(token, &self.tokens).await?;
//!         let user = self.clerk.users().get(claims.sub.as_str()).await?;
//!         Ok(format!("Hello {}!", user.first_name.unwrap_or_default()))
//!     }
//!
//!     /// Handles a webhook.
//!     fn notice(&mut self, headers: &HeaderMap, body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//!         let event = self.webhooks.verify(headers, body)?;
//!         if event.event_type.as_str() == "user.deleted" {
//!             self.gone.insert(event.raw_data["id"].as_str().unwrap_or_default().into());
//!         }
//!         Ok(())
//!     }
//! }
//!
//! // And this is its test. With `#[tokio::test]` above it, it would be one of yours.
//! use std::time::Duration;
//!
//! use housekey_sdk::{CreateSession, CreateUser};
//! use housekey_testing::TestServer;
//!
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! let server = TestServer::start().await;
//! let mut application = Application {
//!     clerk: server.client(),
//!     tokens: server.auth_options(),
//!     webhooks: Webhook::new(server.webhook_secret())?.clock(server.clock().for_tokens()),
//!     gone: BTreeSet::new(),
//! };
//!
//! // Somebody, under an id that the test can name, who is signed in.
//! let ada = CreateUser {
//!     email_address: Some(vec!["ada@example.com".to_owned()]),
//!     first_name: Some("Ada".to_owned()),
//!     ..CreateUser::default()
//! };
//! server.seed_user("user_ada", ada).await;
//! server.seed_session("sess_ada", CreateSession { user_id: "user_ada".into(), ..CreateSession::default() }).await;
//! let token = server.session_token("sess_ada").await;
//! assert_eq!(application.greet(&token).await?, "Hello Ada!");
//!
//! // The server stumbles: the client tries again, and the application doesn't notice.
//! server.fail("users.get").times(2).with_status(503);
//! assert_eq!(application.greet(&token).await?, "Hello Ada!");
//! assert_eq!(server.calls("users.get"), 4);
//!
//! // Two minutes later the token has run out.
//! server.clock().advance(Duration::from_secs(120));
//! assert!(application.greet(&token).await.is_err());
//!
//! // Whatever happens is told of by webhooks, signed as they would be.
//! server.client().users().delete("user_ada").await?;
//! for webhook in server.webhooks().await {
//!     application.notice(&webhook.headers, &webhook.body)?;
//! }
//! assert!(application.gone.contains(&UserId::from("user_ada")));
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a test can do
//!
//! | to … | there is |
//! | --- | --- |
//! | have a server | [`start`](TestServer::start); in tests that are not async [`start_blocking`](TestServer::start_blocking), [`block_on`](TestServer::block_on) |
//! | ask the server | [`client`](TestServer::client), [`client_builder`](TestServer::client_builder) |
//! | set up an application | [`url`](TestServer::url), [`secret_key`](TestServer::secret_key), [`publishable_key`](TestServer::publishable_key), [`public_key_pem`](TestServer::public_key_pem), [`env`](TestServer::env) |
//! | have somebody there | [`seed_user`](TestServer::seed_user), [`seed_organization`](TestServer::seed_organization), [`seed_membership`](TestServer::seed_membership), [`seed_session`](TestServer::seed_session) |
//! | be signed in | [`session_token`](TestServer::session_token), [`session_token_for`](TestServer::session_token_for) an origin, [`reverify`](TestServer::reverify) for step-up |
//! | let time pass | [`clock`](TestServer::clock), [`auth_options`](TestServer::auth_options) |
//! | read what was sent | [`mailbox`](TestServer::mailbox), [`webhooks`](TestServer::webhooks), [`deliver_webhooks_to`](TestServer::deliver_webhooks_to) |
//! | see how trouble is borne | [`fail`](TestServer::fail), [`heal`](TestServer::heal), [`calls`](TestServer::calls) |
//!
//! # E-mails and SMS
//!
//! A server for development sends none. They are in its mailbox, with their codes and links:
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! use housekey_sdk::CreateInvitation;
//! use housekey_testing::TestServer;
//!
//! let server = TestServer::start().await;
//! let invitation = CreateInvitation { email_address: "grace@example.com".into(), ..Default::default() };
//! server.client().invitations().create(invitation).await?;
//!
//! let mailbox = server.mailbox().await;
//! assert_eq!(mailbox[0].to, "grace@example.com");
//! assert!(mailbox[0].link().is_some_and(|link| link.starts_with(server.url())));
//! # Ok::<(), Box<dyn std::error::Error>>(()) })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Other languages
//!
//! Clerk's own libraries work against the server too. [`env`](TestServer::env) has the variables that they are set up with,
//! for a program that a test starts: `@clerk/express` and its like read them, `createClerkClient` of `@clerk/backend` takes
//! them as `secretKey`, `publishableKey`, `apiUrl` and `jwtKey`, and Python's `Clerk` as `bearer_auth` and, with `/v1` behind
//! it, `server_url`.
//!
//! ```
//! # use housekey_testing::TestServer;
//! let server = TestServer::start_blocking();
//! let mut program = std::process::Command::new("node");
//! program.arg("--version").envs(server.env());
//! ```
//!
//! # Where it differs from a server that you run
//!
//! Sessions, users and tokens are as they are there. But requests are not limited in number, the clock never says the same
//! millisecond twice, so that lists are in the order in which things were made, and all test servers sign with one key that
//! comes with this crate, since making one takes a tenth of a second;
//! [`own_signing_key`](TestServerBuilder::own_signing_key) makes one. The key is for tests: whoever has this crate has it.
//!
//! Passwords are hashed as they are elsewhere, which takes time where nothing is optimized. If your tests set many, add
//! `[profile.dev.package.argon2]` with `opt-level = 3` to your manifest, and the same for `blake2`.

#![warn(missing_docs)]

mod builder;
mod clock;
mod example;
mod faults;
mod front;
mod mailbox;
mod operations;
mod proxy;
mod running;
mod seeds;
mod server;
mod settled;
mod shared;
mod webhooks;

pub use builder::TestServerBuilder;
pub use clock::TestClock;
#[doc(hidden)]
pub use example::{World, example, picture};
pub use faults::Fail;
/// The HTTP client beneath the SDK's, whose headers [`Webhook`] has.
pub use housekey_sdk::reqwest;
pub use mailbox::Message;
pub use server::TestServer;
pub use webhooks::Webhook;
