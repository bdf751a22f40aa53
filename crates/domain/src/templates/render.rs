//! Placeholders as in Clerk's templates: `{{otp_code}}`, `{{app.name}}`, `{{#if …}} … {{else}} … {{/if}}`, `{{#unless
//! …}}`, `{{#each …}}`, comments, and `{{> app_logo}}`. Nothing else: no helpers, no code, bounded output.

use std::fmt;

use serde_json::Value;

/// Maximum nesting depth of blocks.
const MAX_DEPTH: usize = 16;
/// Maximum size of the output in bytes.
const MAX_BYTES: usize = 256 * 1024;
/// Maximum number of nodes visited, which bounds nested lists.
const MAX_STEPS: usize = 50_000;

/// Why a template is invalid or can't be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// A placeholder isn't closed.
    #[error("a placeholder that starts with {{{{ is not closed")]
    Unclosed,
    /// A block isn't closed, or another one is.
    #[error("the block {{{{#{0} …}}}} is not closed")]
    OpenBlock(String),
    /// A closing tag without a block.
    #[error("{{{{{0}}}}} is outside of a block")]
    Outside(String),
    /// Unsupported syntax.
    #[error("{{{{{0}}}}} is not a placeholder: use a name such as app.name, #if, #unless, #each, or else")]
    Unknown(String),
    /// Blocks are nested too deeply.
    #[error("blocks may be nested at most {MAX_DEPTH} deep")]
    Deep,
    /// The output is too large.
    #[error("the message is longer than {MAX_BYTES} bytes")]
    Long,
}

/// How values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As HTML, always escaped.
    Html,
    /// As plain text.
    Text,
}

/// A parsed template.
#[derive(Clone, Debug)]
pub struct Template {
    nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
enum Node {
    Text(String),
    Value(Path),
    Branch { on: Path, then: Vec<Node>, otherwise: Vec<Node> },
    Each { of: Path, body: Vec<Node> },
}

/// The path to a value; empty for the current list item.
#[derive(Clone, Debug)]
struct Path(Vec<String>);

/// A token of a template, before blocks are matched.
enum Piece<'a> {
    Text(&'a str),
    Tag(&'a str),
}

impl Template {
    /// Parses a template.
    pub fn parse(text: &str) -> Result<Self, TemplateProblem> {
        let pieces = pieces(text)?;
        let mut rest = pieces.iter();
        let (nodes, end) = block(&mut rest, None, 0)?;
        match end {
            Some(tag) => Err(TemplateProblem::Outside(tag)),
            None => Ok(Self { nodes }),
        }
    }

    /// Renders the template. Missing values are empty.
    pub fn fill(&self, data: &Value, form: Form) -> Result<String, TemplateProblem> {
        let mut out = Output { text: String::new(), steps: 0, form };
        write(&self.nodes, &[data], &mut out)?;
        Ok(out.text)
    }

    /// The paths of all values that the template uses.
    pub fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        collect(&self.nodes, &mut names);
        names
    }
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, TemplateProblem> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        pieces.push(Piece::Text(before));
        // `{{{x}}}` is the same as `{{x}}`: user-provided values are never markup.
        let (open, close) = if after.starts_with('{') { (1, "}}}") } else { (0, "}}") };
        let close = if after.starts_with("!--") { "--}}" } else { close };
        let (tag, after) = after[open..].split_once(close).ok_or(TemplateProblem::Unclosed)?;
        pieces.push(Piece::Tag(tag.trim_matches('~').trim()));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// Parses up to the tag that closes the block `open`, which is returned, or to the end.
fn block(
    rest: &mut std::slice::Iter<'_, Piece<'_>>,
    open: Option<&str>,
    depth: usize,
) -> Result<(Vec<Node>, Option<String>), TemplateProblem> {
    if depth > MAX_DEPTH {
        return Err(TemplateProblem::Deep);
    }
    let mut nodes = Vec::new();
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Text("") => {}
            Piece::Text(text) => nodes.push(Node::Text((*text).to_owned())),
            Piece::Tag(tag) if tag.starts_with('!') => {}
            Piece::Tag(tag) if *tag == "else" || tag.starts_with('/') => {
                return Ok((nodes, Some((*tag).to_owned())));
            }
            Piece::Tag(tag) => match tag.strip_prefix('#') {
                Some(head) => nodes.push(compound(head, rest, depth)?),
                None => nodes.push(simple(tag)?),
            },
        }
    }
    match open {
        Some(name) => Err(TemplateProblem::OpenBlock(name.to_owned())),
        None => Ok((nodes, None)),
    }
}

