//! Whether and when a call is retried.

use std::time::Duration;

use housekey_contract::Method;
use http::StatusCode;

use crate::{Error, RawAnswer};

/// What to do when an attempt fails with a transient error. The default is [`Backoff::default`].
#[derive(Clone, Debug, PartialEq)]
pub enum Retry {
    /// Calls are not retried.
    None,
    /// A failed call is retried with exponential backoff.
    Backoff(Backoff),
}

impl Retry {
    /// Calls are not retried.
    pub const fn none() -> Self {
        Self::None
    }

    /// The default [`Backoff`].
    pub const fn backoff() -> Self {
        Self::Backoff(Backoff::DEFAULT)
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::backoff()
    }
}

impl From<Backoff> for Retry {
    fn from(backoff: Backoff) -> Self {
        Self::Backoff(backoff)
    }
}

/// Exponential backoff.
///
/// Statuses 429 and 5xx, lost connections and timeouts are retried. If the server sends `Retry-After`, the pause is as long
/// as it says.
///
/// A POST is retried only if it was certainly not executed: after a 429, or if no connection was established. After any other
/// failure its outcome is unknown; see [`resend_unknown`](Self::resend_unknown).
#[derive(Clone, Debug, PartialEq)]
pub struct Backoff {
    /// The pause before the second attempt; 500 ms by default.
    pub initial_interval: Duration,
    /// The longest pause; 60 s by default. `Retry-After` may be longer.
    pub max_interval: Duration,
    /// How long a call may take including retries; 15 s by default. A pause that would end later is not started, and a retry
    /// that is still running then is cancelled: the call ends with the previous attempt's outcome. Only the first attempt
    /// always has its full timeout.
    pub max_elapsed: Duration,
    /// The factor by which each pause is longer than the previous one; 1.5 by default.
    pub exponent: f64,
    /// The random part of each pause, from 0 to 1; 0.5 by default, so that a pause of 3 s takes 1.5 to 3 s. It keeps clients
    /// that failed together from retrying together.
    pub jitter: f64,
    /// Whether lost connections and timeouts are retried; true by default.
    pub connection_errors: bool,
    /// Whether a POST is retried although the server may have executed it; false by default.
    pub resend_unknown: bool,
}

impl Backoff {
    const DEFAULT: Self = Self {
        initial_interval: Duration::from_millis(500),
        max_interval: Duration::from_secs(60),
        max_elapsed: Duration::from_secs(15),
        exponent: 1.5,
        jitter: 0.5,
        connection_errors: true,
        resend_unknown: false,
    };

    /// The pause after `failed` attempts; `chance` is at least 0 and less than 1.
    fn pause(&self, failed: u32, chance: f64) -> Duration {
        let growth = self.exponent.powf(f64::from(failed.saturating_sub(1)));
        let seconds = (self.initial_interval.as_secs_f64() * growth).min(self.max_interval.as_secs_f64());
        let jittered = seconds * (1.0 - self.jitter.clamp(0.0, 1.0) * chance);
        Duration::try_from_secs_f64(jittered).unwrap_or(self.max_interval)
    }

