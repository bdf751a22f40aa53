//! What the client reads, one file per resource. Each runs on its own.

pub mod email_addresses;
pub mod jwt_templates;
pub mod phone_numbers;
pub mod second_factors;
pub mod sessions;
pub mod tokens;
pub mod users;

use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::Result;
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::users_api;
use clerk_rs::models::User;
use serde_json::{Value, json};

use crate::outcome::{Outcome, request};

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
