//! Housekey's database: embedded SQLite or Postgres, with the same SQL for both.
//!
//! A transaction is a closure over a [`DatabaseTx`]: [`Db::read`] runs it on a snapshot, [`Db::write`] makes it
//! durable. A [`Tx`] is the same transaction, bound to an instance.

pub mod accountless;
pub mod actor_tokens;
mod blocking;
pub mod clients;
pub mod credentials;
mod database_tx;
mod db;
pub mod domains;
mod error;
pub mod events;
pub mod fold;
pub mod identifications;
pub mod images;
pub mod instances;
pub mod invitations;
pub mod jwt_templates;
pub mod listed_identifiers;
pub mod mailbox;
pub mod messages;
mod migrate;
mod moment;
pub mod oauth_applications;
pub mod oauth_consents;
pub mod oauth_grants;
pub mod oauth_tokens;
pub mod organization_domains;
pub mod organization_invitations;
pub mod organization_memberships;
pub mod organization_roles;
pub mod organizations;
mod postgres;
mod query;
mod readiness;
pub mod redirect_urls;
pub mod saml_connections;
pub mod sessions;
pub mod sign_in_tokens;
pub mod sign_ins;
pub mod sign_ups;
mod sqlite;
pub mod strategy;
pub mod templates;
#[cfg(feature = "testing")]
pub mod testing;
pub mod testing_tokens;
mod tx;
mod url;
pub mod users;
mod value;
pub mod waitlist_entries;
pub mod webhooks;
mod work;

pub use blocking::{BlockingError, BlockingPool};
pub use database_tx::DatabaseTx;
pub use db::Db;
pub use error::{Result, StoreError};
pub use moment::Moment;
pub use tx::{Requester, Tx};
pub use url::DatabaseUrl;
pub use value::{Column, FromColumn, Mismatch, Param, Row};
