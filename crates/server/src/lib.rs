//! Housekey's server: HTTP, background workers and command line.
//!
//! A request enters through [`edge`], which finds its endpoint and instance ([`auth`]); the handler in [`backend`]
//! applies the rules of `housekey-domain` in a transaction, and [`view`] renders the result.

pub mod accountless;
pub mod app;
pub mod auth;
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
mod health;
pub mod home;
pub mod http;
mod images;
pub mod limits;
mod loopback;
mod mailbox;
pub mod oauth;
pub mod outbound;
pub mod pages;
pub mod post;
mod proxy_health;
mod saml;
pub mod serve;
pub mod shown;
mod tickets;
mod tidy;
mod tolerated;
mod trace;
pub mod view;
mod webhook_page;
