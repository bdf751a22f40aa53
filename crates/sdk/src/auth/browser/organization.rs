use super::Browser;
use crate::auth::claims::Claims;
use crate::auth::organization_sync::Target;
use crate::auth::reason::Reason;
use crate::auth::state::{RequestState, Status};

impl Browser<'_> {
    /// What the URL asks to be active.
    pub(super) fn wanted_organization(&self) -> Option<Target> {
        self.options.organizations()?.target(self.visit.url.as_ref()?.path())
    }

    /// Sends the browser to have another organization made active, if the URL is about another. Where it can't be
    /// sent, and where that has not helped already, the page itself has to tell.
    pub(super) fn activated(&self, claims: &Claims) -> Option<RequestState> {
        let active = claims.organization();
        self.wanted_organization().filter(|wanted| !claims.is_pending() && !wanted.is(active.as_ref()))?;
        let state = self.handshake(Reason::ActiveOrganizationMismatch, "");
        Some(state).filter(|state| state.status() == Status::Handshake)
    }
}
