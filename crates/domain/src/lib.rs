//! Housekey's rules: what may happen to a user, a session, an organization.

pub mod clients;
pub mod email_addresses;
pub mod error;
pub mod events;
pub mod identifiers;
pub mod images;
pub mod instances;
pub mod interstitial;
pub mod jwt;
pub mod jwt_templates;
pub mod keys;
pub mod messages;
mod metadata;
pub mod page;
pub mod passwords;
pub mod phone_numbers;
pub mod publishable_key;
pub mod random;
pub mod seal;
pub mod second_factor;
pub mod sessions;
pub mod shortcodes;
pub mod sign_in_tokens;
pub mod testing_tokens;
mod text;
pub mod users;
mod verification;
