//! Webhooks are checked field by field against the published description of their bodies.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use crate::receiver::Receiver;
use crate::server::Server;
use crate::story::everything_happens;

/// A field of a described object.
struct Field {
    path: &'static str,
    kind: &'static str,
    required: bool,
    nullable: bool,
    values: Vec<&'static str>,
}

/// The described objects by name; an event's body is named after the event.
struct Facts(BTreeMap<&'static str, Vec<Field>>);

impl Facts {
    fn load() -> Self {
        let mut objects: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for line in include_str!("../../../../facts/webhooks.tsv").lines().skip(1) {
            let cells: Vec<_> = line.split('\t').collect();
            let [object, path, kind, required, nullable, values, _] = cells[..] else { panic!("{line}") };
            let values = if values == "-" { Vec::new() } else { values.split('|').collect() };
            let (required, nullable) = (required == "yes", nullable == "yes");
            objects.entry(object).or_default().push(Field { path, kind, required, nullable, values });
        }
        Self(objects)
    }

    /// The problems of an object.
    fn problems(&self, name: &str, value: &Value, at: &str, problems: &mut Vec<String>) {
        let fields = self.0.get(name).unwrap_or_else(|| panic!("no object {name}"));
        for field in fields.iter().filter(|field| field.path != ".") {
            // Nested fields of an optional field are checked if it is present.
            let Some(found) = values(value, field.path) else { continue };
            for found in found {
                let at = format!("{at}.{}", field.path);
                match found {
                    None if field.required => problems.push(format!("{at} is missing")),
                    None => {}
                    Some(Value::Null) if field.nullable || !field.required => {}
                    Some(found) => self.check(field, found, &at, problems),
                }
            }
        }
    }

    fn check(&self, field: &Field, found: &Value, at: &str, problems: &mut Vec<String>) {
        let kinds: Vec<_> = field.kind.split('|').collect();
        if !kinds.iter().any(|kind| self.fits(kind, found)) {
            problems.push(format!("{at} is {found}, not {}", field.kind));
        }
        let unknown = found.as_str().is_some_and(|text| !field.values.contains(&text));
        if !field.values.is_empty() && unknown {
            problems.push(format!("{at} is {found}, not one of {:?}", field.values));
        }
        if let [kind] = kinds[..] {
            let item = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']'));
            match (item, found.as_array()) {
                (Some(item), Some(items)) if self.0.contains_key(item) => {
                    for found in items {
                        self.problems(item, found, &format!("{at}[]"), problems);
                    }
                }
                (None, _) if self.0.contains_key(kind) => self.problems(kind, found, at, problems),
                _ => {}
            }
        }
    }

    fn fits(&self, kind: &str, found: &Value) -> bool {
        match kind {
            "any" => true,
            "string" => found.is_string(),
            "boolean" => found.is_boolean(),
            "integer" => found.is_i64() || found.is_u64(),
            "number" => found.is_number(),
            "object" => found.is_object(),
            kind if kind.starts_with("map") => found.is_object(),
            kind if kind.starts_with('[') => found.is_array(),
            // A union of named objects; other fields say which one it is.
            kind => self.0.contains_key(kind) && found.is_object(),
        }
    }
}

/// The values at a path, one for each list item; `None` if a parent is missing or null.
fn values<'v>(value: &'v Value, path: &str) -> Option<Vec<Option<&'v Value>>> {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let (name, is_list) = first.strip_suffix("[]").map_or((first, false), |name| (name, true));
    if first.contains('{') {
        return None;
    }
    let found = value.get(name);
    let found: Vec<_> = if is_list { found?.as_array()?.iter().map(Some).collect() } else { vec![found] };
    let Some(rest) = rest else { return Some(found) };
    let inner = found.into_iter().flatten().filter(|found| !found.is_null());
    Some(inner.filter_map(|found| values(found, rest)).flatten().collect())
}

/// Whether events of this type belong to services that this server doesn't have.
fn is_billing(kind: &str) -> bool {
    ["paymentAttempt.", "subscription.", "subscriptionItem."].iter().any(|prefix| kind.starts_with(prefix))
}

#[tokio::test]
async fn everything_that_happens_is_told_as_the_description_says() {
    let facts = Facts::load();
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        server.tells(&receiver, &[]).await;
        everything_happens(&server).await;
        server.settles().await;
        let expected: BTreeSet<_> =
            facts.0.keys().filter(|name| name.contains('.') && !is_billing(name)).collect();
        let told = |receiver: &Receiver| receiver.kinds().into_iter().collect::<BTreeSet<_>>();
        for _ in 0..500 {
            if told(&receiver).len() >= expected.len() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let told = told(&receiver);
        let missing: Vec<_> = expected.into_iter().filter(|kind| !told.contains(**kind)).collect();
        assert!(missing.is_empty(), "not told: {missing:?}");

        let mut problems = Vec::new();
        for sent in receiver.requests() {
            let event = sent.event();
            facts.problems(&sent.kind(), &event, &sent.kind(), &mut problems);
        }
        assert!(problems.is_empty(), "{problems:#?}");
    }
}

#[test]
fn every_type_of_the_description_that_this_server_can_tell_of_is_known() {
    let known = housekey_sdk::EventType::VALUES;
    let facts = Facts::load();
    let described: Vec<_> = facts.0.keys().filter(|name| name.contains('.')).collect();
    for kind in described.into_iter().filter(|kind| !is_billing(kind)) {
        assert!(known.contains(kind), "{kind}");
    }
}

#[test]
fn a_body_that_is_not_as_described_is_noticed() {
    let facts = Facts::load();
    let event =
        json!({ "object": "event", "type": "user.deleted", "timestamp": "now", "data": { "id": "user_1" } });
    let mut problems = Vec::new();
    facts.problems("user.deleted", &event, "body", &mut problems);
    let expected =
        ["body.data.deleted is missing", "body.data.object is missing", "body.instance_id is missing"];
    for problem in expected {
        assert!(problems.iter().any(|found| found == problem), "{problem}: {problems:?}");
    }
    assert!(problems.iter().any(|found| found.starts_with("body.timestamp is \"now\"")), "{problems:?}");
}
