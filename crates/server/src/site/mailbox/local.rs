use housekey_domain::error::Code;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Request};
use axum::http::header;

use crate::app::App;
use crate::error::Refusal;
use crate::loopback::{is_loopback_host, is_loopback_url};

/// Headers added by proxies. If one is present, the peer address is the proxy's and proves nothing.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// Rejects requests that don't come directly from this machine. The `Host` must be a loopback name, which prevents DNS
/// rebinding. A server with a public URL has a proxy before it, whose connections come from this machine too and may
/// carry no header that says so: its pages are closed.
pub(super) fn only_here(app: &App, request: &Request) -> Result<(), Refusal> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_near = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    let is_direct = FORWARDED.iter().all(|name| !request.headers().contains_key(*name));
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if is_loopback_url(&app.public_url) && is_near && is_direct && is_loopback_host(host) {
        return Ok(());
    }
    let long = "The mailbox page is only available from this machine. From elsewhere, request /dev/mailbox.json with the secret key.";
    Err(Refusal::new(Code::ResourceForbidden, "not from this machine", long))
}
