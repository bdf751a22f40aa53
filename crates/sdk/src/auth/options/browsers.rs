use std::borrow::Cow;

use super::Options;
use crate::auth::organization_sync::OrganizationSync;
use crate::auth::publishable_key::{InvalidPublishableKey, PublishableKey};
use crate::auth::satellite::Satellite;

/// The settings for browsers.
#[derive(Clone, Debug, Default)]
pub(super) struct Browsers {
    publishable_key: Option<PublishableKey>,
    proxy: Option<String>,
    satellite: Option<Satellite>,
    organizations: Option<OrganizationSync>,
}

impl Options {
    /// Authenticates browsers by all of their cookies, including this instance's suffixed ones (`__session_…`), and starts a
    /// handshake if they are out of sync: see [`RequestState::redirect`](crate::auth::RequestState).
    pub fn publishable_key(mut self, key: &str) -> Result<Self, InvalidPublishableKey> {
        self.browsers.publishable_key = Some(PublishableKey::parse(key)?);
        Ok(self)
    }

    /// Sets the URL or path through which the Frontend API is proxied: `https://app.example.com/__clerk` or `/__clerk`.
    #[must_use]
    pub fn proxy_url(mut self, url: impl Into<String>) -> Self {
        self.browsers.proxy = Some(url.into()).filter(|url| !url.is_empty());
        self
    }

    /// Makes this application a satellite, on another domain than the instance's primary one.
    #[must_use]
    pub fn satellite(mut self, satellite: Satellite) -> Self {
        self.browsers.satellite = Some(satellite);
        self
    }

    /// Activates the organization in the URL, by a handshake.
    #[must_use]
    pub fn organization_sync(mut self, sync: OrganizationSync) -> Self {
        self.browsers.organizations = Some(sync);
        self
    }

    pub(in crate::auth) const fn organizations(&self) -> Option<&OrganizationSync> {
        self.browsers.organizations.as_ref()
    }

    pub(in crate::auth) const fn as_satellite(&self) -> Option<&Satellite> {
        self.browsers.satellite.as_ref()
    }

    pub(in crate::auth) const fn instance(&self) -> Option<&PublishableKey> {
        self.browsers.publishable_key.as_ref()
    }

    pub(in crate::auth) fn proxy(&self) -> Option<&str> {
        self.browsers.proxy.as_deref()
    }

    /// The host that issues the instance's tokens.
    pub(in crate::auth) fn frontend_host<'a>(&self, instance: &'a PublishableKey) -> Cow<'a, str> {
        match &self.browsers.satellite {
            Some(satellite) if !instance.is_development() => {
                Cow::Owned(["clerk.", satellite.domain()].concat())
            }
            _ => Cow::Borrowed(instance.host()),
        }
    }
}
