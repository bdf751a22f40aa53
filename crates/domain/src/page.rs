//! Paging of listings.

use crate::error::{Result, not_allowed};
use crate::text;

/// Maximum length of a search text.
const MAX_SEARCH_LENGTH: usize = 256;

/// Limit and offset of a listing.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// Maximum number of items to return.
    pub limit: u32,
    /// Number of items to skip.
    pub offset: u32,
}

impl Paging {
    /// Validates a request's `limit` (1 to 500, 10 by default) and `offset`.
    pub fn of(limit: Option<i64>, offset: Option<i64>) -> Result<Self> {
        let limit @ 1..=500 = limit.unwrap_or(10) else {
            return Err(not_allowed("limit", "between 1 and 500"));
        };
        let offset = u32::try_from(offset.unwrap_or(0)).ok().filter(|offset| i32::try_from(*offset).is_ok());
        let offset = offset.ok_or_else(|| not_allowed("offset", "0 or greater"))?;
        Ok(Self { limit: u32::try_from(limit).unwrap_or(500), offset })
    }
}

/// Parses an order such as `-created_at` into the column and whether it is descending. `-created_at` is also the
/// default.
pub(crate) fn order<T: Copy>(text: Option<&str>, columns: &[(&str, T)]) -> Result<(T, bool)> {
    let text = text.filter(|text| !text.is_empty()).unwrap_or("-created_at");
    let (descending, wanted) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        // An unencoded plus is decoded as a space.
        Some(b'+' | b' ') => (false, &text[1..]),
        _ => (false, text),
    };
    if let Some((_, column)) = columns.iter().find(|(name, _)| *name == wanted) {
        return Ok((*column, descending));
    }
    let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
    Err(not_allowed("order_by", &format!("one of {}, optionally prefixed with + or -", names.join(", "))))
}

/// Normalizes a search text; a blank one matches everything.
pub(crate) fn search(param: &str, text: Option<String>) -> Result<Option<String>> {
    let Some(text) = text.map(|text| text::normal(&text)).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    text::bounded(param, text, MAX_SEARCH_LENGTH).map(Some)
}
