//! A proxy for the Frontend API, as applications run it, at a path of the server itself.

use axum::extract::Request;
use axum::http::{HeaderValue, Uri};

use crate::shared::Shared;

/// The proxy's path.
pub(crate) const PATH: &str = "/testing/proxy";

/// The forwarded request, if the request is for the proxy.
pub(crate) fn passed_on(mut request: Request, shared: &Shared) -> Request {
    let target = request.uri().path_and_query().map_or("", |target| target.as_str());
    let Some(Ok(target)) = target.strip_prefix(PATH).map(str::parse::<Uri>) else { return request };
    *request.uri_mut() = target;
    let added = [
        ("clerk-proxy-url", format!("{}{PATH}", shared.url)),
        ("clerk-secret-key", shared.secret_key.clone()),
        ("x-forwarded-for", "127.0.0.1".to_owned()),
    ];
    for (name, value) in added {
        if let Ok(value) = HeaderValue::from_str(&value) {
            request.headers_mut().insert(name, value);
        }
    }
    request
}
