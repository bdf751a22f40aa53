use std::sync::Arc;

use super::Client;
use crate::auth::{Claims, Options, RequestHead, RequestState, TokenError};

impl Client {
    /// Authenticates a request; see the async [`Client::authenticate_request`](crate::Client::authenticate_request).
    ///
    /// ```no_run
    /// # fn example(client: housekey_sdk::blocking::Client, request: http::request::Parts) {
    /// use housekey_sdk::auth::Options;
    ///
    /// let options = Options::default().authorized_parties(["https://app.example.com"]);
    /// let state = client.authenticate_request(&request, &options);
    /// println!("{:?}", state.claims().map(|claims| &claims.sub));
    /// # }
    /// ```
    pub fn authenticate_request<H: RequestHead>(&self, head: &H, options: &Options) -> RequestState {
        self.worker.wait(self.client.authenticate_request(head, options))
    }

    /// Verifies one token; see the async [`Client::verify_token`](crate::Client::verify_token).
    pub fn verify_token(&self, token: &str, options: &Options) -> Result<Arc<Claims>, TokenError> {
        self.worker.wait(self.client.verify_token(token, options))
    }
}
