use std::net::SocketAddr;

use crate::clock::TestClock;
use crate::running::Running;
use crate::server::TestServer;

/// Configures a [`TestServer`].
#[derive(Clone, Debug, Default)]
#[must_use = "`start` starts the server"]
pub struct TestServerBuilder {
    pub(crate) clock: Option<TestClock>,
    pub(crate) secret_key: Option<String>,
    pub(crate) own_signing_key: bool,
    pub(crate) address: Option<SocketAddr>,
}

impl TestServerBuilder {
    /// Sets the server's clock: [`TestClock::at`] a moment, or the clock of another server to share it.
    pub fn clock(mut self, clock: TestClock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Sets the secret key, `sk_test_` followed by at least 24 letters and digits, instead of a random one.
    pub fn secret_key(mut self, secret_key: impl Into<String>) -> Self {
        self.secret_key = Some(secret_key.into());
        self
    }

    /// Generates a signing key for this server, which takes 100 ms. By default, all test servers share a key. Use this in tests
    /// where one server must reject another's tokens.
    pub fn own_signing_key(mut self) -> Self {
        self.own_signing_key = true;
        self
    }

    /// Sets the address to listen on, instead of a free port on loopback.
    pub fn listen(mut self, address: impl Into<SocketAddr>) -> Self {
        self.address = Some(address.into());
        self
    }

    /// Starts the server.
    ///
    /// # Panics
    /// If it can't be started.
    pub async fn start(self) -> TestServer {
        let (running, shared) = Running::start(self);
        let shared = shared.await.expect("the server's thread says how the start went");
        TestServer::new(running, shared.unwrap_or_else(|problem| panic!("no test server: {problem}")))
    }

    /// Starts the server from a test that isn't async.
    ///
    /// # Panics
    /// If it can't be started, or if called inside an async runtime: use [`start`](Self::start) there.
    pub fn start_blocking(self) -> TestServer {
        let (running, shared) = Running::start(self);
        let shared = shared.blocking_recv().expect("the server's thread says how the start went");
        TestServer::new(running, shared.unwrap_or_else(|problem| panic!("no test server: {problem}")))
    }
}