fn compound(
    head: &str,
    rest: &mut std::slice::Iter<'_, Piece<'_>>,
    depth: usize,
) -> Result<Node, TemplateProblem> {
    let unknown = || TemplateProblem::Unknown(format!("#{head}"));
    let (name, subject) = head.split_once(char::is_whitespace).ok_or_else(unknown)?;
    let subject = path(subject.trim()).ok_or_else(unknown)?;
    let (first, end) = block(rest, Some(name), depth + 1)?;
    let (second, end) = match end.as_deref() {
        Some("else") => block(rest, Some(name), depth + 1)?,
        _ => (Vec::new(), end),
    };
    if end.as_deref().and_then(|end| end.strip_prefix('/')).map(str::trim) != Some(name) {
        return Err(TemplateProblem::OpenBlock(name.to_owned()));
    }
    match name {
        "if" => Ok(Node::Branch { on: subject, then: first, otherwise: second }),
        "unless" => Ok(Node::Branch { on: subject, then: second, otherwise: first }),
        "each" => Ok(Node::Each { of: subject, body: first }),
        _ => Err(unknown()),
    }
}

fn simple(tag: &str) -> Result<Node, TemplateProblem> {
    if tag.strip_prefix('>').is_some_and(|name| name.trim() == "app_logo") {
        return Ok(Node::Value(Path(vec!["app".to_owned(), "name".to_owned()])));
    }
    path(tag).map(Node::Value).ok_or_else(|| TemplateProblem::Unknown(tag.to_owned()))
}

fn path(text: &str) -> Option<Path> {
    if text == "this" {
        return Some(Path(Vec::new()));
    }
    let text = text.strip_prefix("this.").unwrap_or(text);
    let is_name = |name: &str| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    text.split('.').all(is_name).then(|| Path(text.split('.').map(str::to_owned).collect()))
}

struct Output {
    text: String,
    steps: usize,
    form: Form,
}

impl Output {
    fn push(&mut self, text: &str) -> Result<(), TemplateProblem> {
        self.step()?;
        if self.text.len() + text.len() > MAX_BYTES {
            return Err(TemplateProblem::Long);
        }
        self.text.push_str(text);
        Ok(())
    }

    fn step(&mut self) -> Result<(), TemplateProblem> {
        self.steps += 1;
        if self.steps > MAX_STEPS { Err(TemplateProblem::Long) } else { Ok(()) }
    }

    fn push_value(&mut self, value: &str) -> Result<(), TemplateProblem> {
        match self.form {
            Form::Html => self.push(&escaped(value)),
            Form::Text => self.push(value),
        }
    }
}

/// Renders the nodes, looking up values in the innermost of `scopes`, the last, first.
fn write(nodes: &[Node], scopes: &[&Value], out: &mut Output) -> Result<(), TemplateProblem> {
    for node in nodes {
        match node {
            Node::Text(text) => out.push(text)?,
            Node::Value(path) => out.push_value(&shown(find(path, scopes)))?,
            Node::Branch { on, then, otherwise } => {
                out.step()?;
                let branch = if is_true(find(on, scopes)) { then } else { otherwise };
                write(branch, scopes, out)?;
            }
            Node::Each { of, body } => {
                for item in find(of, scopes).and_then(Value::as_array).into_iter().flatten() {
                    let scopes: Vec<_> = scopes.iter().copied().chain([item]).collect();
                    out.step()?;
                    write(body, &scopes, out)?;
                }
            }
        }
    }
    Ok(())
}

fn find<'v>(path: &Path, scopes: &[&'v Value]) -> Option<&'v Value> {
    let within = |scope: &'v Value| path.0.iter().try_fold(scope, |value, name| value.get(name));
    if path.0.is_empty() {
        scopes.last().copied()
    } else {
        scopes.iter().rev().find_map(|scope| within(scope))
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
        _ => String::new(),
    }
}

fn is_true(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(_) => true,
    }
}

