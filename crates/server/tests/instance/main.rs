//! An instance with its domains and settings, through the SDK on a real socket, on every available engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod accountless;
mod domains;
mod instance_settings;
mod interstitial;
mod leaked_passwords;
mod live;
mod proxy_checks;
mod redirect_urls;
mod saml_connections;
#[path = "../sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
mod settings_at_work;
