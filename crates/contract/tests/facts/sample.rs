//! Sample JSON for everything that the fact tables describe.

use serde_json::{Map, Value, json};

use crate::tables::{Facts, Field};

/// Which fields a sample has.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Which {
    All,
    Required,
}

/// Samples of fields that the contract restricts more than the facts.
fn better_known(kind: &str, path: &str) -> Option<Value> {
    match (kind, path) {
        // For identity providers, the facts allow any text; strict decoding accepts listed values.
        ("string", "strategy") => Some(json!("ticket")),
        // An invitation's status; its listing's filter has the list.
        ("string", "status") => Some(json!("pending")),
        // The list is in the description's prose.
        ("PasswordHasher", _) => Some(json!("bcrypt")),
        // A domain's enrollment mode; the object has the list.
        ("string", "enrollment_mode") => Some(json!("automatic_invitation")),
        // The only fractional number.
        ("number", path) if path.ends_with("percent") => Some(json!(62.5)),
        // A header's name and values.
        ("map", "request_headers") => Some(json!({ "accept": ["text/html"] })),
        _ => None,
    }
}

/// Creates samples from the description of one year.
pub(crate) struct Sampler<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) year: &'static str,
    pub(crate) which: Which,
}

/// A position in the tables: a list of fields, and the path so far.
#[derive(Clone, Copy)]
struct Place<'a> {
    fields: &'a [&'a Field],
    path: &'a str,
}

impl Sampler<'_> {
    /// Samples of a type. The first one is complete; each of the others differs from it in one place, so that every
    /// union variant, enum value and null occurs.
    pub(crate) fn of_type(&self, kind: &str) -> Vec<Value> {
        self.kind(kind, &[], Place { fields: &[], path: "" })
    }

    /// Samples of a query or a JSON body. The body of a bulk request is an array.
    pub(crate) fn of_body(&self, fields: &[&Field]) -> Vec<Value> {
        let root = fields.iter().find(|field| field.path == "." && field.kind.starts_with('['));
        let place = Place { fields, path: "" };
        root.map_or_else(|| self.object(place), |root| self.kind(root.kind, &root.values, place))
    }

    fn kind(&self, kind: &str, values: &[&str], place: Place<'_>) -> Vec<Value> {
        if let Some(item) = kind.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let path = format!("{}[]", place.path);
            let items = self.kind(item, values, Place { path: &path, ..place });
            return items.into_iter().map(|item| json!([item])).collect();
        }
        if let Some(item) = kind.strip_prefix("map<").and_then(|rest| rest.strip_suffix('>')) {
            let path = format!("{}{{}}", place.path);
            let items = self.kind(item, values, Place { path: &path, ..place });
            return items.into_iter().map(|item| json!({ "key": item })).collect();
        }
        if kind.contains('|') {
            return kind.split('|').flat_map(|kind| self.kind(kind, values, place)).collect();
        }
        if let Some(sample) = better_known(kind, place.path).filter(|_| values.is_empty()) {
            return vec![sample];
        }
        match kind {
            "string" if values.is_empty() => vec![json!("text")],
            "string" => values.iter().map(|value| json!(value)).collect(),
            "integer" | "number" => vec![json!(7)],
            "boolean" => vec![json!(true)],
            "any" => vec![json!({ "a": 1 })],
            "map" => vec![json!({ "a": [{ "b": null }] })],
            "object" => self.object(place),
            name => self.named(name),
        }
    }

    fn named(&self, name: &str) -> Vec<Value> {
        let fields = self.facts.object(name, self.year);
        let root = fields.iter().find(|field| field.path == ".").expect("every object has a row `.`");
        self.kind(root.kind, &root.values, Place { fields: &fields, path: "" })
    }

    fn object(&self, place: Place<'_>) -> Vec<Value> {
        let mut whole = Map::new();
        let mut others = Vec::new();
        for (name, field) in children(place) {
            if self.which == Which::Required && !field.required {
                continue;
            }
            let mut samples =
                self.kind(field.kind, &field.values, Place { path: field.path, ..place }).into_iter();
            whole.insert(name.to_owned(), samples.next().expect("every type has a sample"));
            others.extend(samples.chain(field.nullable.then_some(Value::Null)).map(|other| (name, other)));
        }
        let vary = |(name, other): (&str, Value)| {
            let mut object = whole.clone();
            object.insert(name.to_owned(), other);
            Value::Object(object)
        };
        std::iter::once(Value::Object(whole.clone())).chain(others.into_iter().map(vary)).collect()
    }
}

/// The direct fields of a place, with their names.
fn children(place: Place<'_>) -> impl Iterator<Item = (&str, &Field)> {
    place.fields.iter().filter_map(move |field| {
        let rest = field.path.strip_prefix(place.path)?;
        let name = if place.path.is_empty() { rest } else { rest.strip_prefix('.')? };
        (!name.is_empty() && !name.contains(['.', '[', '{'])).then_some((name, *field))
    })
}

/// All fields of a sample as JSON pointers, outer objects first.
pub(crate) fn pointers(sample: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(sample, "", &mut found);
    found
}

fn collect(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = format!("{at}/{name}");
                collect(value, &at, found);
                found.push(at);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}
