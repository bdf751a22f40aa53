use std::time::Duration;

use serde_json::{Value, json};

use super::claims::Claims;

/// How recently the user must have been verified: reverification, or step-up authentication.
///
/// The ages come from the token's `fva` claim, in whole minutes at the time the token was issued. A token without the claim never
/// satisfies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reverification {
    factor: Factor,
    minutes: i64,
    preset: Option<&'static str>,
}

/// The factor that must have been verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Factor {
    /// The first factor: a password, an email code …
    First,
    /// The second factor, or the first for users without a second one.
    Second,
    /// Both, or the first for users without a second one.
    Both,
}

impl Factor {
    /// The factor as a string, as in the official SDKs: `first_factor`, `second_factor` or `multi_factor`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::First => "first_factor",
            Self::Second => "second_factor",
            Self::Both => "multi_factor",
        }
    }
}

impl Reverification {
    /// `strict_mfa`: both factors within the last 10 minutes.
    pub const STRICT_MFA: Self = Self::preset("strict_mfa", Factor::Both, 10);
    /// `strict`: the second factor within the last 10 minutes.
    pub const STRICT: Self = Self::preset("strict", Factor::Second, 10);
    /// `moderate`: the second factor within the last hour.
    pub const MODERATE: Self = Self::preset("moderate", Factor::Second, 60);
    /// `lax`: the second factor within the last day.
    pub const LAX: Self = Self::preset("lax", Factor::Second, 24 * 60);

    const fn preset(name: &'static str, factor: Factor, minutes: i64) -> Self {
        Self { factor, minutes, preset: Some(name) }
    }

    /// The factor within the given time. It is rounded down to minutes, the precision of tokens, but at least one minute.
    pub fn within(age: Duration, factor: Factor) -> Self {
        let minutes = i64::try_from(age.as_secs() / 60).unwrap_or(i64::MAX).max(1);
        Self { factor, minutes, preset: None }
    }

    /// Whether a token satisfies this.
    pub fn is_satisfied_by(&self, claims: &Claims) -> bool {
        let Some([first, second]) = claims.fva else { return false };
        let has_second = second != -1;
        match self.factor {
            Factor::Second if has_second => self.is_recent(second),
            Factor::Both if has_second => self.is_recent(first) && self.is_recent(second),
            Factor::First | Factor::Second | Factor::Both => self.is_recent(first),
        }
    }

    /// A negative age means that the factor was never verified.
    fn is_recent(&self, age: i64) -> bool {
        (0..self.minutes).contains(&age)
    }

    /// The requirement as JSON, as in the official SDKs: the preset's name, or `level` and `afterMinutes`.
    pub(super) fn to_json(self) -> Value {
        match self.preset {
            Some(name) => name.into(),
            None => json!({ "level": self.factor.as_str(), "afterMinutes": self.minutes }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(reverification: Reverification, fva: &Value) -> bool {
        let claims = json!({ "sub": "user_1", "exp": 1, "fva": fva });
        reverification.is_satisfied_by(&serde_json::from_value(claims).unwrap())
    }

    #[test]
    fn ages_are_judged_as_by_the_official_clients() {
        let ten = |factor| Reverification::within(Duration::from_secs(600), factor);
        for (factor, first, second, expected) in [
            (Factor::First, 9, -1, true),
            (Factor::First, 10, 0, false),
            (Factor::First, -1, 0, false),
            (Factor::Second, 600, 9, true),
            (Factor::Second, 0, 10, false),
            (Factor::Second, 9, -1, true),
            (Factor::Second, 10, -1, false),
            (Factor::Both, 9, 9, true),
            (Factor::Both, 10, 9, false),
            (Factor::Both, 9, 10, false),
            (Factor::Both, -1, 9, false),
            (Factor::Both, 9, -1, true),
        ] {
            assert_eq!(holds(ten(factor), &json!([first, second])), expected, "{factor:?} {first} {second}");
        }
    }

    #[test]
    fn what_was_never_verified_satisfies_nothing() {
        for preset in [
            Reverification::STRICT_MFA,
            Reverification::STRICT,
            Reverification::MODERATE,
            Reverification::LAX,
        ] {
            for fva in [json!(null), json!([-1, -1]), json!([-2, -2]), json!([i64::MIN, i64::MAX])] {
                assert!(!holds(preset, &fva), "{preset:?} {fva}");
            }
            assert!(holds(preset, &json!([0, 0])), "{preset:?}");
        }
    }

    #[test]
    fn seconds_are_dropped_but_a_minute_is_left() {
        let minutes = |seconds| Reverification::within(Duration::from_secs(seconds), Factor::First).minutes;
        assert_eq!([0, 59, 119, 120, 3_600].map(minutes), [1, 1, 1, 2, 60]);
        assert!(minutes(u64::MAX) > 0);
    }
}
