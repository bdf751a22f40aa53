//! Testing tokens, with which end-to-end tests pass the checks against bots.

use housekey_contract::Millis;
use housekey_store::{Tx, testing_tokens};
use rand::Rng;

use crate::error::Result;
use crate::random;

/// For how many seconds a testing token holds.
const LIFETIME: i64 = 60 * 60;

/// A new testing token.
#[derive(Clone, Debug)]
pub struct NewTestingToken {
    /// The token, which is shown once.
    pub token: String,
    /// Until when it holds, in seconds.
    pub expires_at: i64,
}

impl NewTestingToken {
    /// Makes a token. As with Clerk's, its time stands in front.
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

/// Whether somebody who presents this token is a test.
pub fn holds(tx: &mut Tx<'_>, token: &str) -> Result<bool> {
    Ok(testing_tokens::holds(tx, &random::hash_token(token))?)
}
