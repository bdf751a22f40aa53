use data_encoding::HEXUPPER;
use sha1::{Digest, Sha1};

use crate::error::{Code, Error, invalid};

/// Number of hexadecimal digits of the hash that are sent.
const PREFIX_LENGTH: usize = 5;

/// A k-anonymous query for a breached password: the API is asked for all hashes with the same prefix, and the rest is
/// compared here.
pub struct BreachQuery {
    hash: String,
}

impl BreachQuery {
    /// The query for this password.
    pub fn of(password: &str) -> Self {
        Self { hash: HEXUPPER.encode(&Sha1::digest(password.as_bytes())) }
    }

    /// The prefix to send, shared by one in a million hashes.
    pub fn prefix(&self) -> &str {
        &self.hash[..PREFIX_LENGTH]
    }

    /// Whether the password is in the response: lines of the hash's suffix, a colon, and a count. Padding lines have a
    /// count of 0.
    pub fn is_in(&self, answer: &str) -> bool {
        let mut lines = answer.lines().filter_map(|line| line.trim().split_once(':'));
        lines.any(|(rest, count)| {
            rest.eq_ignore_ascii_case(&self.hash[PREFIX_LENGTH..]) && count.trim() != "0"
        })
    }
}

/// The error for a breached password.
pub fn breached() -> Error {
    let text = "This password was found in a data breach. Please choose another one.";
    invalid(Code::FormPasswordPwned, "password", text, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    // `printf password | sha1sum` is 5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8.
    #[test]
    fn five_digits_are_told_and_the_rest_is_compared() {
        let query = BreachQuery::of("password");
        assert_eq!(query.prefix(), "5BAA6");
        assert!(query.is_in(
            "0018A45C4D1DEF81644B54AB7F969B88D65:1\r\n1e4c9b93f3f0682250b6cf8331b7ee68fd8:9545824\r\n"
        ));
        assert!(!query.is_in("1E4C9B93F3F0682250B6CF8331B7EE68FD8:0"), "a line that only hides the size");
        assert!(!query.is_in("1E4C9B93F3F0682250B6CF8331B7EE68FD9:7\nnonsense\n:"));
    }
}
