use housekey_contract::Millis;
use rand::Rng;
use unicode_normalization::UnicodeNormalization;

use crate::error::{Result, blank, malformed, too_long};
use crate::random;

/// Maximum length of a slug.
const LENGTH: usize = 256;
/// Maximum length of a slug derived from a name.
const FROM_NAME: usize = 48;

/// Validates a chosen slug.
pub(super) fn chosen(slug: &str) -> Result<String> {
    let slug = slug.trim();
    if slug.is_empty() {
        return Err(blank("slug"));
    }
    if slug.len() > LENGTH {
        return Err(too_long("slug", LENGTH));
    }
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !slug.chars().all(allowed) || !slug.contains(|c: char| c != '-') {
        return Err(malformed("slug", "lowercase letters, digits, and hyphens"));
    }
    Ok(slug.to_owned())
}

/// Candidate slugs derived from a name, best first, in case some are taken.
pub(super) fn made_from(name: &str, now: Millis, rng: &mut (impl Rng + ?Sized)) -> [String; 3] {
    let base = plain(name);
    let dated = format!("{base}-{}", now.seconds());
    let random = format!("{base}-{}", random::token_id(rng));
    [base, dated, random]
}

/// Converts a name to a slug: `Ünique Söftware, Inc.` to `unique-software-inc`.
fn plain(name: &str) -> String {
    let mut slug = String::new();
    for character in name.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        let character = character.to_ascii_lowercase();
        if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= FROM_NAME {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    // Names in other scripts leave nothing.
    if slug.is_empty() { "organization".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_the_letters_and_digits_of_a_name() {
        for (name, slug) in [
            ("Ünique Söftware, Inc.", "unique-software-inc"),
            ("  Acme -- 42  ", "acme-42"),
            ("日本", "organization"),
            ("!", "organization"),
        ] {
            assert_eq!(plain(name), slug);
        }
        assert!(plain(&"a-".repeat(200)).len() <= FROM_NAME);
    }

    #[test]
    fn a_chosen_slug_is_not_changed_but_refused() {
        assert_eq!(chosen(" acme-1 ").unwrap(), "acme-1");
        for (slug, code) in [
            ("Acme", "form_param_format_invalid"),
            ("a_b", "form_param_format_invalid"),
            ("org_1", "form_param_format_invalid"),
            ("--", "form_param_format_invalid"),
            ("ü", "form_param_format_invalid"),
            (" ", "form_param_nil"),
        ] {
            assert_eq!(chosen(slug).unwrap_err().code(), Some(code), "{slug}");
        }
        assert_eq!(chosen(&"a".repeat(257)).unwrap_err().code(), Some("form_param_max_length_exceeded"));
    }
}
