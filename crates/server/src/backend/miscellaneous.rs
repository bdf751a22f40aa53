//! Operations that belong to no other resource.

mod get_public_interstitial;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use housekey_contract::backend::miscellaneous as operations;

use crate::endpoint::{Endpoint, Endpoints, Serve};

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints
        .open_in::<operations::GetPublicInterstitial, _>(get_public_interstitial::get_public_interstitial);
    if let Some(Endpoint { serve: Serve::OpenIn(call), .. }) = endpoints.0.last_mut() {
        let page = Arc::clone(call);
        *call = Arc::new(move |app, caller, input| {
            let page = page(app, caller, input);
            Box::pin(async move { page.await.map(without_origin) })
        });
    }
}

/// Applications serve this page from their own address. Served from this server's address, it runs without an origin:
/// on a shared server, one instance's script must not access what belongs to the server.
fn without_origin(mut page: Response<Body>) -> Response<Body> {
    let headers = page.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox allow-scripts"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    page
}
