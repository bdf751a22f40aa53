//! Housekey's server: HTTP, background workers and command line.
//!
//! A request enters through [`edge`], which finds its endpoint and instance ([`keyring`]); the handler in [`backend`]
//! applies the rules of `housekey-domain` in a transaction, and [`view`] renders the result.

pub mod accountless;
mod address;
pub mod api;
pub mod app;
pub mod backend;
mod breached_passwords;
mod browser;
pub mod clock;
pub mod commands;
pub mod config;
pub mod cx;
mod delivery;
pub mod edge;
pub mod endpoint;
pub mod error;
pub mod even_time;
pub mod home;
pub mod http;
mod issuer;
mod key_pool;
pub mod keyring;
pub mod limits;
mod loopback;
pub mod outbound;
pub mod post;
pub mod render;
pub mod rng;
pub mod serve;
pub mod shown;
pub mod site;
mod tidy;
mod tolerated;
mod trace;
pub mod view;
