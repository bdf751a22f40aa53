//! Housekey's server: HTTP edges, background work, command line.
//!
//! A request comes in through [`edge`], which finds its endpoint and whose it is ([`auth`]); the handler in
//! [`backend`] calls the rules of `housekey-domain` within a transaction, and [`view`] shows what came of it.

pub mod accountless;
pub mod app;
pub mod auth;
pub mod backend;
mod breached_passwords;
pub mod clock;
pub mod commands;
pub mod config;
pub mod cx;
mod delivery;
pub mod edge;
pub mod endpoint;
pub mod error;
mod health;
pub mod home;
mod images;
pub mod limits;
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
mod trace;
pub mod view;
mod webhook_page;
