use serde_json::Value;

/// What shortcodes can refer to.
const THINGS: [&str; 4] = ["user", "org", "org_membership", "session"];

/// A part of a string.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// The operands between `{{`, `||` and `}}`; at least one.
    Shortcode(Vec<Operand<'a>>),
}

#[derive(Debug, PartialEq)]
pub(super) enum Operand<'a> {
    /// A string in single quotes, a number or a boolean.
    Literal(Value),
    /// One of the above followed by at least one name: `user.public_metadata.plan`.
    Path(&'a str),
}

/// Splits a string. Malformed shortcodes are text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut text_from = 0;
    let mut search_from = 0;
    while let Some(found) = text[search_from..].find("{{") {
        let start = search_from + found;
        let Some((operands, rest)) = shortcode(&text[start + 2..]) else {
            search_from = start + 1;
            continue;
        };
        if text_from < start {
            pieces.push(Piece::Text(&text[text_from..start]));
        }
        pieces.push(Piece::Shortcode(operands));
        text_from = text.len() - rest.len();
        search_from = text_from;
    }
    if text_from < text.len() {
        pieces.push(Piece::Text(&text[text_from..]));
    }
    pieces
}

/// Parses up to and including `}}`; also returns the rest.
fn shortcode(mut text: &str) -> Option<(Vec<Operand<'_>>, &str)> {
    let mut operands = Vec::new();
    loop {
        let (operand, rest) = operand(text.trim_start())?;
        operands.push(operand);
        let rest = rest.trim_start();
        if let Some(rest) = rest.strip_prefix("}}") {
            return Some((operands, rest));
        }
        text = rest.strip_prefix("||")?;
    }
}

fn operand(text: &str) -> Option<(Operand<'_>, &str)> {
    if let Some(text) = text.strip_prefix('\'') {
        let (literal, rest) = text.split_once('\'')?;
        return Some((Operand::Literal(Value::from(literal)), rest));
    }
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '|' | '{' | '}' | '\'');
    let (word, rest) = text.split_at(text.find(ends)?);
    Some((path(word).or_else(|| literal(word))?, rest))
}

fn path(word: &str) -> Option<Operand<'_>> {
    let (thing, names) = word.split_once('.')?;
    (THINGS.contains(&thing) && names.split('.').all(|name| !name.is_empty())).then_some(Operand::Path(word))
}

fn literal(word: &str) -> Option<Operand<'_>> {
    let value: Value = serde_json::from_str(word).ok()?;
    (value.is_boolean() || value.is_number()).then_some(Operand::Literal(value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_taken_apart() {
        assert_eq!(
            pieces("a {{user.id}}{{ user.x||'b}}' || 1.5||false }}c"),
            [
                Piece::Text("a "),
                Piece::Shortcode(vec![Operand::Path("user.id")]),
                Piece::Shortcode(vec![
                    Operand::Path("user.x"),
                    Operand::Literal(json!("b}}")),
                    Operand::Literal(json!(1.5)),
                    Operand::Literal(json!(false)),
                ]),
                Piece::Text("c"),
            ]
        );
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn braces_around_a_shortcode_are_text() {
        assert_eq!(
            pieces("{{{org.id}}}"),
            [Piece::Text("{"), Piece::Shortcode(vec![Operand::Path("org.id")]), Piece::Text("}")]
        );
    }

    #[test]
    fn what_cannot_be_read_is_text() {
        for text in [
            "{{}}",
            "{{ }}",
            "{{user}}",
            "{{user.}}",
            "{{user..id}}",
            "{{organization.id}}",
            "{{time.now}}",
            "{{user.id",
            "{{user.id}",
            "{{user.id | 'a'}}",
            "{{user.id ||}}",
            "{{|| user.id}}",
            "{{user.id 'a'}}",
            "{{user.id || \"a\"}}",
            "{{user.id || null}}",
            "{{user.id || [1]}}",
            "{{'unended}}",
            "{user.id}",
        ] {
            assert_eq!(pieces(text), [Piece::Text(text)]);
        }
    }
}
