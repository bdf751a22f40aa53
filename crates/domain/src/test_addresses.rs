//! Test addresses and numbers, which receive nothing and always accept the same code.

use housekey_store::instances::InstanceRecord;
use housekey_store::messages::MessageKind;
use rand::Rng;

use crate::instance_settings::test_mode;
use crate::random;

/// The code of all test addresses, as with Clerk.
const CODE: &str = "424242";
/// Number of digits of a code.
const DIGITS: usize = 6;

/// Whether this normalized address or number is a test one.
pub fn is_test_address(instance: &InstanceRecord, kind: MessageKind, to: &str) -> bool {
    test_mode(instance)
        && match kind {
            MessageKind::Email => is_test_email(to),
            MessageKind::Sms => is_test_number(to),
        }
}

/// Generates a code for an address or number: random, or the fixed one for test addresses.
pub fn code(instance: &InstanceRecord, kind: MessageKind, to: &str, rng: &mut (impl Rng + ?Sized)) -> String {
    if is_test_address(instance, kind, to) { CODE.to_owned() } else { random::digits(rng, DIGITS) }
}

/// `anything+clerk_test@anywhere`.
fn is_test_email(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(local, _)| local.ends_with("+clerk_test"))
}

/// `+1 (XXX) 555-0100` to `0199`: numbers reserved for fiction in North America.
fn is_test_number(number: &str) -> bool {
    let digits = number.strip_prefix("+1").filter(|digits| digits.len() == 10);
    digits.is_some_and(|digits| digits.bytes().all(|c| c.is_ascii_digit()) && &digits[3..8] == "55501")
}

#[cfg(test)]
mod tests {
    use housekey_store::instances::Environment;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::*;

    fn instance(environment: Environment) -> InstanceRecord {
        InstanceRecord { environment, ..InstanceRecord::default() }
    }

    #[test]
    fn only_the_reserved_addresses_are_for_tests() {
        let development = instance(Environment::Development);
        for (to, is_test) in [
            ("ada+clerk_test@example.com", true),
            ("ada+more+clerk_test@example.com", true),
            ("ada@clerk_test.example.com", false),
            ("ada+clerk_test2@example.com", false),
            ("ada+clerk_test", false),
        ] {
            assert_eq!(is_test_address(&development, MessageKind::Email, to), is_test, "{to}");
        }
        for (to, is_test) in [
            ("+12015550100", true),
            ("+12015550199", true),
            ("+12015550200", false),
            ("+442015550100", false),
            ("+1201555010", false),
            ("+1201é550100", false),
        ] {
            assert_eq!(is_test_address(&development, MessageKind::Sms, to), is_test, "{to}");
        }
    }

    #[test]
    fn test_addresses_have_one_code_and_others_never_do_on_purpose() {
        let mut rng = StdRng::seed_from_u64(1);
        let mut code = |environment, to| code(&instance(environment), MessageKind::Email, to, &mut rng);
        assert_eq!(code(Environment::Development, "ada+clerk_test@example.com"), "424242");
        assert_ne!(code(Environment::Development, "ada@example.com"), "424242");
        let live = code(Environment::Production, "ada+clerk_test@example.com");
        assert!(live != "424242" && live.len() == 6, "{live}");
    }
}
