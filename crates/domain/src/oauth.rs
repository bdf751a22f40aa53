//! OAuth 2.0 and OpenID Connect, from the side that signs people in.
//!
//! An application sends a browser here with a [`request`]; the browser's [`visits`] end with a grant, whose code the
//! application exchanges for [`tokens`]. Refusals carry the error codes of RFC 6749 and its descendants.

mod claims;
mod clients;
mod parameters;
pub mod redirect_uris;
mod request;
pub mod scopes;
mod sign_in;
mod tokens;
mod visits;

use housekey_store::{Tx, instances};

use crate::error::{Error, Result, refused};

pub use claims::{id_token, user_info};
pub use clients::{Credentials, authenticate};
pub use parameters::Parameters;
pub use request::{Addressee, addressee, checked_request};
pub use sign_in::{
    Attempt, CheckedAttempt, CheckedSecondFactor, CodeRecipient, Proof, SecondFactorAttempt, SecondFactors,
    SigningIn, attempt, code_owner, code_recipient, new_code, note_code, second_factor_attempt,
    second_factors, settle_attempt, settle_code, settle_second_factor, sms_recipient, start_again,
};
pub use tokens::{
    ACCESS_SECONDS, Access, CodeExchange, Exchange, NewTokens, access, exchange_code, refresh, refreshing,
    revoke, revoke_token,
};
pub use visits::{
    NewGrant, NewVisit, Question, Step, VisitKey, allow, begin, decide, deny, finish, grant, question, visit,
};

/// The instance's issuer, below which all its addresses lie: the server's own address for the eldest instance, one with
/// the instance's id in it for all others.
pub fn issuer(tx: &mut Tx<'_>, public_url: &str) -> Result<String> {
    if instances::is_first(tx)? {
        return Ok(public_url.to_owned());
    }
    Ok(format!("{public_url}/instances/{}", tx.instance()))
}

/// A refusal with a code of OAuth.
fn wrong(status: u16, code: &str, description: impl Into<String>) -> Error {
    refused(status, code, &code.replace('_', " "), description)
}
