use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::claims::Claims;
use super::organization::Organization;
use super::refusal::Refusal;
use super::requirement::Requirement;
use super::state::RequestState;

/// The signed-in user. It dereferences to the token's [`Claims`].
///
/// In axum, actix-web, rocket and poem, handlers can take it as an argument; they are then not called for signed-out requests.
#[derive(Clone)]
pub struct SignedIn {
    claims: Arc<Claims>,
    token: String,
}

impl SignedIn {
    /// The request's token.
    pub fn token(&self) -> &str {
        &self.token
    }
}

impl Deref for SignedIn {
    type Target = Claims;

    fn deref(&self) -> &Claims {
        &self.claims
    }
}

impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("claims", &self.claims).finish_non_exhaustive()
    }
}

impl RequestState {
    /// The signed-in user.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] if the request is signed out.
    pub fn signed_in(&self) -> Result<SignedIn, Refusal> {
        match (self.shared_claims(), self.token()) {
            (Some(claims), Some(token)) => {
                Ok(SignedIn { claims: Arc::clone(claims), token: token.to_owned() })
            }
            _ => Err(self.refusal()),
        }
    }

    /// The session's active organization.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] if the request is signed out, [`Refusal::Lacks`] if no organization is active.
    pub fn organization(&self) -> Result<Organization, Refusal> {
        let claims = self.claims().ok_or_else(|| self.refusal())?;
        claims.organization().ok_or(Refusal::Lacks(Requirement::Organization))
    }
}
