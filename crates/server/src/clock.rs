//! The only place that reads the system time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use housekey_contract::Millis;

/// A clock: the system's or a test's.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Offset from the system time, in milliseconds.
    ahead: Arc<AtomicI64>,
    /// The last returned time, for clocks that never return the same time twice.
    last: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// A clock for tests that advances by at least a millisecond on every read, so that creation order is well defined.
    pub fn stepping() -> Self {
        Self { last: Some(Arc::default()), ..Self::default() }
    }

    /// The current time.
    pub fn now(&self) -> Millis {
        let time = system_time().saturating_add(self.ahead.load(Ordering::Relaxed));
        Millis(self.last.as_deref().map_or(time, |last| step(last, time)))
    }

    /// Advances the clock, for tests.
    pub fn advance(&self, by: Millis) {
        self.ahead.fetch_add(by.0, Ordering::Relaxed);
        if let Some(last) = &self.last {
            last.fetch_add(by.0, Ordering::Relaxed);
        }
    }

    /// Sets the clock, also backwards; it continues from there.
    pub fn set(&self, to: Millis) {
        self.ahead.store(to.0.saturating_sub(system_time()), Ordering::Relaxed);
        if let Some(last) = &self.last {
            last.store(to.0.saturating_sub(1), Ordering::Relaxed);
        }
    }
}

fn system_time() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX)
}

/// The given time, or one millisecond after the last, whichever is later.
fn step(last: &AtomicI64, time: i64) -> i64 {
    let later = |last: i64| time.max(last.saturating_add(1));
    let before = last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(later(last)));
    before.map_or(time, later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_goes_on_from_there() {
        let clock = Clock::stepping();
        for time in [Millis(1_000), Millis(4_000_000_000_000), Millis(2_000)] {
            clock.set(time);
            let (first, second) = (clock.now(), clock.now());
            assert!(first >= time && first - time < Millis(1_000), "{first:?}");
            assert!(second > first);
        }
    }
}
