//! Normalization and limits of text input.

use housekey_contract::Millis;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Result, invalid_time, malformed, too_long};

/// Maximum length of a name.
const NAME_LENGTH: usize = 256;

/// Trims text and normalizes it (Unicode NFKC) for comparison.
pub(crate) fn normal(text: &str) -> String {
    text.trim().nfkc().collect()
}

/// Normalizes a name; a blank one is `None`.
pub(crate) fn name(param: &str, text: Option<String>) -> Result<Option<String>> {
    let Some(text) = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    bounded(param, text, NAME_LENGTH).map(Some)
}

/// Rejects text with more than `most` characters or with control characters.
pub(crate) fn bounded(param: &str, text: String, most: usize) -> Result<String> {
    if text.chars().count() > most {
        return Err(too_long(param, most));
    }
    if text.chars().any(char::is_control) {
        return Err(malformed(param, "text without control characters"));
    }
    Ok(text)
}

/// Parses an RFC 3339 time.
pub(crate) fn moment(param: &str, text: &str) -> Result<Millis> {
    let moment: Result<jiff::Timestamp, _> = text.trim().parse();
    let moment = moment
        .map_err(|_| invalid_time(param, "a time in RFC 3339 format, such as 2012-10-20T07:15:20.902Z"))?;
    Ok(Millis(moment.as_millisecond()))
}

/// Parses an RFC 3339 time that isn't in the future.
pub(crate) fn past(param: &str, text: &str, now: Millis) -> Result<Millis> {
    let moment = moment(param, text)?;
    if moment > now {
        return Err(invalid_time(param, "a time in the past"));
    }
    Ok(moment)
}
