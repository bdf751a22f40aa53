use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use housekey_contract::Millis;

use crate::platform;

/// The clock that tokens and webhooks are checked against.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Millis + Send + Sync>);

impl Clock {
    /// The system clock.
    pub fn system() -> Self {
        Self(Arc::new(system_time))
    }

    /// A custom clock, called once for each token or webhook.
    pub fn new(clock: impl Fn() -> Millis + Send + Sync + 'static) -> Self {
        Self(Arc::new(clock))
    }

    /// A clock that always returns the same time, for tests.
    pub fn fixed(now: Millis) -> Self {
        Self::new(move || now)
    }

    pub(crate) fn now(&self) -> Millis {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

fn system_time() -> Millis {
    // With a clock before 1970, every token is not yet active.
    let since_epoch = platform::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Millis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
}
