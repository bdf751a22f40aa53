//! Answers that take the same time whoever they are about, so that time does not tell who has an account and with which
//! password digest it was imported.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use housekey_contract::InstanceId;
use tokio::time::{Instant, sleep_until};

/// Instances whose floor is remembered at most.
const MAX_INSTANCES: usize = 1_000;

/// The least time that answers of an instance's sign-in pages take.
#[derive(Debug, Default)]
pub struct EvenTime {
    /// Zero answers as soon as possible.
    pub floor: Duration,
    /// Multiples of the floor, for instances with digests that take longer than one.
    raised: Mutex<HashMap<InstanceId, u32>>,
}

impl EvenTime {
    /// With this floor.
    pub fn new(floor: Duration) -> Self {
        Self { floor, raised: Mutex::default() }
    }

    /// Waits until an answer that was begun at `began` has taken as long as every other one of the instance. The first one
    /// that takes longer than that raises the floor for all that follow.
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
