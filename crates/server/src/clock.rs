//! The one place that reads the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use housekey_contract::Millis;

/// A clock: the system's, or a test's.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// By how many milliseconds the clock is ahead of the system's.
    ahead: Arc<AtomicI64>,
}

impl Clock {
    /// The time now.
    pub fn now(&self) -> Millis {
        #[expect(clippy::disallowed_methods, reason = "this is the clock")]
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let system = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
        Millis(system.saturating_add(self.ahead.load(Ordering::Relaxed)))
    }

    /// Moves the clock, for tests of what time does.
    pub fn advance(&self, by: Millis) {
        self.ahead.fetch_add(by.0, Ordering::Relaxed);
    }
}