    fn is_worth_another(&self, method: Method, outcome: &Result<RawAnswer, Error>) -> bool {
        let harmless = method != Method::Post || self.resend_unknown;
        match outcome {
            Ok(answer) if answer.status == StatusCode::TOO_MANY_REQUESTS => true,
            Ok(answer) => answer.status.is_server_error() && harmless,
            Err(Error::Transport(error)) => self.connection_errors && (error.never_connected() || harmless),
            Err(Error::Timeout { .. }) => self.connection_errors && harmless,
            Err(_) => false,
        }
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// How long to wait before the next attempt; `None` if `outcome` is final.
pub(crate) fn next_pause(
    retry: &Retry,
    method: Method,
    failed: u32,
    elapsed: Duration,
    outcome: &Result<RawAnswer, Error>,
) -> Option<Duration> {
    let Retry::Backoff(backoff) = retry else { return None };
    if !backoff.is_worth_another(method, outcome) {
        return None;
    }
    let asked = outcome.as_ref().ok().and_then(RawAnswer::retry_after);
    let pause = asked.unwrap_or_else(|| backoff.pause(failed, fastrand::f64()));
    (elapsed.saturating_add(pause) <= backoff.max_elapsed).then_some(pause)
}

/// The timeout of an attempt: the full one for the first, and what is left of the call's time for the others.
pub(crate) fn timeout(retry: &Retry, attempt: u32, elapsed: Duration, timeout: Duration) -> Duration {
    match retry {
        Retry::Backoff(backoff) if attempt > 1 => timeout.min(backoff.max_elapsed.saturating_sub(elapsed)),
        _ => timeout,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::header::{DATE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};

    use super::*;

    /// How long a call takes whose attempts all end in `outcome`, each after `took` unless its timeout comes first, by a
    /// clock that moves without anybody waiting.
    fn whole_call(outcome: &Result<RawAnswer, Error>, took: Duration) -> Duration {
        let (retry, mut elapsed) = (Retry::default(), Duration::ZERO);
        for attempt in 1.. {
            elapsed += took.min(timeout(&retry, attempt, elapsed, Duration::from_secs(10)));
            let Some(pause) = next_pause(&retry, Method::Get, attempt, elapsed, outcome) else { break };
            elapsed += pause;
        }
        elapsed
    }

    #[test]
    fn a_call_ends_within_fifteen_seconds_however_a_server_fails() {
        let status = StatusCode::BAD_GATEWAY;
        let bad_gateway = Ok(RawAnswer { status, headers: HeaderMap::new(), body: Bytes::new() });
        let hanging = Err(Error::Timeout { after: Duration::from_secs(10) });
        for millis in [0, 5, 900, 4_000, 9_999, 60_000] {
            let took = Duration::from_millis(millis);
            for outcome in [&bad_gateway, &hanging] {
                let whole = whole_call(outcome, took);
                assert!(whole <= Duration::from_secs(15), "{whole:?} of attempts of {took:?}");
                assert!(
                    whole >= Duration::from_secs(5).min(took + Duration::from_millis(250)),
                    "it is retried"
                );
            }
        }
    }

    #[test]
    fn the_pause_is_as_long_as_the_server_asks_for() {
        let pause = |headers: &[(HeaderName, &'static str)]| {
            let headers = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value)));
            let (status, headers) = (StatusCode::TOO_MANY_REQUESTS, headers.collect());
            let answer = Ok(RawAnswer { status, headers, body: Bytes::new() });
            next_pause(&Retry::default(), Method::Post, 1, Duration::ZERO, &answer)
        };
        assert_eq!(pause(&[(RETRY_AFTER, "7")]), Some(Duration::from_secs(7)));
        let date = (DATE, "Sun, 06 Nov 1994 08:49:36 GMT");
        assert_eq!(
            pause(&[date, (RETRY_AFTER, "Sun, 06 Nov 1994 08:49:40 GMT")]),
            Some(Duration::from_secs(4))
        );
        assert_eq!(pause(&[(RETRY_AFTER, "16")]), None, "longer than the call may take");
        assert!(pause(&[]).is_some_and(|pause| pause <= Duration::from_millis(500)));
    }

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let backoff = Backoff { max_interval: Duration::from_secs(1), ..Backoff::default() };
        let pauses: Vec<_> = (1..=4).map(|failed| backoff.pause(failed, 0.0).as_millis()).collect();
        assert_eq!(pauses, [500, 750, 1000, 1000]);
    }

    #[test]
    fn jitter_shortens_a_pause_by_its_part_at_most() {
        let pause = |jitter, chance| Backoff { jitter, ..Backoff::default() }.pause(1, chance).as_millis();
        assert_eq!((pause(0.5, 0.0), pause(0.5, 1.0), pause(0.0, 1.0)), (500, 250, 500));
    }

    #[test]
    fn absurd_settings_do_no_harm() {
        let backoff = Backoff { exponent: f64::NAN, jitter: f64::INFINITY, ..Backoff::default() };
        assert!(backoff.pause(u32::MAX, 0.5) <= backoff.max_interval);
        let backoff = Backoff { exponent: f64::MAX, ..Backoff::default() };
        assert!(backoff.pause(u32::MAX, 0.5) <= backoff.max_interval);
    }
}
