//! Housekey's database: embedded SQLite or Postgres, one SQL text for both.
//!
//! A transaction is a closure over a [`Tx`]: [`Db::read`] gives it a snapshot, [`Db::write`] makes its work durable.

mod db;
mod error;
mod migrate;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod url;
mod value;

pub use db::Db;
pub use error::StoreError;
pub use tx::Tx;
pub use url::DatabaseUrl;
pub use value::{Column, FromColumn, Mismatch, Param, Row};
