use std::net::SocketAddr;

use crate::clock::TestClock;
use crate::running::Running;
use crate::server::TestServer;

/// How a [`TestServer`] is to be.
#[derive(Clone, Debug, Default)]
#[must_use = "`start` starts the server"]
pub struct TestServerBuilder {
    pub(crate) clock: Option<TestClock>,
    pub(crate) secret_key: Option<String>,
    pub(crate) own_signing_key: bool,
    pub(crate) address: Option<SocketAddr>,
}

impl TestServerBuilder {
    /// The server's time: [`TestClock::at`] a moment, or the clock of another server, which they then share.
    pub fn clock(mut self, clock: TestClock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// The secret key, `sk_test_` and at least 24 letters and digits, instead of a random one.
    pub fn secret_key(mut self, secret_key: impl Into<String>) -> Self {
        self.secret_key = Some(secret_key.into());
        self
    }

    /// Gives the server a signing key of its own, which takes a tenth of a second. Without it, all test servers sign with
    /// the one key that this crate brings along: for tests in which tokens of one server must not fit another.
    pub fn own_signing_key(mut self) -> Self {
        self.own_signing_key = true;
        self
    }

    /// The address to listen on, instead of a free port of this machine.
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

    /// Starts the server from a test that is not async.
    ///
    /// # Panics
    /// If it can't be started, or within an async runtime, where [`start`](Self::start) is right.
    pub fn start_blocking(self) -> TestServer {
        let (running, shared) = Running::start(self);
        let shared = shared.blocking_recv().expect("the server's thread says how the start went");
        TestServer::new(running, shared.unwrap_or_else(|problem| panic!("no test server: {problem}")))
    }
}
