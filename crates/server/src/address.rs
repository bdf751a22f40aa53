//! The hosts that instances are told apart by.

use std::net::IpAddr;

use housekey_domain::random;

/// A host of the instance's own, since the publishable key, which is made of it, tells instances apart. Browsers
/// resolve every name below `localhost` to this machine.
pub(crate) fn own_host(public_host: &str, rng: &mut impl rand::Rng) -> String {
    let name = random::digits(rng, 10);
    let (host, port) =
        public_host.split_once(':').map_or((public_host, None), |(host, port)| (host, Some(port)));
    let is_address = host.parse::<IpAddr>().is_ok();
    let below = if is_address { "localhost" } else { host };
    port.map_or_else(|| format!("i{name}.{below}"), |port| format!("i{name}.{below}:{port}"))
}

/// The host for the first instance's publishable key. Clerk's libraries want a dot in it; `localhost` has none.
pub(crate) fn host_with_dot(host: &str) -> String {
    if host.contains('.') {
        return host.to_owned();
    }
    host.split_once(':').map_or_else(|| "127.0.0.1".to_owned(), |(_, port)| format!("127.0.0.1:{port}"))
}
