//! Normalization of identifiers.

use std::str::FromStr;

use housekey_store::mailbox::ascii_domain;

use crate::error::{Code, Result, invalid, malformed, too_long};
use crate::text::normal;

const EMAIL_LENGTH: usize = 254;
const USERNAME_LENGTH: std::ops::RangeInclusive<usize> = 4..=64;
const EXTERNAL_ID_LENGTH: usize = 256;

/// An e-mail address in lower case (RFC 5322, with a domain). International domains are in their ASCII form, so that
/// `u@exämple.com` and `u@xn--exmple-cua.com` are one address.
pub fn email_address(text: &str) -> Result<String> {
    let address = normal(text).to_lowercase();
    let address = match address.rsplit_once('@') {
        Some((local, domain)) => ascii_domain(domain).map(|domain| format!("{local}@{domain}")),
        None => None,
    };
    let address = address.ok_or_else(|| malformed("email_address", "a valid email address"))?;
    if address.len() > EMAIL_LENGTH {
        return Err(too_long("email_address", EMAIL_LENGTH));
    }
    let parsed = email_address::EmailAddress::from_str(&address).ok();
    let valid = parsed.is_some_and(|parsed| {
        let domain = parsed.domain();
        domain.contains('.') && !domain.starts_with('[') && !parsed.local_part().starts_with('"')
    });
    if !valid {
        return Err(malformed("email_address", "a valid email address"));
    }
    Ok(address)
}

/// A phone number in E.164 format.
pub fn phone_number(text: &str) -> Result<String> {
    let wrong = || malformed("phone_number", "a valid phone number in E.164 format, such as +41446681800");
    let text = normal(text);
    if text.len() > 40 || !text.starts_with('+') {
        return Err(wrong());
    }
    let number = phonenumber::parse(None, &text).map_err(|_| wrong())?;
    // Numbers reserved for fiction are invalid, but used in tests.
    let fictional = number.code().value() == 1 && number.national().value() % 10_000_000 / 10_000 == 555;
    if !fictional && !phonenumber::is_valid(&number) {
        return Err(wrong());
    }
    Ok(number.format().mode(phonenumber::Mode::E164).to_string())
}

/// A username in lowercase.
pub fn username(text: &str) -> Result<String> {
    let username = normal(text).to_lowercase();
    if !USERNAME_LENGTH.contains(&username.chars().count()) {
        let long = format!(
            "Username must be between {} and {} characters long.",
            USERNAME_LENGTH.start(),
            USERNAME_LENGTH.end()
        );
        return Err(invalid(Code::FormUsernameInvalidLength, "username", "is of invalid length", long));
    }
    if !username.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        let long = "Username can only contain letters, numbers, '_' and '-'.";
        return Err(invalid(
            Code::FormUsernameInvalidCharacter,
            "username",
            "has an invalid character",
            long,
        ));
    }
    if username.chars().all(|c| c.is_ascii_digit()) {
        let long = "Username must contain at least one character that is not a digit.";
        return Err(invalid(Code::FormUsernameNeedsNonNumberChar, "username", "is all digits", long));
    }
    Ok(username)
}

/// A wallet address: Ethereum-like in lowercase, others (Solana) unchanged.
pub fn web3_wallet(text: &str) -> Result<String> {
    let wallet = normal(text);
    let hexadecimal = wallet
        .strip_prefix("0x")
        .is_some_and(|digits| digits.len() == 40 && digits.chars().all(|c| c.is_ascii_hexdigit()));
    if hexadecimal {
        return Ok(wallet.to_lowercase());
    }
    let base58 = (32..=44).contains(&wallet.len())
        && wallet.chars().all(|c| c.is_ascii_alphanumeric() && !matches!(c, '0' | 'O' | 'I' | 'l'));
    if base58 {
        Ok(wallet)
    } else {
        Err(malformed("web3_wallet", "a web3 wallet address: 0x and 40 hexadecimal digits, or base58"))
    }
}

/// An external id: any text, unchanged.
pub fn external_id(text: &str) -> Result<String> {
    crate::text::bounded("external_id", text.trim().to_owned(), EXTERNAL_ID_LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        assert_eq!(email_address(" Ada@Example.COM ").unwrap(), "ada@example.com");
        assert_eq!(email_address("ａｄａ@example.com").unwrap(), "ada@example.com");
        for international in
            ["u@exämple.com", "u@EXÄMPLE.com", "u@exa\u{308}mple.com", "u@xn--exmple-cua.com"]
        {
            assert_eq!(email_address(international).unwrap(), "u@xn--exmple-cua.com");
        }
        for wrong in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@localhost",
            "a b@example.com",
            "ada@[127.0.0.1]",
            "ada@example.com\0",
        ] {
            assert_eq!(
                email_address(wrong).unwrap_err().code(),
                Some("form_param_format_invalid"),
                "{wrong:?}"
            );
        }
        assert_eq!(
            email_address(&format!("{}@example.com", "a".repeat(300))).unwrap_err().code(),
            Some("form_param_max_length_exceeded")
        );
    }

    #[test]
    fn phone_numbers_are_kept_as_e164() {
        assert_eq!(phone_number("+41 44 668 18 00").unwrap(), "+41446681800");
        assert_eq!(phone_number("+1 (201) 555-0123").unwrap(), "+12015550123");
        for wrong in ["", "044 668 18 00", "+", "+1", "+999999999999999999", "+41abc"] {
            assert!(phone_number(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn usernames_are_told_what_is_wrong_with_them() {
        assert_eq!(username("Ada_Lovelace-1").unwrap(), "ada_lovelace-1");
        assert_eq!(username("ada").unwrap_err().code(), Some("form_username_invalid_length"));
        assert_eq!(username("ada lovelace").unwrap_err().code(), Some("form_username_invalid_character"));
        assert_eq!(username("12345").unwrap_err().code(), Some("form_username_needs_non_number_char"));
    }

    #[test]
    fn wallets_of_ethereum_are_compared_in_lower_case() {
        let wallet = "0x52908400098527886E0F7030069857D2E4169EE7";
        assert_eq!(web3_wallet(wallet).unwrap(), wallet.to_lowercase());
        assert!(web3_wallet("0x52").is_err());
    }
}
