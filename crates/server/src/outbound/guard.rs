use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::OutboundError;

/// A check of whether an address may be reached.
pub(super) type Judge = fn(IpAddr) -> bool;
/// The resolved addresses of a name.
pub(super) type Addresses = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Resolves names to addresses.
pub(super) trait Resolver: Send + Sync + 'static {
    fn addresses(&self, name: &str) -> Addresses;
}

/// The system's resolver.
pub(super) struct System;

impl Resolver for System {
    fn addresses(&self, name: &str) -> Addresses {
        let name = name.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Checks addresses between resolution and connection, which uses exactly these addresses.
pub(super) struct Guard {
    pub(super) resolver: Arc<dyn Resolver>,
    pub(super) judge: Option<Judge>,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (addresses, judge) = (self.resolver.addresses(name.as_str()), self.judge);
        Box::pin(async move {
            let addresses = addresses.await?;
            // A name with even one non-public address is rejected.
            let refused = judge.and_then(|may| addresses.iter().copied().find(|address| !may(*address)));
            if let Some(address) = refused {
                return Err(OutboundError::NotPublic(address).into());
            }
            Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}
