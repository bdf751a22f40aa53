//! Whether and when a call is sent again.

use std::time::Duration;

use housekey_contract::Method;
use http::StatusCode;

use crate::{Error, RawAnswer};

/// What to do when an attempt fails in a way that may pass.
///
/// The default is [`Backoff::default`].
#[derive(Clone, Debug, PartialEq)]
pub enum Retry {
    /// Every call is sent once.
    None,
    /// A failed call is sent again after a pause that grows.
    Backoff(Backoff),
}

impl Retry {
    /// Every call is sent once.
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

/// How often and how fast a call is sent again.
///
/// An answer of 429 or 5xx is worth another attempt, and so is a lost connection or a timeout. When the server
/// says `Retry-After`, that is the pause.
///
/// A POST is sent again only when it certainly was not executed: after a 429, or when no connection came about.
/// Any other failure leaves its outcome unknown; see [`resend_unknown`](Self::resend_unknown).
#[derive(Clone, Debug, PartialEq)]
pub struct Backoff {
    /// The pause before the second attempt; 500 ms by default.
    pub initial_interval: Duration,
    /// The longest pause; 60 s by default. `Retry-After` is not bound by it.
    pub max_interval: Duration,
    /// How long a call may take with all its retries; 15 s by default. A pause that would end later is not begun, and a
    /// retry still running then is cut off: the call ends with the outcome of the attempt before. Only the first attempt
    /// always has its whole timeout.
    pub max_elapsed: Duration,
    /// By how much each pause is longer than the one before; 1.5 by default.
    pub exponent: f64,
    /// Which part of a pause is left to chance, 0 to 1; 0.5 by default, so a pause of 3 s takes 1.5 to 3 s. It
    /// keeps clients that failed together from coming back together.
    pub jitter: f64,
    /// Whether lost connections and timeouts are worth another attempt; true by default.
    pub connection_errors: bool,
    /// Whether a POST is sent again although the server may have executed it; false by default.
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

    /// The pause after so many failed attempts; `chance` is at least 0 and below 1.
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

/// How long to wait before the call is sent again; nothing when `outcome` is final.
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

/// How long an attempt may take: the first has the whole timeout, a later one what is left of the call's time.
pub(crate) fn timeout(retry: &Retry, attempt: u32, elapsed: Duration, timeout: Duration) -> Duration {
    match retry {
        Retry::Backoff(backoff) if attempt > 1 => timeout.min(backoff.max_elapsed.saturating_sub(elapsed)),
        _ => timeout,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::HeaderMap;

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
