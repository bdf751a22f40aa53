//! What the client reads, one file per resource. Each runs on its own.

pub mod actor_tokens;
pub mod email_addresses;
pub mod instance_settings;
pub mod jwt_templates;
pub mod oauth_applications;
pub mod organizations;
pub mod phone_numbers;
pub mod redirect_urls;
pub mod restrictions;
pub mod second_factors;
pub mod sessions;
pub mod templates;
pub mod tokens;
pub mod users;
pub mod webhooks;

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Result, bail};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::users_api;
use clerk_rs::models::User;
use serde_json::{Value, json};

use crate::outcome::{Outcome, request};

/// The names of the resources, in the order in which they are run.
pub const ALL: [&str; 15] = [
    "users",
    "second_factors",
    "email_addresses",
    "phone_numbers",
    "sessions",
    "tokens",
    "jwt_templates",
    "redirect_urls",
    "instance_settings",
    "restrictions",
    "actor_tokens",
    "organizations",
    "oauth_applications",
    "webhooks",
    "templates",
];

/// Runs a resource by its name.
pub async fn run(name: &str, configuration: &Configuration) -> Result<()> {
    match name {
        "users" => users::run(configuration).await,
        "second_factors" => second_factors::run(configuration).await,
        "email_addresses" => email_addresses::run(configuration).await,
        "phone_numbers" => phone_numbers::run(configuration).await,
        "sessions" => sessions::run(configuration).await,
        "tokens" => tokens::run(configuration).await,
        "jwt_templates" => jwt_templates::run(configuration).await,
        "redirect_urls" => redirect_urls::run(configuration).await,
        "instance_settings" => instance_settings::run(configuration).await,
        "restrictions" => restrictions::run(configuration).await,
        "actor_tokens" => actor_tokens::run(configuration).await,
        "organizations" => organizations::run(configuration).await,
        "oauth_applications" => oauth_applications::run(configuration).await,
        "webhooks" => webhooks::run(configuration).await,
        "templates" => templates::run(configuration).await,
        _ => bail!("there is no resource {name}"),
    }
}

/// A number that no other call of this run gets, and hardly any of another run on the same database.
pub fn fresh() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{}{:04}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// An e-mail address of nobody's.
pub fn fresh_address() -> String {
    format!("ada.{}@example.com", fresh())
}

/// A phone number of nobody's.
pub fn fresh_number() -> String {
    let number = fresh().parse::<u64>().unwrap_or_default() % 8_000_000;
    format!("+1202{}", 2_000_000 + number)
}

/// A new user, with these fields besides.
pub async fn new_user(configuration: &Configuration, fields: Value) -> Result<User> {
    let mut wanted = json!({ "email_address": [fresh_address()], "skip_password_requirement": true });
    if let (Some(wanted), Value::Object(fields)) = (wanted.as_object_mut(), fields) {
        wanted.extend(fields);
    }
    users_api::create_user(configuration, request(wanted)?).await.read()
}
