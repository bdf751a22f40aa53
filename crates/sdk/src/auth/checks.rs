//! The checks of a genuine token that are made every time.

use housekey_contract::Millis;

use super::claims::Claims;
use super::options::Options;
use super::reason::{TokenError, TokenReason};

pub(super) fn check(claims: &Claims, options: &Options, skew: Millis) -> Result<(), TokenError> {
    check_audience(claims, options)?;
    check_issuer(claims, options)?;
    check_authorized_party(claims, options)?;
    check_times(claims, options.now(), skew)
}

/// As in the official SDK, a token without an audience is for every service of the instance.
pub(super) fn check_audience(claims: &Claims, options: &Options) -> Result<(), TokenError> {
    let (Some(wanted), Some(named)) = (options.wanted_audiences(), &claims.aud) else { return Ok(()) };
    let mut named = named.iter().peekable();
    if named.peek().is_none() || named.any(|audience| wanted.iter().any(|wanted| wanted == audience)) {
        return Ok(());
    }
    Err(TokenError::new(TokenReason::VerificationFailed, "`aud` names another audience"))
}

fn check_issuer(claims: &Claims, options: &Options) -> Result<(), TokenError> {
    match options.wanted_issuer() {
        Some(wanted) if claims.iss.as_deref() != Some(wanted) => {
            Err(TokenError::new(TokenReason::VerificationFailed, "`iss` is another issuer, or missing"))
        }
        _ => Ok(()),
    }
}

fn check_authorized_party(claims: &Claims, options: &Options) -> Result<(), TokenError> {
    let Some(wanted) = options.wanted_parties() else { return Ok(()) };
    let named = claims.azp.as_deref().filter(|party| !party.is_empty());
    if named.is_some_and(|party| wanted.iter().any(|wanted| wanted == party)) {
        return Ok(());
    }
    let message = "`azp` is not among the authorized parties, or missing";
    Err(TokenError::new(TokenReason::InvalidAuthorizedParties, message))
}

pub(super) fn check_times(claims: &Claims, now: Millis, skew: Millis) -> Result<(), TokenError> {
    if Millis::from_seconds(claims.exp) <= now - skew {
        return Err(TokenError::new(TokenReason::Expired, "the token is expired"));
    }
    let is_to_come = |moment: Option<i64>| moment.is_some_and(|at| Millis::from_seconds(at) > now + skew);
    if is_to_come(claims.nbf) {
        return Err(TokenError::new(TokenReason::NotActiveYet, "the token is not active yet"));
    }
    if is_to_come(claims.iat) {
        return Err(TokenError::new(TokenReason::IssuedInTheFuture, "the token was issued in the future"));
    }
    Ok(())
}
