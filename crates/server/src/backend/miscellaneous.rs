//! Operations that belong to no other resource.

mod get_public_interstitial;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use housekey_contract::backend::miscellaneous as operations;

use crate::endpoint::{Endpoint, Endpoints, Serve};

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.open::<operations::GetPublicInterstitial>(get_public_interstitial::get_public_interstitial);
    if let Some(Endpoint { serve: Serve::Open(call), .. }) = endpoints.0.last_mut() {
        let page = Arc::clone(call);
        *call = Arc::new(move |input| page(input).map(without_origin));
    }
}

/// Applications hand the page out under their own address. Seen under this server's address it runs as if it came from
/// nowhere: anybody can send anybody a link to it with a publishable key of their own, whose script is then loaded, and
/// that script must not reach what is kept for this server.
fn without_origin(mut page: Response<Body>) -> Response<Body> {
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox allow-scripts"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Input;

    #[test]
    fn the_page_has_no_origin_under_this_servers_address() {
        let mut endpoints = Endpoints::default();
        mount(&mut endpoints);
        let [Endpoint { serve: Serve::Open(page), .. }] = endpoints.0.as_slice() else {
            panic!("one open page")
        };
        // A key for `clerk.example.com`.
        let query = "publishable_key=pk_live_Y2xlcmsuZXhhbXBsZS5jb20k".to_owned();
        let response = page(Input::Query(query)).unwrap();
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("sandbox") && !policy.contains("allow-same-origin"), "{policy}");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
    }
}
