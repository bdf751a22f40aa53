use std::sync::Arc;
use std::time::Duration;

use futures_util::future::Either;

use super::credential::RequestHead;
use super::options::Options;
use super::reason::Reason;
use super::refusal::Refusal;
use super::request::authenticate_request;
use super::requirement::Requirement;
use super::reverification::{Factor, Reverification};
use super::state::RequestState;
use crate::Client;

/// Protects routes: lets requests through if the user is signed in and meets all requirements, and rejects all others.
///
/// It is a tower layer (feature `tower`), so it works in axum; middleware for `actix-web` and `poem`; and a fairing for `rocket`.
/// Elsewhere, call [`admit`](Self::admit). Clones share everything, including the keys and the cache of verified tokens.
///
/// ```no_run
/// use housekey_sdk::Client;
/// use housekey_sdk::auth::{Guard, Options, Reverification};
///
/// # fn example(client: &Client) {
/// let guard = Guard::of(client, Options::default().authorized_parties(["https://app.example.com"]));
/// let for_administrators = guard.clone().has_role("org:admin").reverified(Reverification::STRICT);
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Guard(Arc<Rules>);

#[derive(Clone, Debug)]
struct Rules {
    /// Provides the keys if the options have none.
    client: Option<Client>,
    options: Options,
    is_optional: bool,
    requirements: Vec<Requirement>,
}

impl Guard {
    /// Creates a guard that uses the keys of `options`; with a PEM key, it never uses the network.
    pub fn new(options: Options) -> Self {
        Self::with(None, options)
    }

    /// Creates a guard that uses the client's keys unless `options` have others.
    pub fn of(client: &Client, options: Options) -> Self {
        Self::with(Some(client.clone()), options)
    }

    fn with(client: Option<Client>, options: Options) -> Self {
        Self(Arc::new(Rules { client, options, is_optional: false, requirements: Vec::new() }))
    }

    /// Also lets signed-out requests through, unless there are requirements. Signed-in users must still meet the requirements.
    #[must_use]
    pub fn optional(mut self) -> Self {
        Arc::make_mut(&mut self.0).is_optional = true;
        self
    }

    /// Adds a requirement.
    #[must_use]
    pub fn require(mut self, requirement: impl Into<Requirement>) -> Self {
        let requirements = &mut Arc::make_mut(&mut self.0).requirements;
        requirements.push(requirement.into());
        // Nobody should be asked for their second factor only to learn that they lack a role.
        requirements.sort_by_key(|requirement| matches!(requirement, Requirement::Reverification(_)));
        self
    }

    /// Requires an active organization.
    #[must_use]
    pub fn require_org(self) -> Self {
        self.require(Requirement::Organization)
    }

    /// Requires a role in the active organization, such as `org:admin`.
    #[must_use]
    pub fn has_role(self, role: impl Into<String>) -> Self {
        self.require(Requirement::role(role))
    }

    /// Requires a permission in the active organization, such as `org:invoices:read`.
    #[must_use]
    pub fn has_permission(self, permission: impl Into<String>) -> Self {
        self.require(Requirement::permission(permission))
    }

    /// Requires a recent verification of the user; `Reverification::STRICT` and others are Clerk's presets.
    #[must_use]
    pub fn reverified(self, reverification: Reverification) -> Self {
        self.require(reverification)
    }

    /// Requires a verification of the user within the given number of minutes: [`Reverification::within`].
    #[must_use]
    pub fn verified_within(self, age: Duration, factor: Factor) -> Self {
        self.reverified(Reverification::within(age, factor))
    }

    /// Authenticates a request and checks the requirements.
    ///
    /// # Errors
    /// If the request is rejected: [`Refusal`] is the response to send.
    pub fn admit<'a, H: RequestHead>(
        &'a self,
        head: &H,
    ) -> impl Future<Output = Result<RequestState, Refusal>> + Send + use<'a, H> {
        let Rules { client, options, .. } = &*self.0;
        let state = match client {
            Some(client) => Either::Left(client.authenticate_request(head, options)),
            None => Either::Right(authenticate_request(head, options)),
        };
        async move { self.0.judge(state.await) }
    }
}

impl Rules {
    fn judge(&self, state: RequestState) -> Result<RequestState, Refusal> {
        if state.redirect().is_some() {
            return Err(state.refusal());
        }
        tell_of_missing_keys(&state);
        let Some(claims) = state.claims() else {
            return self.judge_without_user(state);
        };
        self.requirements.iter().try_for_each(|requirement| claims.require(requirement))?;
        Ok(state)
    }

    /// A machine gets through if its kind of token is accepted, but it has no role and no organization.
    fn judge_without_user(&self, state: RequestState) -> Result<RequestState, Refusal> {
        match self.requirements.first() {
            Some(lacking) if state.is_signed_in() => Err(Refusal::Lacks(lacking.clone())),
            None if state.is_signed_in() || self.is_optional => Ok(state),
            _ => Err(state.refusal()),
        }
    }
}

/// Callers can't fix this, so it is logged for the operator.
fn tell_of_missing_keys(state: &RequestState) {
    if let Some(Reason::Token(reason)) = state.reason()
        && reason.is_the_services()
    {
        let message = state.message();
        tracing::error!(%reason, message, "nobody can be signed in, for the guard lacks its keys");
    }
}
