//! Converts rows of fields back to a JSON schema.

use serde_json::{Map, Value, json};

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) path: String,
    kind: String,
    pub(super) required: bool,
    nullable: bool,
    values: Vec<String>,
}

/// The rows of an object, or of a place in a request.
#[derive(Default)]
pub(super) struct Fields(Vec<Field>);

impl Field {
    /// Field, type, required, nullable, values: see facts/README.md.
    pub(super) fn of(row: &[String]) -> Self {
        let values = if row[4] == "-" { Vec::new() } else { row[4].split('|').map(str::to_owned).collect() };
        let [required, nullable] = [&row[2], &row[3]].map(|cell| cell == "yes");
        Self { path: row[0].clone(), kind: row[1].clone(), required, nullable, values }
    }
}

impl Fields {
    pub(super) fn add(&mut self, field: Field) {
        self.0.push(field);
    }

    /// The row with the type of the whole.
    pub(super) fn root(&self) -> Option<&Field> {
        self.0.iter().find(|field| field.path == ".")
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.iter().any(|field| field.path == path)
    }

    /// The direct fields of a path, with their names.
    pub(super) fn children<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a str, &'a Field)> {
        self.0.iter().filter_map(move |field| {
            let rest = field.path.strip_prefix(path)?;
            let name = if path.is_empty() { rest } else { rest.strip_prefix('.')? };
            let is_child = !name.is_empty() && name != "." && !name.contains(['.', '[', '{']);
            is_child.then_some((name, field))
        })
    }
}

/// The schema of a field at `path`; the root's path is empty.
pub(super) fn schema(field: &Field, fields: &Fields, path: &str) -> Value {
    let schema = with_values(of_type(&field.kind, fields, path), &field.values);
    if field.nullable { json!({"anyOf": [schema, {"type": "null"}]}) } else { schema }
}

/// The values of a list are those of its items. Cells are text: `true` is a string among strings and a boolean among
/// booleans.
fn with_values(mut schema: Value, values: &[String]) -> Value {
    if !values.is_empty() {
        let place = if schema["items"].is_object() { &mut schema["items"] } else { &mut schema };
        let is_text = place["type"] == "string";
        let value = |text: &String| serde_json::from_str(text).ok().filter(|_| !is_text);
        place["enum"] = values.iter().map(|text| value(text).unwrap_or_else(|| json!(text))).collect();
    }
    schema
}

pub(super) fn of_type(kind: &str, fields: &Fields, path: &str) -> Value {
    if let Some(item) = kind.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return json!({"type": "array", "items": of_type(item, fields, &format!("{path}[]"))});
    }
    if let Some(value) = kind.strip_prefix("map<").and_then(|rest| rest.strip_suffix('>')) {
        return json!({"type": "object", "additionalProperties": of_type(value, fields, &format!("{path}{{}}"))});
    }
    if kind.contains('|') {
        return json!({"anyOf": kind.split('|').map(|kind| of_type(kind, fields, path)).collect::<Vec<_>>()});
    }
    match kind {
        "string" | "integer" | "number" | "boolean" => json!({"type": kind}),
        "file" => json!({"type": "string", "format": "binary"}),
        "any" => json!({}),
        "map" => json!({"type": "object"}),
        "object" => object(fields, path),
        name => json!({"$ref": format!("#/components/schemas/{name}")}),
    }
}

fn object(fields: &Fields, path: &str) -> Value {
    let children = || fields.children(path);
    let properties: Map<_, _> =
        children().map(|(name, field)| (name.to_owned(), schema(field, fields, &field.path))).collect();
    let required: Vec<_> = children().filter(|(_, field)| field.required).map(|(name, _)| name).collect();
    json!({"type": "object", "properties": properties, "required": required})
}
