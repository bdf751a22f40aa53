use std::time::Duration;

use housekey_contract::Millis;
use housekey_sdk::auth;
use housekey_server::clock::Clock;

/// The time of a [`TestServer`](crate::TestServer): that of this machine until it is moved. Clones are the same clock.
///
/// It never says the same millisecond twice, so what is made in order is listed in order.
#[derive(Clone, Debug)]
pub struct TestClock(Clock);

impl TestClock {
    /// A clock that begins at a moment and goes on from there.
    pub fn at(moment: Millis) -> Self {
        let clock = Self::default();
        clock.set(moment);
        clock
    }

    /// The time now.
    pub fn now(&self) -> Millis {
        self.0.now()
    }

    /// Moves the clock ahead: sessions expire, tokens run out, codes grow stale.
    pub fn advance(&self, by: Duration) {
        self.0.advance(Millis(i64::try_from(by.as_millis()).unwrap_or(i64::MAX)));
    }

    /// Sets the clock; it goes on from there. Before it is set back, ask for
    /// [`webhooks`](crate::TestServer::webhooks): those on their way wait until it is later again.
    pub fn set(&self, to: Millis) {
        self.0.set(to);
    }

    /// The same clock for [`auth::Options`], so that tokens are judged by the time they were minted by.
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
