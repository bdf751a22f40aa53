//! Operations, one per method and path.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::document::{Document, entries, is_true, items};
use super::shape::{self, Shape};
use super::table::words;

pub(crate) const COLUMNS: [&str; 9] =
    ["group", "name", "method", "path", "operation_id", "deprecated", "body", "answers", "statuses"];

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Group and method name by operation.
pub(crate) type Names = BTreeMap<Key, (String, String)>;

/// The identity of an operation across versions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    path: String,
    method: String,
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}

/// Facts, each with the versions it holds in.
type Versioned = BTreeMap<String, BTreeSet<String>>;

pub(crate) struct Operation {
    pub(crate) key: Key,
    pub(crate) versions: BTreeSet<String>,
    /// Rows of fields by place: path, query, json, form.
    pub(crate) request: BTreeMap<String, Vec<[String; 5]>>,
    /// Shapes of unnamed responses, by the name given to them here.
    pub(crate) inline_answers: Vec<(String, Shape)>,
    group: String,
    name: String,
    id: String,
    deprecated: BTreeSet<String>,
    body: Versioned,
    answers: Versioned,
    statuses: Versioned,
}

/// Reads the table of names: columns group, method, http, path, ….
pub(crate) fn names(text: &str) -> Result<Names> {
    let mut names = Names::new();
    for line in text.lines().skip(1) {
        let cells: Vec<_> = line.split('\t').collect();
        ensure!(cells.len() >= 4, "a line of fewer than four columns: {line}");
        let key = Key { path: cells[3].to_owned(), method: cells[2].to_owned() };
        names.insert(key, (cells[0].to_owned(), cells[1].to_owned()));
    }
    Ok(names)
}

/// All operations of a document.
pub(crate) fn read(document: &Document, names: &Names) -> Result<Vec<Operation>> {
    let mut operations = Vec::new();
    for (path, item) in document.paths() {
        for method in METHODS {
            let Some(source) = item.get(method) else { continue };
            let key = Key { path: path.clone(), method: method.to_uppercase() };
            let name = format!("{key}");
            operations.push(Operation::read(document, key, source, names).context(name)?);
        }
    }
    Ok(operations)
}

impl Operation {
    fn read(document: &Document, key: Key, source: &Value, names: &Names) -> Result<Self> {
        let (group, name) = names.get(&key).cloned().unwrap_or_else(|| names_of(source));
        let version = BTreeSet::from([document.version.clone()]);
        let mut operation = Self {
            key,
            request: parameters(document, source)?,
            inline_answers: Vec::new(),
            group,
            name,
            id: text(source, "operationId").to_owned(),
            deprecated: if is_true(source, "deprecated") { version.clone() } else { BTreeSet::new() },
            body: Versioned::new(),
            answers: Versioned::new(),
            statuses: Versioned::new(),
            versions: version,
        };
        operation.read_body(document, source)?;
        operation.read_answers(document, source)?;
        Ok(operation)
    }

    fn read_body(&mut self, document: &Document, source: &Value) -> Result<()> {
        let Some(body) = source.get("requestBody") else { return Ok(()) };
        let body = document.resolve(body)?;
        for (media, content) in entries(body.get("content")) {
            let place = place(media);
            let shape = shape::expand(document, content.get("schema").unwrap_or(&Value::Null))?;
            self.request.insert(place.to_owned(), shape.rows(is_true(body, "required")));
            self.body.insert(place.to_owned(), self.versions.clone());
        }
        Ok(())
    }

    fn read_answers(&mut self, document: &Document, source: &Value) -> Result<()> {
        for (status, response) in entries(source.get("responses")) {
            self.statuses.insert(status.clone(), self.versions.clone());
            if !status.starts_with(['2', '3']) {
                continue;
            }
            let response = document.resolve(response)?;
            let kind = match response.pointer("/content/application~1json/schema") {
                Some(schema) => self.answer(document, status, schema)?,
                None => "nothing".to_owned(),
            };
            self.answers.insert(format!("{status}={kind}"), self.versions.clone());
        }
        Ok(())
    }

    /// The type of a response; an unnamed one gets a name and is added to the objects.
    fn answer(&mut self, document: &Document, status: &str, schema: &Value) -> Result<String> {
        let shape = shape::shape(document, schema)?;
        if !shape.has_fields() {
            return Ok(shape.kind());
        }
        let name = format!("{}.{}.{status}", self.group, self.name);
        self.inline_answers.push((name.clone(), shape));
        Ok(name)
    }