fn collect(nodes: &[Node], names: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Text(_) => {}
            Node::Value(path) => names.push(path.to_string()),
            Node::Branch { on, then, otherwise } => {
                names.push(on.to_string());
                collect(then, names);
                collect(otherwise, names);
            }
            Node::Each { of, body } => {
                names.push(of.to_string());
                collect(body, names);
            }
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn filled(template: &str, data: &Value) -> String {
        Template::parse(template).unwrap().fill(data, Form::Html).unwrap()
    }

    #[test]
    fn placeholders_are_filled_and_escaped() {
        let data = json!({ "otp_code": 123_456, "app": { "name": "<b>Tom & Jerry</b>" } });
        assert_eq!(
            filled("{{otp_code}}: {{ app.name }}", &data),
            "123456: &lt;b&gt;Tom &amp; Jerry&lt;/b&gt;"
        );
        assert_eq!(filled("{{{app.name}}}", &data), filled("{{app.name}}", &data), "never markup");
        assert_eq!(filled("[{{nobody.knows}}]{{! a note }}{{!-- }} --}}", &data), "[]");
        assert_eq!(filled("{{> app_logo}}", &json!({ "app": { "name": "Acme" } })), "Acme");
    }

    #[test]
    fn blocks_look_at_values() {
        let template = "{{#if name}}Hi {{name}}{{else}}Hi{{/if}}{{#unless paid}}!{{/unless}}";
        assert_eq!(filled(template, &json!({ "name": "Ada", "paid": true })), "Hi Ada");
        assert_eq!(filled(template, &json!({ "name": "" })), "Hi!");
        let list = "{{#each roles}}<{{this}}{{#if ../x}}{{/if}}>{{/each}}";
        assert!(Template::parse(list).is_err(), "paths lead down only");
        let list = "{{#each people}}{{name}} of {{app.name}};{{/each}}";
        let data = json!({ "people": [{ "name": "Ada" }, { "name": "Grace" }], "app": { "name": "Acme" } });
        assert_eq!(filled(list, &data), "Ada of Acme;Grace of Acme;");
    }

    #[test]
    fn what_is_no_template_is_refused_with_a_reason() {
        for (template, problem) in [
            ("{{name", TemplateProblem::Unclosed),
            ("{{#if name}}", TemplateProblem::OpenBlock("if".into())),
            ("{{#if name}}{{/each}}", TemplateProblem::OpenBlock("if".into())),
            ("{{/if}}", TemplateProblem::Outside("/if".into())),
            ("{{system 'rm -rf /'}}", TemplateProblem::Unknown("system 'rm -rf /'".into())),
            ("{{> other}}", TemplateProblem::Unknown("> other".into())),
            ("{{#with app}}{{/with}}", TemplateProblem::Unknown("#with app".into())),
        ] {
            assert_eq!(Template::parse(template).unwrap_err(), problem, "{template}");
        }
        let deep = format!("{}{}", "{{#if a}}".repeat(17), "{{/if}}".repeat(17));
        assert_eq!(Template::parse(&deep).unwrap_err(), TemplateProblem::Deep);
    }

    #[test]
    fn the_output_is_bounded() {
        let template = "{{#each l}}{{#each l}}{{#each l}}0123456789{{/each}}{{/each}}{{/each}}";
        let data = json!({ "l": vec![1; 1_000] });
        let filled = Template::parse(template).unwrap().fill(&data, Form::Text);
        assert_eq!(filled.unwrap_err(), TemplateProblem::Long);
        let endless = format!("{}{}", "{{#each l}}".repeat(16), "{{/each}}".repeat(16));
        let filled = Template::parse(&endless).unwrap().fill(&data, Form::Text);
        assert_eq!(filled.unwrap_err(), TemplateProblem::Long, "though nothing comes out");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_value_becomes_markup(
            template in "(\\{\\{[#/!>~]?(if|each|x|else| )*\\}\\}|\\PC){0,40}", value in "\\PC*"
        ) {
            if let Ok(parsed) = Template::parse(&template) {
                let data = json!({ "x": [value] });
                let _ = parsed.fill(&data, Form::Html);
            }
            let shown = filled("{{x}}", &json!({ "x": value }));
            prop_assert!(!shown.contains(['<', '>', '"', '\'']));
        }
    }
}
