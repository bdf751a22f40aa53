use reqwest::Url;

/// An application on its own domain that shares the sessions of a primary domain.
///
/// ```
/// use housekey_sdk::auth::Satellite;
///
/// let satellite = Satellite::new("shop.example.com").sign_in_url("https://app.example.com/sign-in");
/// ```
#[derive(Clone, Debug)]
pub struct Satellite {
    domain: String,
    sign_in_url: Option<Url>,
    syncs_by_itself: bool,
}

impl Satellite {
    /// An application on this domain. In production, its Frontend API is at `clerk.` and the domain, or behind
    /// [`Options::proxy_url`](super::Options::proxy_url).
    pub fn new(domain: impl Into<String>) -> Self {
        Self { domain: domain.into(), sign_in_url: None, syncs_by_itself: false }
    }

    /// Sets the sign-in URL on the primary domain, to which browsers of development instances are redirected to sync. It must be
    /// absolute, or it is ignored.
    #[must_use]
    pub fn sign_in_url(mut self, url: &str) -> Self {
        self.sign_in_url = Url::parse(url).ok();
        self
    }

    /// Syncs every new browser with the primary domain. Otherwise, browsers sync only after a sign-in there.
    #[must_use]
    pub const fn sync_by_itself(mut self) -> Self {
        self.syncs_by_itself = true;
        self
    }

    pub(super) fn domain(&self) -> &str {
        &self.domain
    }

    pub(super) const fn primary(&self) -> Option<&Url> {
        self.sign_in_url.as_ref()
    }

    pub(super) const fn syncs_by_itself(&self) -> bool {
        self.syncs_by_itself
    }
}
