//! OAuth 2.0 and OpenID Connect, as authorization server.
//!
//! An application sends a browser here with a [`request`]; the browser's [`visits`] end with a grant, whose code the
//! application exchanges for [`tokens`]. Errors have the codes of RFC 6749 and its successors.

mod claims;
mod clients;
mod parameters;
pub mod redirect_uris;
mod request;
pub mod scopes;
mod tokens;
mod visits;

use housekey_store::{Tx, instances};

use crate::error::{Code, Error, Result, refused};

pub use claims::{id_token, user_info};
pub use clients::{Credentials, authenticate};
pub use parameters::Parameters;
pub use request::{Addressee, AuthorizationRequest, addressee, checked_request};
pub use tokens::{
    ACCESS_SECONDS, Access, CodeExchange, Exchange, NewTokens, access, exchange_code, refresh, refreshing,
    revoke, revoke_token,
};
pub use visits::{NewGrant, Question, Step, Visit, allow, decide, finish, grant, question};

/// The issuer of the instance: the server's base URL for the oldest instance, with the instance's id appended for
/// others.
pub fn issuer(tx: &mut Tx<'_>, public_url: &str) -> Result<String> {
    if instances::is_first(tx)? {
        return Ok(public_url.to_owned());
    }
    Ok(format!("{public_url}/instances/{}", tx.instance()))
}

/// A refusal with a code of OAuth.
fn wrong(code: Code, description: impl Into<String>) -> Error {
    refused(code, &code.as_str().replace('_', " "), description)
}
