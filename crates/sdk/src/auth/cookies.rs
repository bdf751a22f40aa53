//! The cookies of a request.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::COOKIE;
use percent_encoding::percent_decode_str;

/// All cookies of a request, by name.
pub(super) struct Jar<'a>(&'a HeaderMap);

impl<'a> Jar<'a> {
    pub(super) const fn of(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// The first cookie whose name is the two parts joined, unless it is empty.
    pub(super) fn get(&self, name: &str, suffix: &str) -> Option<Cow<'a, str>> {
        let lines = self.0.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
        let is_wanted = |found: &str| found.trim().strip_prefix(name) == Some(suffix);
        let mut values = pairs.filter(|(found, _)| is_wanted(found)).map(|(_, value)| value.trim());
        values.next().filter(|value| !value.is_empty()).map(decoded)
    }

    /// When the browser's sessions last changed, in seconds; 0 if it is signed out.
    pub(super) fn client_uat(&self, suffix: &str) -> Option<i64> {
        self.get("__client_uat", suffix).map(|text| leading_number(&text))
    }
}

/// Values may be percent-encoded. If the result isn't text, the value is used as is.
fn decoded(value: &str) -> Cow<'_, str> {
    percent_decode_str(value).decode_utf8().unwrap_or(Cow::Borrowed(value))
}

/// The number at the beginning of a text, as in the official SDK; 0 if there is none.
fn leading_number(text: &str) -> i64 {
    let text = text.trim_start();
    let sign = usize::from(text.starts_with(['-', '+']));
    let digits = text[sign..].bytes().take_while(u8::is_ascii_digit).count();
    text[..sign + digits].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_as_far_as_it_goes() {
        for (text, number) in [("12", 12), ("12x", 12), (" 7", 7), ("-1", -1), ("1.5", 1), ("x", 0), ("-", 0)]
        {
            assert_eq!(leading_number(text), number, "{text}");
        }
    }
}
