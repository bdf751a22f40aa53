//! Testing tokens, which let end-to-end tests bypass bot protection.

use housekey_contract::Millis;
use housekey_store::{Tx, testing_tokens};
use rand::Rng;

use crate::error::Result;
use crate::random;

/// Lifetime of a testing token in seconds.
const LIFETIME: i64 = 60 * 60;

/// A new testing token.
#[derive(Clone, Debug)]
pub struct NewTestingToken {
    /// The token. It is shown only once.
    pub token: String,
    /// When it expires, in seconds.
    pub expires_at: i64,
}

impl NewTestingToken {
    /// Generates a token. As with Clerk's, it starts with its time.
    pub fn make(now: Millis, rng: &mut (impl Rng + ?Sized)) -> Self {
        let expires_at = now.seconds() + LIFETIME;
        Self { token: random::token(rng, &format!("{expires_at}-")), expires_at }
    }
}

/// Adds a token.
pub fn create(tx: &mut Tx<'_>, new: &NewTestingToken) -> Result<()> {
    let digest = random::hash_token(&new.token);
    Ok(testing_tokens::insert(tx, &digest, Millis::from_seconds(new.expires_at))?)
}

/// Whether this token is a valid testing token.
pub fn holds(tx: &mut Tx<'_>, token: &str) -> Result<bool> {
    Ok(testing_tokens::holds(tx, &random::hash_token(token))?)
}
