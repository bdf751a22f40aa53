//! The plain-text alternative of an HTML email.

/// Elements whose content isn't displayed.
const HIDDEN: [&str; 3] = ["head", "style", "script"];
/// Elements that start a new line.
const LINES: [&str; 10] = ["p", "div", "br", "tr", "h1", "h2", "h3", "li", "table", "ul"];

/// Converts HTML to text: a line for each paragraph, and URLs after the link text.
pub(super) fn plain(html: &str) -> String {
    let mut text = String::new();
    let mut hidden: Option<String> = None;
    let mut link: Option<String> = None;
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        if hidden.is_none() {
            push(&mut text, before);
        }
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let name = name.unwrap_or_default().to_ascii_lowercase();
        match (&hidden, closes) {
            (Some(open), true) if *open == name => hidden = None,
            (None, false) if HIDDEN.contains(&name.as_str()) => hidden = Some(name),
            (None, false) if name == "a" => link = attribute(tag, "href"),
            (None, true) if name == "a" => end_link(&mut text, link.take()),
            (None, _) if LINES.contains(&name.as_str()) => new_line(&mut text),
            _ => {}
        }
    }
    if hidden.is_none() {
        push(&mut text, rest);
    }
    text.trim().to_owned()
}

/// Appends words, collapsing whitespace as HTML does.
fn push(text: &mut String, html: &str) {
    let decoded = decoded(html);
    if decoded.starts_with(char::is_whitespace) && !text.is_empty() && !text.ends_with([' ', '\n']) {
        text.push(' ');
    }
    text.push_str(&decoded.split_whitespace().collect::<Vec<_>>().join(" "));
    if decoded.ends_with(char::is_whitespace) && !text.is_empty() && !text.ends_with([' ', '\n']) {
        text.push(' ');
    }
}

fn new_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn end_link(text: &mut String, link: Option<String>) {
    if let Some(link) = link.filter(|link| !text.ends_with(link.as_str())) {
        text.push_str(": ");
        text.push_str(&link);
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, after) = tag.split_once(&format!("{name}=\""))?;
    Some(decoded(after.split('"').next()?))
}

fn decoded(html: &str) -> String {
    let mut text = html.to_owned();
    for (entity, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
    {
        text = text.replace(entity, character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_reader_sees_is_kept() {
        let html = "<html><head><title>T</title><style>p { color: red }</style></head><body>\n<p>Hello &amp; \n welcome,\
                    <b>Ada</b>!</p><p><a href=\"https://x.test/?a=1&amp;b=2\">Accept</a></p></body></html>";
        assert_eq!(plain(html), "Hello & welcome,Ada!\nAccept: https://x.test/?a=1&b=2");
    }

    #[test]
    fn broken_markup_is_no_trouble() {
        for html in ["<", "a < b", "<a href=\"x", "</a></p>", "<style>never closed", ""] {
            let _ = plain(html);
        }
        assert_eq!(plain("no markup"), "no markup");
    }
}
