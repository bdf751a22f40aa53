//! Substring search in users.

use housekey_contract::UserId;

use crate::fold::fold;

/// Maximum number of trigrams looked up per search; the results are compared with the whole text anyway.
const TRIGRAMS: usize = 12;
/// Minimum length of an id prefix to search for; the first letters encode only the creation time.
const ID_LENGTH: usize = 15;

/// The full-text query, in SQLite's syntax, for rows that may contain all these parts; `None` if each is too short.
pub(super) fn trigrams<'a>(parts: impl Iterator<Item = &'a str>) -> Option<String> {
    let wanted: Vec<String> = parts.flat_map(trigrams_of).collect();
    (!wanted.is_empty()).then(|| wanted.join(" AND "))
}

/// Some trigrams of the text, spread over it, as full-text strings.
fn trigrams_of(part: &str) -> Vec<String> {
    let letters: Vec<char> = fold(part).chars().collect();
    let step = letters.len().div_ceil(TRIGRAMS).max(1);
    let quoted = |letters: &[char]| format!("\"{}\"", String::from_iter(letters).replace('"', "\"\""));
    letters.windows(3).step_by(step).map(quoted).collect()
}

/// The first id with this prefix and the first text after all of them, if it can be the prefix of a user's id.
pub(super) fn ids_from(text: &str) -> Option<(&str, String)> {
    let letters = text.strip_prefix(UserId::PREFIX)?;
    let is_id = text.len() >= ID_LENGTH && letters.bytes().all(|letter| letter.is_ascii_alphanumeric());
    // `~` sorts after every character of an id.
    is_id.then(|| (text, format!("{text}~")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trigrams_cover_the_text() {
        let query = |part| trigrams([part].into_iter());
        assert_eq!(query("Ada L").as_deref(), Some(r#""ada" AND "da " AND "a l""#));
        assert_eq!(query(r#"a"b"#).as_deref(), Some(r#""a""b""#));
        assert_eq!(query("ab"), None);
        assert_eq!(query(&"abcdefgh".repeat(32)).unwrap().matches("AND").count(), 11);
    }

    #[test]
    fn an_id_that_was_cut_off_is_one() {
        assert_eq!(ids_from("user_2abcDEFghi"), Some(("user_2abcDEFghi", "user_2abcDEFghi~".to_owned())));
        assert_eq!(ids_from("user_2abc"), None, "too short to tell users apart");
        assert_eq!(ids_from("user_2abcDEF@example.com"), None);
    }
}
