//! Recognizing hosts that are this machine.

use std::net::IpAddr;

/// Whether a host, with or without a port, names this machine: a loopback address, or a name in `localhost`.
pub(crate) fn is_loopback_host(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let is_loopback = name.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    is_loopback || name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost")
}

/// Whether the host of a URL names this machine.
pub(crate) fn is_loopback_url(url: &str) -> bool {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    is_loopback_host(authority)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine_are_known() {
        for host in ["localhost", "localhost:4600", "127.0.0.1:4600", "[::1]:4600", "i1.localhost"] {
            assert!(is_loopback_host(host), "{host}");
            assert!(is_loopback_url(&format!("http://{host}")), "{host}");
        }
        for host in ["", "example.com", "localhost.example.com", "192.0.2.1", "127.0.0.1.example.com"] {
            assert!(!is_loopback_host(host), "{host}");
            assert!(!is_loopback_url(&format!("https://{host}/v1")), "{host}");
        }
    }
}