    /// Merges the facts of a later version; names stay as in the earlier one.
    pub(crate) fn merge(&mut self, later: Self) {
        self.versions.extend(later.versions);
        self.deprecated.extend(later.deprecated);
        for (mine, theirs) in [
            (&mut self.body, later.body),
            (&mut self.answers, later.answers),
            (&mut self.statuses, later.statuses),
        ] {
            for (fact, versions) in theirs {
                mine.entry(fact).or_default().extend(versions);
            }
        }
    }

    pub(crate) fn into_row(self) -> Vec<String> {
        let [body, answers, statuses] =
            [&self.body, &self.answers, &self.statuses].map(|facts| marked(facts, &self.versions));
        vec![
            self.group,
            self.name,
            self.key.method,
            self.key.path,
            self.id,
            words(&self.deprecated),
            body,
            answers,
            statuses,
        ]
    }
}

/// Facts that don't hold in every version of the operation are marked `@version`.
fn marked(facts: &Versioned, all: &BTreeSet<String>) -> String {
    let mark = |(fact, versions): (&String, &BTreeSet<String>)| {
        if versions == all { fact.clone() } else { format!("{fact}@{}", words(versions)) }
    };
    words(&facts.iter().map(mark).collect())
}

fn parameters(document: &Document, source: &Value) -> Result<BTreeMap<String, Vec<[String; 5]>>> {
    let mut places: BTreeMap<String, Vec<[String; 5]>> = BTreeMap::new();
    for parameter in items(source.get("parameters")) {
        let parameter = document.resolve(parameter)?;
        let shape = shape::shape(document, parameter.get("schema").unwrap_or(&Value::Null))?;
        let row = shape.row(text(parameter, "name"), is_true(parameter, "required"));
        places.entry(text(parameter, "in").to_owned()).or_default().push(row);
    }
    Ok(places)
}

fn place(media: &str) -> &str {
    match media {
        "application/json" => "json",
        "multipart/form-data" => "form",
        other => other,
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The document's own names, or else the tag and the operation's id.
fn names_of(source: &Value) -> (String, String) {
    let group = match text(source, "x-speakeasy-group") {
        "" => items(source.get("tags")).next().and_then(Value::as_str).map(pascal).unwrap_or_default(),
        group => capital(group),
    };
    let name = match text(source, "x-speakeasy-name-override") {
        "" => text(source, "operationId"),
        name => name,
    };
    (group, capital(name))
}

/// `API Keys` becomes `ApiKeys`.
fn pascal(words: &str) -> String {
    let word = |word: &str| capital(&word.to_lowercase());
    words.split(|letter: char| !letter.is_alphanumeric()).map(word).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EARLY: &str = "info: {version: '2024-10-01'}
paths:
  /users/{user_id}/ban:
    post:
      operationId: BanUser
      tags: [API Users]
      requestBody: {content: {application/json: {schema: {type: object, properties: {why: {type: string}}}}}}
      responses:
        '200': {content: {application/json: {schema: {type: object, properties: {ok: {type: boolean}}}}}}
        '402': {}
components: {schemas: {User: {type: object}}}";

    const LATE: &str = "info: {version: '2026-05-12'}
paths:
  /users/{user_id}/ban:
    post:
      operationId: BanUser
      deprecated: true
      tags: [API Users]
      responses:
        '200': {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
        '402': {}
components: {schemas: {User: {type: object}}}";

    fn only(text: &str, names: &Names) -> Operation {
        read(&Document::parse(text).unwrap(), names).unwrap().remove(0)
    }

    #[test]
    fn what_is_not_in_every_version_is_marked() {
        let names = names("group\tmethod\thttp\tpath\nUsers\tBan\tPOST\t/users/{user_id}/ban").unwrap();
        let mut operation = only(EARLY, &names);
        operation.merge(only(LATE, &names));

        assert_eq!(
            operation.into_row(),
            [
                "Users",
                "Ban",
                "POST",
                "/users/{user_id}/ban",
                "BanUser",
                "2026",
                "json@2024",
                "200=User@2026 200=Users.Ban.200@2024",
                "200 402"
            ]
        );
    }

    #[test]
    fn an_operation_without_names_is_named_by_its_tag_and_id() {
        let row = only(EARLY, &Names::new()).into_row();

        assert_eq!(row[..2], ["ApiUsers", "BanUser"]);
    }

    #[test]
    fn body_fields_are_rows_of_their_place() {
        let operation = only(EARLY, &Names::new());

        let fields: Vec<_> = operation.request["json"].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(fields, [".", "why"]);
    }
}
