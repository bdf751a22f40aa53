//! The fact tables as an OpenAPI document, for testing tools. It is written to target/: the published files are never
//! part of the project, and the tables contain enough.

mod shape;
mod tables;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use shape::{Fields, schema};
use tables::{Operation, Tables};

/// The version that all operations are checked against.
const YEAR: &str = "2024";

/// Writes the document with all supported operations and returns its path.
pub(crate) fn write() -> Result<PathBuf> {
    let tables = Tables::read(&crate::project_root().join("facts"), YEAR)?;
    let path = crate::project_root().join("target/openapi.json");
    fs::create_dir_all(path.parent().context("target/ has a parent")?)?;
    fs::write(&path, serde_json::to_vec_pretty(&document(&tables))?)
        .with_context(|| format!("writing {}", path.display()))?;
    Ok(path)
}

fn document(tables: &Tables) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in tables.operations.iter().filter(|operation| tables.is_served(operation)) {
        let path = paths.entry(operation.path.clone()).or_insert_with(|| json!({}));
        path[operation.method.to_lowercase()] = described(tables, operation);
    }
    let schemas: Map<_, _> =
        tables.objects.iter().map(|(name, fields)| (name.clone(), named(fields))).collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Backend API", "version": YEAR},
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// A named object; the row `.` has its type.
fn named(fields: &Fields) -> Value {
    fields.root().map_or(json!({}), |root| schema(root, fields, ""))
}

fn described(tables: &Tables, operation: &Operation) -> Value {
    let parameters: Vec<_> = ["path", "query"]
        .into_iter()
        .flat_map(|place| {
            let fields = tables.request(operation, place);
            fields
                .children("")
                .map(move |(name, field)| {
                    parameter(place, name, field.required, &schema(field, fields, &field.path))
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let mut described = json!({
        "operationId": operation.id,
        "parameters": parameters,
        "responses": responses(operation, tables.request(operation, "query").has("paginated")),
    });
    for (place, media_type) in [("json", "application/json"), ("form", "multipart/form-data")] {
        let fields = tables.request(operation, place);
        if let Some(root) = fields.root() {
            described["requestBody"] = json!({"required": root.required, "content": {media_type: {"schema": schema(root, fields, "")}}});
        }
    }
    described
}

fn parameter(place: &str, name: &str, required: bool, schema: &Value) -> Value {
    json!({"in": place, "name": name, "required": required, "schema": schema})
}

fn responses(operation: &Operation, is_listing: bool) -> Value {
    let mut responses = Map::new();
    for (status, kind) in operation.successes(YEAR) {
        let content = match kind {
            "nothing" => json!({}),
            "string" => json!({"text/html": {"schema": {"type": "string"}}}),
            kind => {
                let answer = shape::of_type(kind, &Fields::default(), "");
                let answer = if is_listing { either_form(&answer) } else { answer };
                json!({"application/json": {"schema": answer}})
            }
        };
        responses.insert(status.to_owned(), json!({"description": "a success", "content": content}));
    }
    let refusal = json!({"$ref": "#/components/schemas/ClerkErrors"});
    let refusal = json!({"description": "a refusal", "content": {"application/json": {"schema": refusal}}});
    responses.insert("4XX".to_owned(), refusal);
    Value::Object(responses)
}

/// A bare list, or a page if `paginated` is set, which the descriptions don't mention.
fn either_form(list: &Value) -> Value {
    let page = json!({
        "type": "object",
        "properties": {"data": list, "total_count": {"type": "integer"}},
        "required": ["data", "total_count"],
    });
    json!({"anyOf": [list, page]})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Value {
        document(&Tables::read(&crate::project_root().join("facts"), YEAR).unwrap())
    }

    #[test]
    fn an_operation_has_its_parameters_body_and_answers() {
        let document = whole();
        let list = &document["paths"]["/sessions"]["get"];
        let status = list["parameters"].as_array().unwrap().iter().find(|it| it["name"] == "status").unwrap();
        assert!(status["schema"]["enum"].as_array().unwrap().contains(&json!("revoked")), "{status}");
        let create = &document["paths"]["/users"]["post"];
        let body = &create["requestBody"]["content"]["application/json"]["schema"]["properties"];
        assert_eq!(body["email_address"], json!({"type": "array", "items": {"type": "string"}}));
        let answer = &create["responses"]["200"]["content"]["application/json"]["schema"];
        assert_eq!(*answer, json!({"$ref": "#/components/schemas/User"}));
        let upload = &document["paths"]["/users/{user_id}/profile_image"]["post"]["requestBody"]["content"];
        assert!(upload["multipart/form-data"].is_object());
    }

    #[test]
    fn values_are_of_their_fields_type() {
        let document = whole();
        let create = &document["paths"]["/domains"]["post"]["requestBody"]["content"]["application/json"];
        let satellite = &create["schema"]["properties"]["is_satellite"];
        assert_eq!(*satellite, json!({"type": "boolean", "enum": [true]}));
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let document = whole();
        let text = document.to_string();
        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(document["components"]["schemas"][name].is_object(), "{name}");
        }
    }
}
