//! Housekey's rules: what may happen to a user, a session, an organization.

pub mod images;
pub mod jwt;
pub mod keys;
pub mod passwords;
pub mod publishable_key;
pub mod random;
pub mod seal;
pub mod second_factor;
pub mod shortcodes;
