use std::sync::Arc;

use super::claims::Claims;
use super::credential::RequestHead;
use super::evidence::Evidence;
use super::jwks::JwksOptions;
use super::options::Options;
use super::reason::{TokenError, TokenReason};
use super::request::{Authority, judge};
use super::state::RequestState;
use super::verifier::{Purpose, Verifier};
use crate::Client;

impl Client {
    /// Authenticates a request, like [`auth::authenticate_request`](crate::auth::authenticate_request). If `options` have no keys,
    /// the client's are used: its server's key set, fetched with its secret key when first needed and shared by all clones.
    ///
    /// ```no_run
    /// # async fn example(client: housekey_sdk::Client, request: http::request::Parts) {
    /// use housekey_sdk::auth::Options;
    ///
    /// let options = Options::default().authorized_parties(["https://app.example.com"]);
    /// let state = client.authenticate_request(&request, &options).await;
    /// println!("{:?}", state.claims().map(|claims| &claims.sub));
    /// # }
    /// ```
    pub fn authenticate_request<'a, H: RequestHead>(
        &'a self,
        head: &H,
        options: &'a Options,
    ) -> impl Future<Output = RequestState> + Send + use<'a, H> {
        let evidence = Evidence::of(head, options);
        async move { judge(evidence, self.authority(options), options).await }
    }

    /// Verifies a token, like [`auth::verify_token`](crate::auth::verify_token), with the keys of `options` or else the client's.
    pub async fn verify_token(&self, token: &str, options: &Options) -> Result<Arc<Claims>, TokenError> {
        self.keys(options)?.verify(token, Purpose::AnyUser, options).await
    }

    fn authority<'a>(&'a self, options: &'a Options) -> Authority<'a> {
        let own = self.own_keys();
        let api = own.as_ref().ok().and_then(|own| own.api());
        Authority { verifier: options.verifier().map_or(own, Ok), api }
    }

    fn keys<'a>(&'a self, options: &'a Options) -> Result<&'a Verifier, TokenError> {
        options.verifier().map_or_else(|| self.own_keys(), Ok)
    }

    fn own_keys(&self) -> Result<&Verifier, TokenError> {
        let settings = self
            .settings()
            .map_err(|error| TokenError::new(TokenReason::SecretKeyInvalid, error.to_string()))?;
        let own = settings.verifier.get_or_init(|| Verifier::from_jwks(JwksOptions::of_client(settings)));
        own.as_ref().map_err(Clone::clone)
    }
}
