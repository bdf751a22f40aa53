//! The shape of a schema, without its prose.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use serde_json::Value;

use super::document::{Document, entries, is_true, items, name_of, reference};

/// A value's type in the notation of facts/README.md, with its inner fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shape {
    /// The alternatives; only one unless the schema is a union.
    pub(crate) types: BTreeSet<String>,
    pub(crate) nullable: bool,
    /// Allowed values; empty means any.
    values: BTreeSet<String>,
    /// Inner fields by path, with their type and whether they are required.
    fields: BTreeMap<String, Field>,
}

#[derive(Clone, Debug, PartialEq)]
struct Field {
    shape: Shape,
    required: bool,
}

/// The shape of a schema in use: references stay names.
pub(crate) fn shape(document: &Document, schema: &Value) -> Result<Shape> {
    if let Some(reference) = reference(schema) {
        let nullable = is_true(document.resolve(schema)?, "nullable");
        return Ok(Shape { nullable, ..Shape::of(name_of(reference)) });
    }
    expand(document, schema)
}

/// The shape of a schema itself: a reference is replaced by its target.
pub(crate) fn expand(document: &Document, schema: &Value) -> Result<Shape> {
    let schema = document.resolve(schema)?;
    let mut result = match alternatives(schema) {
        Some(members) => union(document, members)?,
        None => match schema.get("allOf").and_then(Value::as_array) {
            Some(members) if is_wrapped_reference(schema, members) => shape(document, &members[0])?,
            Some(members) => conjunction(document, schema, members)?,
            None => plain(document, schema)?,
        },
    };
    result.nullable |= is_true(schema, "nullable");
    Ok(result)
}

impl Shape {
    fn of(kind: impl Into<String>) -> Self {
        Self { types: BTreeSet::from([kind.into()]), ..Self::default() }
    }

    /// `a|b` for a union.
    pub(crate) fn kind(&self) -> String {
        self.types.iter().map(String::as_str).collect::<Vec<_>>().join("|")
    }

    pub(crate) fn has_fields(&self) -> bool {
        !self.fields.is_empty()
    }

    /// Cells `field, type, required, nullable, values`, the whole value first, as `.`.
    pub(crate) fn rows(&self, required: bool) -> Vec<[String; 5]> {
        let mut rows = vec![self.row(".", required)];
        rows.extend(self.fields.iter().map(|(path, field)| field.shape.row(path, field.required)));
        rows
    }

    pub(crate) fn row(&self, path: &str, required: bool) -> [String; 5] {
        let values: Vec<_> = self.values.iter().map(String::as_str).collect();
        [path.to_owned(), self.kind(), yes(required), yes(self.nullable), values.join("|")]
    }

    /// Adds a field and its inner fields.
    fn insert(&mut self, name: &str, mut shape: Shape, required: bool) {
        self.nest(name, std::mem::take(&mut shape.fields));
        self.fields.insert(name.to_owned(), Field { shape, required });
    }

    /// Adds fields under a name, an item (`[]`) or a map value (`{}`).
    fn nest(&mut self, name: &str, fields: BTreeMap<String, Field>) {
        for (path, field) in fields {
            let dot = if path.starts_with(['[', '{']) { "" } else { "." };
            self.fields.insert(format!("{name}{dot}{path}"), field);
        }
    }

    /// Widens this shape to include the other one.
    fn widen(&mut self, other: Shape) {
        self.types.extend(other.types);
        self.nullable |= other.nullable;
        self.values.extend(other.values);
        for (path, field) in &mut self.fields {
            field.required &= other.fields.get(path).is_some_and(|other| other.required);
        }
        for (path, field) in other.fields {
            match self.fields.get_mut(&path) {
                Some(known) => known.shape.widen(field.shape),
                None => {
                    self.fields.insert(path, Field { required: false, ..field });
                }
            }
        }
    }
}

fn yes(value: bool) -> String {
    if value { "yes".to_owned() } else { String::new() }
}

/// The members of a union that differ in more than which fields are required.
fn alternatives(schema: &Value) -> Option<Vec<&Value>> {
    let members = items(schema.get("oneOf").or_else(|| schema.get("anyOf")));
    let says_something = |member: &&Value| {
        entries(Some(member)).any(|(key, _)| !matches!(key.as_str(), "required" | "description" | "title"))
    };
    let members: Vec<_> = members.filter(says_something).collect();
    (!members.is_empty()).then_some(members)
}

fn union(document: &Document, members: Vec<&Value>) -> Result<Shape> {
    let mut shapes = members.into_iter().map(|member| shape(document, member));
    let mut result = shapes.next().transpose()?.unwrap_or_default();
    for next in shapes {
        result.widen(next?);
    }
    Ok(result)
}

/// `allOf` around a single reference only allows siblings beside the reference.
fn is_wrapped_reference(schema: &Value, members: &[Value]) -> bool {
    members.len() == 1 && reference(&members[0]).is_some() && schema.get("properties").is_none()
}

/// The fields of all members and of the surrounding schema.
fn conjunction(document: &Document, schema: &Value, members: &[Value]) -> Result<Shape> {
    let mut result = object(document, schema)?;
    for member in members {
        for (path, field) in expand(document, member)?.fields {
            let required = field.required || result.fields.get(&path).is_some_and(|known| known.required);
            result.fields.insert(path, Field { required, ..field });
        }
    }
    require(&mut result, schema);
    result.types = BTreeSet::from(["object".to_owned()]);
    Ok(result)
}

