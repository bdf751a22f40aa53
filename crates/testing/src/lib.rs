//! Test your Clerk integration without Clerk, against a server in the test's process.
//!
//! [`TestServer::start`] runs a complete Housekey server, compatible with Clerk's Backend API, on an in-memory database and a free
//! port. It starts in about 15 ms, so each test can have its own, and tests can run in parallel. You need no account, network or
//! container, and nothing is mocked: users are stored, tokens are signed, webhooks are sent.
//!
//! Add it to the tests of your crate:
//!
//! ```toml
//! [dev-dependencies]
//! housekey-testing = "0.3"
//! ```
//!
//! # A worked example
//!
//! This application greets its users by their token, and keeps track of deleted users.
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
//!     /// Greets the user of a session token.
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
//! // The test. In your code, it would be a function with `#[tokio::test]`.
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
//! // A signed-in user with an id that the test chooses.
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
//! // The server fails twice: the client retries, and the application doesn't notice.
//! server.fail("users.get").times(2).with_status(503);
//! assert_eq!(application.greet(&token).await?, "Hello Ada!");
//! assert_eq!(server.calls("users.get"), 4);
//!
//! // Two minutes later, the token has expired.
//! server.clock().advance(Duration::from_secs(120));
//! assert!(application.greet(&token).await.is_err());
//!
//! // All changes are reported by signed webhooks.
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
//! | task | methods |
//! | --- | --- |
//! | start a server | [`start`](TestServer::start); in tests that aren't async [`start_blocking`](TestServer::start_blocking), [`block_on`](TestServer::block_on) |
//! | call the server | [`client`](TestServer::client), [`client_builder`](TestServer::client_builder) |
//! | configure an application | [`url`](TestServer::url), [`secret_key`](TestServer::secret_key), [`publishable_key`](TestServer::publishable_key), [`public_key_pem`](TestServer::public_key_pem), [`env`](TestServer::env) |
//! | create users and organizations | [`seed_user`](TestServer::seed_user), [`seed_organization`](TestServer::seed_organization), [`seed_membership`](TestServer::seed_membership), [`seed_session`](TestServer::seed_session) |
//! | sign in | [`session_token`](TestServer::session_token), [`session_token_for`](TestServer::session_token_for) an origin, [`reverify`](TestServer::reverify) for step-up |
//! | move the clock | [`clock`](TestServer::clock), [`auth_options`](TestServer::auth_options) |
//! | read emails and webhooks | [`mailbox`](TestServer::mailbox), [`webhooks`](TestServer::webhooks), [`deliver_webhooks_to`](TestServer::deliver_webhooks_to) |
//! | inject faults | [`fail`](TestServer::fail), [`heal`](TestServer::heal), [`calls`](TestServer::calls) |
//!
//! # Emails and SMS
//!
//! They aren't sent, but kept in the server's mailbox, with their codes and links:
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
//! Clerk's own libraries work with the server too. [`env`](TestServer::env) returns the environment variables that configure them,
//! for programs started by a test: `@clerk/express` and similar packages read them, `createClerkClient` of `@clerk/backend` takes
//! them as `secretKey`, `publishableKey`, `apiUrl` and `jwtKey`, and Python's `Clerk` takes `bearer_auth` and `server_url` (with
//! `/v1` appended).
//!
//! ```
//! # use housekey_testing::TestServer;
//! let server = TestServer::start_blocking();
//! let mut program = std::process::Command::new("node");
//! program.arg("--version").envs(server.env());
//! ```
//!
//! # Differences from a regular server
//!
//! Sessions, users and tokens are the same. But requests are not rate limited, and the clock never returns the same millisecond
//! twice, so that lists are in order of creation. All test servers sign with the same key, because generating one takes 100 ms;
//! [`own_signing_key`](TestServerBuilder::own_signing_key) generates one. The shared key is part of this crate, so it is public.
//!
//! Passwords are hashed as usual, which is slow without optimization. If your tests set many passwords, add
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
/// The SDK's underlying HTTP client, whose header types [`Webhook`] uses.
pub use housekey_sdk::reqwest;
pub use mailbox::Message;
pub use server::TestServer;
pub use webhooks::Webhook;
