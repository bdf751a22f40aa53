use std::time::Duration;

use housekey_contract::Millis;
use housekey_sdk::auth;
use housekey_server::clock::Clock;

/// The clock of a [`TestServer`](crate::TestServer). It follows the system clock until it is moved. Clones are the same clock.
///
/// It never returns the same millisecond twice, so that lists are in order of creation.
#[derive(Clone, Debug)]
pub struct TestClock(Clock);

impl TestClock {
    /// A clock that starts at the given moment.
    pub fn at(moment: Millis) -> Self {
        let clock = Self::default();
        clock.set(moment);
        clock
    }

    /// The current time.
    pub fn now(&self) -> Millis {
        self.0.now()
    }

    /// Advances the clock, so that sessions, tokens and codes expire.
    pub fn advance(&self, by: Duration) {
        self.0.advance(Millis(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)));
    }

    /// Sets the clock, which continues from there. Before setting it back, call [`webhooks`](crate::TestServer::webhooks): pending
    /// ones would wait until the clock catches up.
    pub fn set(&self, to: Millis) {
        self.0.set(to);
    }

    /// The same clock for [`auth::Options`], so that tokens are checked against the time at which they were issued.
    pub fn for_tokens(&self) -> auth::Clock {
        let clock = self.0.clone();
        auth::Clock::new(move || clock.now())
    }

    pub(crate) const fn inner(&self) -> &Clock {
        &self.0
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self(Clock::stepping())
    }
}