/// A list of required names may be in another member of `allOf` than the fields.
fn require(result: &mut Shape, schema: &Value) {
    for name in items(schema.get("required")).filter_map(Value::as_str) {
        if let Some(field) = result.fields.get_mut(name) {
            field.required = true;
        }
    }
}

fn plain(document: &Document, schema: &Value) -> Result<Shape> {
    let kind = schema.get("type").and_then(Value::as_str);
    match kind {
        Some("array") => list(document, schema),
        Some("object") => object(document, schema),
        None if schema.get("properties").is_some() => object(document, schema),
        _ => Ok(scalar(schema, kind)),
    }
}

fn list(document: &Document, schema: &Value) -> Result<Shape> {
    let inner = schema.get("items").map_or_else(|| Ok(Shape::of("any")), |item| shape(document, item))?;
    let mut result = Shape::of(format!("[{}]", inner.kind()));
    result.values.clone_from(&inner.values);
    result.nest("[]", inner.fields);
    Ok(result)
}

fn object(document: &Document, schema: &Value) -> Result<Shape> {
    let required: BTreeSet<_> = items(schema.get("required")).filter_map(Value::as_str).collect();
    let mut result = Shape::of("object");
    for (name, property) in entries(schema.get("properties")) {
        result.insert(name, shape(document, property)?, required.contains(name.as_str()));
    }
    if result.fields.is_empty() {
        return map(document, schema);
    }
    Ok(result)
}

/// An object with arbitrary keys.
fn map(document: &Document, schema: &Value) -> Result<Shape> {
    let Some(Value::Object(members)) = schema.get("additionalProperties") else {
        let closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        return Ok(Shape::of(if closed { "object" } else { "map" }));
    };
    let inner = shape(document, &Value::Object(members.clone()))?;
    let mut result = Shape::of(format!("map<{}>", inner.kind()));
    result.nest("{}", inner.fields);
    Ok(result)
}

fn scalar(schema: &Value, kind: Option<&str>) -> Shape {
    let mut result = Shape::default();
    for value in items(schema.get("enum")) {
        match value {
            Value::Null => result.nullable = true,
            Value::String(text) => {
                result.values.insert(text.clone());
            }
            other => {
                result.values.insert(other.to_string());
            }
        }
    }
    let guess = if result.values.is_empty() { "any" } else { "string" };
    let binary = schema.get("format").and_then(Value::as_str) == Some("binary");
    result.types.insert(if binary { "file" } else { kind.unwrap_or(guess) }.to_owned());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of schema `It`, with cells separated by spaces.
    fn rows(schemas: &str) -> Vec<String> {
        let text = format!("info: {{version: '2024-10-01'}}\ncomponents:\n  schemas:\n{schemas}");
        let document = Document::parse(&text).unwrap();
        let (_, schema) = document.schemas().find(|(name, _)| *name == "It").unwrap();
        expand(&document, schema).unwrap().rows(true).iter().map(|row| row.join(" ")).collect()
    }

    #[test]
    fn a_reference_is_named_and_an_inline_object_is_opened() {
        let rows = rows(
            "    Key: {type: object, nullable: true}
    It:
      type: object
      required: [inner]
      properties:
        key: {$ref: '#/components/schemas/Key'}
        inner: {type: object, properties: {since: {type: integer, nullable: true}}}
        free: {type: object, additionalProperties: true}",
        );

        assert_eq!(
            rows,
            [
                ". object yes  ",
                "free map   ",
                "inner object yes  ",
                "inner.since integer  yes ",
                "key Key  yes "
            ]
        );
    }

    #[test]
    fn items_and_map_values_have_paths_of_their_own() {
        let rows = rows(
            "    It:
      type: array
      items: {type: object, properties: {tags: {type: array, items: {type: string, enum: [b, a]}},
              by_name: {type: object, additionalProperties: {type: object, properties: {n: {type: integer}}}}}}",
        );

        assert_eq!(
            rows,
            [
                ". [object] yes  ",
                "[].by_name map<object>   ",
                "[].by_name{}.n integer   ",
                "[].tags [string]   a|b"
            ]
        );
    }

    #[test]
    fn a_union_names_every_variant_and_requires_what_all_require() {
        let rows = rows(
            "    A: {type: object}
    It:
      anyOf:
        - {type: object, required: [id, kind], properties: {id: {type: string}, kind: {type: string}}}
        - {type: object, required: [kind], properties: {kind: {type: integer}}}
        - {$ref: '#/components/schemas/A'}
    Unused: {type: string}",
        );

        assert_eq!(rows, [". A|object yes  ", "id string   ", "kind integer|string   "]);
    }

    #[test]
    fn alternatives_that_only_require_are_no_union() {
        let rows = rows(
            "    It: {type: object, anyOf: [{required: [a]}, {required: [b]}], properties: {a: {type: string}, b: {type: string}}}",
        );

        assert_eq!(rows, [". object yes  ", "a string   ", "b string   "]);
    }

    #[test]
    fn all_of_has_the_fields_of_every_member() {
        let rows = rows(
            "    Base: {type: object, required: [id], properties: {id: {type: string}}}
    It:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - {type: object, properties: {id: {type: string, enum: [x, null]}, secret: {type: string}}}",
        );

        assert_eq!(rows, [". object yes  ", "id string yes yes x", "secret string   "]);
    }

    #[test]
    fn all_of_around_one_reference_is_that_reference() {
        let rows = rows(
            "    Base: {type: object, properties: {id: {type: string}}}
    It: {type: object, properties: {base: {nullable: true, allOf: [{$ref: '#/components/schemas/Base'}]}}}",
        );

        assert_eq!(rows, [". object yes  ", "base Base  yes "]);
    }
}
