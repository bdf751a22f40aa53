//! Values that are one of several objects, and how a client is told which.

use serde_json::Value;

use super::document::{Document, entries, items, name_of, reference};

pub(crate) const COLUMNS: [&str; 4] = ["object", "field", "members", "discriminator"];

/// Every union of named objects within a document's schemas.
pub(crate) fn read(document: &Document) -> Vec<[String; 4]> {
    let mut rows = Vec::new();
    for (name, schema) in document.schemas() {
        walk(name, "", schema, &mut rows);
    }
    rows
}

fn walk(owner: &str, at: &str, schema: &Value, rows: &mut Vec<[String; 4]>) {
    let alternatives = items(schema.get("oneOf").or_else(|| schema.get("anyOf")));
    let mut members: Vec<_> = alternatives.filter_map(reference).map(name_of).collect();
    if members.len() > 1 {
        members.sort();
        let field = if at.is_empty() { "." } else { at };
        let discriminator = schema.pointer("/discriminator/propertyName").and_then(Value::as_str);
        rows.push([owner, field, &members.join("|"), discriminator.unwrap_or_default()].map(str::to_owned));
    }
    for (name, property) in entries(schema.get("properties")) {
        let dot = if at.is_empty() { "" } else { "." };
        walk(owner, &format!("{at}{dot}{name}"), property, rows);
    }
    if let Some(item) = schema.get("items") {
        walk(owner, &format!("{at}[]"), item, rows);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_union_has_its_members_and_what_tells_them_apart() {
        let text = "
            info: {version: '2024-10-01'}
            components:
              schemas:
                A: {type: object}
                B: {type: object}
                It:
                  type: object
                  properties:
                    one: {oneOf: [{$ref: '#/components/schemas/A'}]}
                    either: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/A'}], discriminator: {propertyName: object}}
                    many: {type: array, items: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}}";
        let rows: Vec<_> = read(&Document::parse(text).unwrap()).iter().map(|row| row.join(" ")).collect();

        assert_eq!(rows, ["It either A|B object", "It many[] A|B "]);
    }
}
