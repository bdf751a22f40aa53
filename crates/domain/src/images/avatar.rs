use std::fmt::Write;

use aws_lc_rs::digest;

/// Generates an avatar: two colours derived from `seed` (such as the id), and up to two letters or digits of
/// `initials`. Deterministic; an SVG of less than 1 KiB, for `image/svg+xml`.
pub fn avatar_svg(seed: &str, initials: &str) -> String {
    let hash = digest::digest(&digest::SHA256, seed.as_bytes());
    let hue = hash.as_ref().iter().take(2).fold(0, |sum, byte| sum * 256 + u32::from(*byte)) % 360;
    let (from, to) = (colour(hue), colour((hue + 40) % 360));
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="{from}"/><stop offset="1" stop-color="{to}"/></linearGradient></defs><rect width="128" height="128" fill="url(#g)"/>"#
    );
    // Letters and digits need no escaping; everything else is dropped.
    let letters: String = initials.chars().filter(|letter| letter.is_alphanumeric()).take(2).collect();
    if !letters.is_empty() {
        let _ = write!(
            svg,
            r##"<text x="64" y="64" dy=".35em" text-anchor="middle" font-family="sans-serif" font-size="52" font-weight="600" fill="#fff">{letters}</text>"##
        );
    }
    svg + "</svg>"
}

/// The initials of a name: `AK` for `["Ada", "King Lovelace"]`. Parts without letters or digits are ignored.
pub fn initials<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    parts
        .into_iter()
        .filter_map(|part| part.chars().find(|letter| letter.is_alphanumeric()))
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

/// A colour of this hue with enough contrast to white text.
fn colour(hue: u32) -> String {
    format!("hsl({hue},60%,38%)")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_same_seed_gets_the_same_picture() {
        assert_eq!(avatar_svg("user_1", "AL"), avatar_svg("user_1", "AL"));
        assert_ne!(avatar_svg("user_1", "AL"), avatar_svg("user_2", "AL"));
    }

    #[test]
    fn initials_are_the_first_letters_of_two_names() {
        assert_eq!(initials(["ada", "King Lovelace", "x"]), "AK");
        assert_eq!(initials(["", "😀", "(ж)"]), "Ж");
        assert_eq!(initials(["ßa"]), "SS");
    }

    #[test]
    fn letters_are_written_and_signs_are_not() {
        assert!(avatar_svg("user_1", "ЖÖX").contains(">ЖÖ</text>"));
        assert!(avatar_svg("user_1", "<&\">").ends_with("/></svg>"));
    }

    proptest! {
        #[test]
        fn no_text_gets_out_of_the_picture(seed: String, initials: String) {
            let svg = avatar_svg(&seed, &initials);
            prop_assert!(svg.len() < 1024);
            prop_assert_eq!(svg.matches('<').count(), svg.matches('>').count());
            prop_assert!(svg.matches('<').count() <= 12, "{}", svg);
            prop_assert!(!svg.contains('&'));
        }
    }
}
