use std::fmt;

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rand::Rng;
use sha1::Sha1;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// RFC 6238's time step, the only one that Clerk accepts on import, along with SHA-1 and six digits.
const STEP_MILLIS: i64 = 30_000;
/// Number of steps by which a user's clock may be off.
const TOLERATED_STEPS: i64 = 1;
/// As recommended by RFC 4226: the output size of SHA-1.
const NEW_SECRET_BYTES: usize = 20;
/// Authenticator apps were long set up with 16 characters of base32, which are 80 bits.
const MIN_SECRET_BYTES: usize = 10;
const MAX_SECRET_BYTES: usize = 128;

/// The secret shared by a user's authenticator app and the server.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Zeroizing<Vec<u8>>);

/// The secret isn't base32 of 10 to 128 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a TOTP secret in base32, of {MIN_SECRET_BYTES} to {MAX_SECRET_BYTES} bytes")]
pub struct InvalidTotpSecret;

impl TotpSecret {
    /// Generates a secret of 160 bits.
    pub fn generate(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut secret = Zeroizing::new(vec![0; NEW_SECRET_BYTES]);
        rng.fill_bytes(&mut secret);
        Self(secret)
    }

    /// Parses base32 as people copy it: in either case, in groups with spaces or hyphens, with or without padding.
    pub fn parse(base32: &str) -> Result<Self, InvalidTotpSecret> {
        let characters =
            base32.trim_end_matches('=').chars().filter(|character| !matches!(character, ' ' | '-'));
        let text: Zeroizing<String> =
            Zeroizing::new(characters.map(|character| character.to_ascii_uppercase()).collect());
        let secret = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| InvalidTotpSecret)?);
        if (MIN_SECRET_BYTES..=MAX_SECRET_BYTES).contains(&secret.len()) {
            Ok(Self(secret))
        } else {
            Err(InvalidTotpSecret)
        }
    }

    /// The secret in base32 without padding, for manual entry.
    pub fn to_base32(&self) -> String {
        BASE32_NOPAD.encode(&self.0)
    }

    /// The `otpauth:` URI for a QR code.
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let issuer = utf8_percent_encode(issuer, NON_ALPHANUMERIC);
        let account = utf8_percent_encode(account, NON_ALPHANUMERIC);
        let secret = self.to_base32();
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }

    /// Verifies a code at a time in milliseconds since 1970. Returns its time step, which the caller stores and passes
    /// as `last_used_step` from then on: no step can be used twice, nor any earlier one (RFC 6238, section 5.2).
    pub fn verify(&self, code: &str, now_millis: i64, last_used_step: Option<i64>) -> Option<i64> {
        let code = six_digits(code)?;
        let now = now_millis.div_euclid(STEP_MILLIS);
        let steps = now.saturating_sub(TOLERATED_STEPS)..=now.saturating_add(TOLERATED_STEPS);
        // All steps are compared, so that the duration doesn't reveal a user's clock skew.
        steps.rev().fold(None, |found, step| {
            let matches = bool::from(self.code_at(step).ct_eq(&code));
            if matches && last_used_step.is_none_or(|last| step > last) { Some(step) } else { found }
        })
    }

    /// The code at a time in milliseconds since 1970.
    pub fn code(&self, at_millis: i64) -> String {
        format!("{:06}", self.code_at(at_millis.div_euclid(STEP_MILLIS)))
    }

    /// RFC 4226, section 5.3, with the step as the counter.
    fn code_at(&self, step: i64) -> u32 {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).expect("HMAC takes keys of any length");
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 0xf);
        let word = [digest[offset], digest[offset + 1], digest[offset + 2], digest[offset + 3]];
        (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000
    }
}

