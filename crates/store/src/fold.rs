//! Text folding for search, the same on both engines: ignores case, accents and width.

use unicode_normalization::UnicodeNormalization;

/// Folds text for search: `Łukasz` and `lukasz`, `José` and `jose`, `Straße` and `strasse` become equal.
///
/// Decomposes compatibility forms, removes marks from Latin, Greek and Cyrillic letters, and recomposes the rest, so
/// that scripts in which marks are letters keep them.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = text.nfkd().filter(|character| !is_accent(*character)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for character in plain.nfkd().filter(|character| !is_accent(*character)) {
        match letters(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    folded.nfc().collect()
}

/// The `LIKE` pattern that finds `part` anywhere in folded text.
pub fn pattern(part: &str) -> String {
    escaped(&fold(part))
}

/// The `LIKE` pattern that finds `part` anywhere in lowercase text that isn't folded.
pub fn lowercase_pattern(part: &str) -> String {
    escaped(&part.to_lowercase())
}

fn escaped(part: &str) -> String {
    let mut pattern = String::from("%");
    for character in part.chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}

/// A combining mark of the block "Combining Diacritical Marks".
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// Letters that Unicode doesn't decompose, as commonly written without them.
fn letters(character: char) -> Option<&'static str> {
    Some(match character {
        'æ' => "ae",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ĸ' => "k",
        'ł' => "l",
        'ŋ' => "n",
        'ø' => "o",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_takes_for_the_same_is_the_same() {
        for (text, folded) in [
            ("Ada", "ada"),
            ("Łukasz", "lukasz"),
            ("José", "jose"),
            ("Jose\u{301}", "jose"),
            ("İstanbul", "istanbul"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("Øre Ægir Þór", "ore aegir thor"),
            ("ＡＤＡ", "ada"),
            ("Ελλάς", "ελλασ"),
            ("ЁЛКА", "елка"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_pattern_takes_wildcards_for_what_they_are() {
        assert_eq!(pattern("50%_\\Ö"), "%50\\%\\_\\\\o%");
        assert_eq!(lowercase_pattern("_Ö"), "%\\_ö%");
    }

    #[test]
    fn marks_that_are_letters_stay() {
        for text in ["हिन्दी", "ภาษาไทย", "한국어", "がぎぐ", "北京"] {
            assert_eq!(fold(text), text, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Łukasz İ ß ς", "ŉ ǆ ﬁ", "한국어"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }
}
