//! An OpenAPI file: its version, its parts, and reference resolution.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

pub(crate) struct Document {
    /// The year of the version, which identifies the document in the tables.
    pub(crate) version: String,
    root: Value,
}

impl Document {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let root: Value = serde_saphyr::from_str(text).context("not a YAML document")?;
        let version = root.pointer("/info/version").and_then(Value::as_str).context("no info.version")?;
        let version = version.split('-').next().unwrap_or(version).to_owned();
        Ok(Self { version, root })
    }

    /// The named schemas, in alphabetical order.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&String, &Value)> {
        entries(self.root.pointer("/components/schemas"))
    }

    /// Paths with their operations.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (&String, &Value)> {
        entries(self.root.get("paths"))
    }

    /// The webhook bodies by event type.
    pub(crate) fn webhooks(&self) -> impl Iterator<Item = (&String, &Value)> {
        let body = "/post/requestBody/content/application~1json/schema";
        entries(self.root.get("x-webhooks")).filter_map(move |(name, hook)| Some((name, hook.pointer(body)?)))
    }

    /// Follows `$ref` until a value isn't a reference.
    pub(crate) fn resolve<'a>(&'a self, mut value: &'a Value) -> Result<&'a Value> {
        for _ in 0..16 {
            let Some(reference) = reference(value) else { return Ok(value) };
            let pointer = reference.strip_prefix('#').context("a reference into another file")?;
            value = self.root.pointer(pointer).with_context(|| format!("{reference} leads nowhere"))?;
        }
        bail!("references go in a circle")
    }
}

/// The target of a reference.
pub(crate) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// The last part of a reference: the schema's name.
pub(crate) fn name_of(reference: &str) -> String {
    let name = reference.rsplit('/').next().unwrap_or(reference);
    name.replace("~1", "/").replace("~0", "~")
}

/// The entries of an object, or none.
pub(crate) fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The items of a list, or none.
pub(crate) fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

pub(crate) fn is_true(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_followed_to_its_end() {
        let text = "info: {version: '2024-10-01'}\n\
                    components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {type: string}}}";
        let document = Document::parse(text).unwrap();
        let (_, first) = document.schemas().next().unwrap();

        assert_eq!(document.version, "2024");
        assert_eq!(document.resolve(first).unwrap()["type"], "string");
    }

    #[test]
    fn a_circle_of_references_is_an_error() {
        let text = "info: {version: '1'}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}}}";
        let document = Document::parse(text).unwrap();
        let (_, first) = document.schemas().next().unwrap();

        assert!(document.resolve(first).is_err());
    }
}