/// Parses six digits; apps show them in two groups.
fn six_digits(code: &str) -> Option<u32> {
    let digits: String = code.chars().filter(|character| !character.is_whitespace()).collect();
    if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TotpSecret").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand::{SeedableRng, rngs::StdRng};

    use super::*;

    /// "12345678901234567890" from RFC 6238, appendix B.
    const RFC_SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    /// Seconds, and the last six of the eight digits in that appendix.
    const RFC_CODES: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    fn rfc_secret() -> TotpSecret {
        TotpSecret::parse(RFC_SECRET).unwrap()
    }

    #[test]
    fn the_codes_of_rfc_6238_are_accepted_at_their_times() {
        for (seconds, code) in RFC_CODES {
            assert_eq!(rfc_secret().verify(code, seconds * 1000, None), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_early_and_one_step_late() {
        let (seconds, code) = (1_111_111_109, "081804");
        let step = seconds / 30;
        let accepted = |at: i64| rfc_secret().verify(code, at, None).is_some();
        let (first, end) = ((step - 1) * 30_000, (step + 2) * 30_000);
        assert!(accepted(first) && accepted(end - 1));
        assert!(!accepted(first - 1) && !accepted(end));
    }

    #[test]
    fn a_step_counts_once_and_closes_those_before_it() {
        let (now, step) = (1_111_111_109_000, 1_111_111_109 / 30);
        assert_eq!(rfc_secret().verify("081804", now, Some(step - 1)), Some(step));
        assert_eq!(rfc_secret().verify("081804", now, Some(step)), None);
        assert_eq!(rfc_secret().verify("081804", now, Some(step + 1)), None);
    }

    #[test]
    fn a_code_may_be_typed_in_two_groups_but_not_shortened() {
        let verify = |code| rfc_secret().verify(code, 1_111_111_109_000, None).is_some();
        assert!(verify("081 804") && verify(" 081804\n"));
        for wrong in ["", "81804", "0081804", "+81804", "08180x", "０８１８０４", "081805"] {
            assert!(!verify(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn a_secret_is_read_as_people_copy_it() {
        for text in
            ["gezd gnbv gy3t qojq gezd gnbv gy3t qojq", "GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ", RFC_SECRET]
        {
            assert_eq!(TotpSecret::parse(text).unwrap().to_base32(), RFC_SECRET);
        }
        assert_eq!(TotpSecret::parse("JBSWY3DPEHPK3PXPJA======").unwrap().to_base32(), "JBSWY3DPEHPK3PXPJA");
    }

    #[test]
    fn a_secret_that_is_short_or_not_base32_is_refused() {
        for text in [
            "",
            "GEZDGNBVGY3TQOI",
            "GEZDGNBVGY3TQOJ1",
            "GEZDGNBVGY3TQOJQA",
            "ключключключключ",
            &"A".repeat(216),
        ] {
            assert_eq!(TotpSecret::parse(text), Err(InvalidTotpSecret), "{text}");
        }
    }

    #[test]
    fn a_new_secret_has_160_bits_and_survives_its_text() {
        let secret = TotpSecret::generate(&mut StdRng::seed_from_u64(1));
        assert_eq!(secret.to_base32().len(), 32);
        assert_eq!(TotpSecret::parse(&secret.to_base32()), Ok(secret));
    }

    #[test]
    fn the_address_for_apps_is_escaped() {
        let uri = rfc_secret().uri("Häuser & Co", "ada@example.com");
        assert_eq!(
            uri,
            "otpauth://totp/H%C3%A4user%20%26%20Co:ada%40example%2Ecom?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=H%C3%A4user%20%26%20Co&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn debug_output_does_not_show_the_secret() {
        assert_eq!(format!("{:?}", rfc_secret()), "TotpSecret(..)");
    }

    proptest! {
        #[test]
        fn no_text_and_no_time_is_too_strange(secret in ".*", code in ".*", now: i64, last: Option<i64>) {
            let secret = TotpSecret::parse(&secret).unwrap_or_else(|_| rfc_secret());
            prop_assert!(secret.verify(&code, now, last).is_none_or(|step| last.is_none_or(|last| step > last)));
        }
    }
}
