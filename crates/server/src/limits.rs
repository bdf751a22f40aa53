//! How much may happen at once, how often, and how long.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;

use housekey_contract::{InstanceId, Millis};
use housekey_domain::error::{Code, Error};
use housekey_store::instances::Environment;
use housekey_store::{BlockingError, BlockingPool};

use crate::config::Rate;
use crate::error::{Refusal, Result};

/// Counts requests per instance. Clerk's documented limit for live keys is 1000 requests in 10 seconds; test keys are
/// unlimited, so that test suites run at full speed.
#[derive(Debug)]
pub struct RateLimiter {
    live: Option<Rate>,
    test: Option<Rate>,
    windows: Mutex<HashMap<InstanceId, Window>>,
}

#[derive(Clone, Copy, Debug)]
struct Window {
    began: Millis,
    requests: u32,
}

impl RateLimiter {
    /// Creates a limiter; `None` means unlimited.
    pub fn new(live: Option<Rate>, test: Option<Rate>) -> Self {
        Self { live, test, windows: Mutex::default() }
    }

    /// Counts a request, or refuses it.
    pub fn admit(&self, instance: &InstanceId, environment: Environment, now: Millis) -> Result<(), Refusal> {
        let rate = match environment {
            Environment::Development => self.test,
            Environment::Production => self.live,
        };
        let Some(rate) = rate else { return Ok(()) };
        let length = Millis::from_seconds(rate.seconds.into());
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(instance.clone()).or_insert(Window { began: now, requests: 0 });
        if now - window.began >= length {
            *window = Window { began: now, requests: 0 };
        }
        if window.requests >= rate.requests {
            let wait = (window.began + length - now).0.max(0).cast_unsigned().div_ceil(1000).max(1);
            return Err(too_many_requests(wait));
        }
        window.requests += 1;
        Ok(())
    }

    /// Forgets the windows that have passed.
    pub(crate) fn tidy(&self, now: Millis) {
        let seconds = [self.live, self.test].into_iter().flatten().map(|rate| rate.seconds).max();
        let longest = Millis::from_seconds(seconds.unwrap_or(0).into());
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        windows.retain(|_, window| now - window.began < longest);
        windows.shrink_to_fit();
    }
}

fn too_many_requests(wait: u64) -> Refusal {
    let long = format!("Too many requests. Try again in {wait} seconds.");
    Refusal::new(Code::TooManyRequests, "too many requests", long).with_retry_after(wait)
}

/// How long the server waits for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// For the head of a request, and between two requests on a connection.
    pub head: Duration,
    /// For the body of a request.
    pub body: Duration,
    /// For the response, from the request's head on.
    pub answer: Duration,
    /// For a client to take the next part of an answer.
    pub write: Duration,
    /// For requests under way at a shutdown.
    pub goodbye: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(20),
            answer: Duration::from_secs(30),
            write: Duration::from_secs(30),
            goodbye: Duration::from_secs(30),
        }
    }
}

/// How much slow work may wait for each core: some two seconds of hashed passwords.
const SLOW_QUEUE: usize = 128;

/// Runs slow work (hashing, signing keys, images) on the blocking pool, as many at once as there are cores, so that
/// memory stays bounded and quick requests stay quick. When the queue is full, callers are told so at once.
#[derive(Debug)]
pub struct Slow {
    pool: BlockingPool,
    /// How often work was asked for.
    asked: AtomicUsize,
}

impl Default for Slow {
    fn default() -> Self {
        let cores = available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Self::new(u32::try_from(cores.get()).unwrap_or(u32::MAX), SLOW_QUEUE * cores.get())
    }
}

impl Slow {
    /// Runs `size` pieces of work at once, and lets `queue` more wait.
    pub fn new(size: u32, queue: usize) -> Self {
        Self { pool: BlockingPool::new(size, queue), asked: AtomicUsize::new(0) }
    }

    /// Runs the work once its turn comes.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.pool.run(work).await.map_err(|error| match error {
            BlockingError::Panicked(text) => Error::Internal(format!("slow work did not finish: {text}")),
            BlockingError::Overloaded | BlockingError::Closed => Error::Store(error.into()),
        })
    }

    /// How often work was asked for.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// Whether nothing runs and nothing waits.
    pub(crate) fn is_idle(&self) -> bool {
        self.pool.is_idle()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;

    fn limiter() -> RateLimiter {
        RateLimiter::new(Some(Rate { requests: 2, seconds: 10 }), None)
    }

    #[test]
    fn a_live_instance_is_told_when_to_come_back() {
        let (limiter, one, other) = (limiter(), InstanceId::from("ins_1"), InstanceId::from("ins_2"));
        let ask = |instance, at| limiter.admit(instance, Environment::Production, Millis(at));
        assert!(ask(&one, 0).is_ok() && ask(&one, 1).is_ok());
        let refusal = ask(&one, 4_000).unwrap_err();
        assert_eq!(refusal.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(refusal.retry_after(), Some(6));
        assert!(ask(&other, 4_000).is_ok(), "instances are counted apart");
        assert!(ask(&one, 10_000).is_ok(), "the window has passed");
    }

    #[test]
    fn windows_that_have_passed_are_forgotten() {
        let (limiter, instance) = (limiter(), InstanceId::from("ins_1"));
        assert!(limiter.admit(&instance, Environment::Production, Millis(0)).is_ok());
        limiter.tidy(Millis(9_999));
        assert_eq!(limiter.windows.lock().unwrap().len(), 1);
        limiter.tidy(Millis(10_000));
        assert_eq!(limiter.windows.lock().unwrap().len(), 0);
    }

    #[test]
    fn a_test_instance_is_not_limited() {
        let (limiter, instance) = (limiter(), InstanceId::from("ins_1"));
        assert!((0..100).all(|at| limiter.admit(&instance, Environment::Development, Millis(at)).is_ok()));
    }
}
