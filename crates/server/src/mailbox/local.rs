use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::{StatusCode, header};

use crate::app::App;
use crate::error::Refusal;

/// Headers added by proxies. If one is present, the peer address is the proxy's and proves nothing.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"];

/// Rejects requests that don't come directly from this machine. The `Host` must be a loopback name or the public URL's,
/// which prevents DNS rebinding.
pub(super) fn only_here(app: &App, request: &Request) -> Result<(), Refusal> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let is_near = peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback());
    let is_direct = FORWARDED.iter().all(|name| !request.headers().contains_key(*name));
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let public = app.public_url.split_once("://").map_or("", |(_, host)| host);
    if is_near && is_direct && (is_local(host) || host.eq_ignore_ascii_case(public)) {
        return Ok(());
    }
    let long = "The mailbox is shown on this machine only. From elsewhere, ask /dev/mailbox.json with the secret key.";
    Err(Refusal::new(StatusCode::FORBIDDEN, "mailbox_not_local", "not from this machine", long))
}

/// Whether a `Host` header names this machine.
fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_loopback = name.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    is_loopback || name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine_are_known() {
        for host in ["localhost", "localhost:4600", "127.0.0.1:4600", "[::1]:4600", "i1.localhost"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "example.com", "localhost.example.com", "192.0.2.1", "127.0.0.1.example.com"] {
            assert!(!is_local(host), "{host}");
        }
    }
}
