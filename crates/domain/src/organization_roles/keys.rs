//! Names and keys of roles and permissions.

use super::system;
use crate::error::{Result, blank, malformed, too_long};
use crate::text;

/// Maximum length of a key.
const LENGTH: usize = 128;

/// Validates the name of a role or permission.
pub(super) fn name(name: &str) -> Result<String> {
    text::name("name", Some(name.to_owned()))?.ok_or_else(|| blank("name"))
}

/// Validates the key of a role: `org:` and one word.
pub(super) fn of_role(key: &str) -> Result<String> {
    let key = bounded(key)?;
    match key.strip_prefix("org:") {
        Some(word) if is_word(word) => Ok(key),
        _ => Err(malformed(
            "key",
            "org: followed by lowercase letters, digits, and underscores, such as org:billing_manager",
        )),
    }
}

/// Validates the key of a permission: `org:`, feature and action. System keys are reserved.
pub(super) fn of_permission(key: &str) -> Result<String> {
    let key = bounded(key)?;
    let words = key.strip_prefix("org:").and_then(|words| words.split_once(':'));
    match words {
        Some((feature, action))
            if is_word(feature) && is_word(action) && !key.starts_with(system::PREFIX) =>
        {
            Ok(key)
        }
        _ => {
            let expected = "org:feature:action in lowercase letters, digits, and underscores, such as org:invoices:read, and must not start with org:sys_";
            Err(malformed("key", expected))
        }
    }
}

fn bounded(key: &str) -> Result<String> {
    match key.trim() {
        "" => Err(blank("key")),
        key if key.len() > LENGTH => Err(too_long("key", LENGTH)),
        key => Ok(key.to_owned()),
    }
}

fn is_word(word: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !word.is_empty() && word.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_one_word_and_a_permission_two() {
        assert_eq!(of_role(" org:billing_manager ").unwrap(), "org:billing_manager");
        assert_eq!(of_permission("org:invoices:read").unwrap(), "org:invoices:read");
        for wrong in ["admin", "org:", "org:Admin", "org:a b", "org:a:b", "org:ä"] {
            assert_eq!(of_role(wrong).unwrap_err().code(), Some("form_param_format_invalid"), "{wrong}");
        }
        for wrong in ["org:read", "org::read", "org:a:b:c", "org:sys_memberships:read", "invoices:read"] {
            assert_eq!(
                of_permission(wrong).unwrap_err().code(),
                Some("form_param_format_invalid"),
                "{wrong}"
            );
        }
        assert_eq!(of_role("").unwrap_err().code(), Some("form_param_nil"));
        assert_eq!(of_role(&"a".repeat(200)).unwrap_err().code(), Some("form_param_max_length_exceeded"));
    }
}
