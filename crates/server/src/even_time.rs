//! Equal response times, so that timing doesn't reveal who has an account, or which digest it was imported with.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use housekey_contract::InstanceId;
use tokio::time::{Instant, sleep_until};

/// Maximum number of instances whose floor is remembered.
const MAX_INSTANCES: usize = 1_000;

/// The minimum response time of an instance's sign-in pages.
#[derive(Debug, Default)]
pub struct EvenTime {
    /// Zero disables it.
    pub floor: Duration,
    /// Multiples of the floor, for instances with slower digests.
    raised: Mutex<HashMap<InstanceId, u32>>,
}

impl EvenTime {
    /// Creates it with this floor.
    pub fn new(floor: Duration) -> Self {
        Self { floor, raised: Mutex::default() }
    }

    /// Waits until the response that was started at `began` has taken the instance's minimum time. The first one that
    /// takes longer raises the floor for all later ones.
    pub async fn settle(&self, instance: &InstanceId, began: Instant) {
        if self.floor.is_zero() {
            return;
        }
        sleep_until(began + self.floor * self.multiple(instance, began.elapsed())).await;
    }

    fn multiple(&self, instance: &InstanceId, taken: Duration) -> u32 {
        let needed = u32::try_from(taken.as_nanos() / self.floor.as_nanos()).unwrap_or(u32::MAX - 1) + 1;
        let mut raised = self.raised.lock().unwrap_or_else(PoisonError::into_inner);
        let known = raised.get(instance).copied().unwrap_or(1);
        if needed <= known {
            return known;
        }
        if raised.len() >= MAX_INSTANCES {
            raised.clear();
        }
        raised.insert(instance.clone(), needed);
        needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floor_rises_to_a_multiple_and_stays_there() {
        let even = EvenTime::new(Duration::from_millis(500));
        let (one, other) = (InstanceId::from("ins_1"), InstanceId::from("ins_2"));
        assert_eq!(even.multiple(&one, Duration::from_millis(6)), 1);
        assert_eq!(even.multiple(&one, Duration::from_millis(1_200)), 3);
        assert_eq!(even.multiple(&one, Duration::from_millis(6)), 3);
        assert_eq!(even.multiple(&other, Duration::from_millis(6)), 1, "instances are apart");
    }
}
