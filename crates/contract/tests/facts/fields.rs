//! All fields and enum values.

use std::collections::BTreeSet;

use housekey_contract::{Answer, Body, Operation, Received, Request, Visitor, backend, codec};
use serde_json::{Map, Value, json};

use crate::sample::{Sampler, Which, pointers};
use crate::tables::{Facts, Operation as Fact, YEARS};

/// Fields that the contract omits or represents differently on purpose.
const LEFT_OUT: &[(&str, &[&str])] = &[
    // Private parts of a key, which no public key set may contain.
    (".keys", &["d", "dp", "dq", "k", "p", "q", "qi"]),
    // A trace id identifies a response, and is beside its errors.
    (".error", &["clerk_trace_id"]),
];

/// Checks every operation in the description of a year, with samples of all requests and responses.
fn check_all<C: Check>(which: Which, years: &[&'static str]) {
    struct Walk<'a, C>(&'a Sampler<'a>, std::marker::PhantomData<C>);

    impl<C: Check> Visitor for Walk<'_, C> {
        fn operation<O: Operation>(&mut self) {
            let key = format!("{} {}", O::META.method, O::META.path);
            let Some(fact) = self.0.facts.operations.iter().find(|fact| fact.key() == key) else { return };
            if fact.is_in(self.0.year) {
                C::operation::<O>(self.0, &key, fact);
            }
        }
    }

    let facts = Facts::load();
    for year in years {
        backend::visit(&mut Walk::<C>(&Sampler { facts: &facts, year, which }, std::marker::PhantomData));
    }
}

trait Check {
    fn operation<O: Operation>(sampler: &Sampler<'_>, key: &str, fact: &Fact);
}

#[test]
fn every_field_of_a_request_is_read_and_sent_again() {
    struct Requests;

    impl Check for Requests {
        fn operation<O: Operation>(sampler: &Sampler<'_>, key: &str, fact: &Fact) {
            if fact.body == "form" {
                let file = O::Request::read(Received::Json(json!({}))).err().map(|invalid| invalid.param);
                assert_eq!(file.as_deref(), Some("file"), "{key}");
                return;
            }
            let place = if O::META.method.fields_in_query() { "query" } else { "json" };
            for sample in sampler.of_body(&sampler.facts.request(key, place, sampler.year)) {
                let sent = round_trip::<O::Request>(key, place, &sample);
                assert_contains(key, &sent, &sample, "");
            }
        }
    }

    fn round_trip<R: Request>(key: &str, place: &str, sample: &Value) -> Value {
        let query = sample.as_object().map(codec::to_query).unwrap_or_default();
        let received =
            if place == "query" { Received::Query(&query) } else { Received::Json(sample.clone()) };
        let request = R::read(received).unwrap_or_else(|invalid| panic!("{key}: {invalid} in {sample}"));
        match request.body().unwrap() {
            Body::Fields(fields) => Value::Object(fields),
            Body::List(items) => items.into_iter().map(Value::Object).collect(),
            Body::Form(..) => panic!("{key} is sent as a file"),
        }
    }

    check_all::<Requests>(Which::All, &YEARS);
}

#[test]
fn every_field_of_an_answer_is_read_and_written_again() {
    struct Answers;

    impl Check for Answers {
        fn operation<O: Operation>(sampler: &Sampler<'_>, key: &str, fact: &Fact) {
            for sample in samples(sampler, fact) {
                let answer = O::Answer::read(sample.clone());
                let answer = answer.unwrap_or_else(|invalid| panic!("{key}: {invalid} in {sample}"));
                let written = serde_json::from_slice(&answer.encode().unwrap()).unwrap();
                assert_contains(key, &written, &sample, "");
            }
        }
    }

    check_all::<Answers>(Which::All, &YEARS);
}

#[test]
fn every_required_field_is_written_whatever_was_set() {
    struct Written;

    impl Check for Written {
        fn operation<O: Operation>(sampler: &Sampler<'_>, key: &str, fact: &Fact) {
            // One struct for two responses with different fields: a token, or cookies.
            if key == "POST /sessions/{session_id}/refresh" {
                return;
            }
            // A free-form object has no required fields.
            if fact.answers(sampler.year).iter().any(|(_, kind)| *kind == "map") {
                return;
            }
            let mut seen = BTreeSet::new();
            for sample in samples(sampler, fact) {
                for pointer in pointers(&sample).into_iter().filter(|pointer| seen.insert(pointer.clone())) {
                    let mut poorer = sample.clone();
                    let (object, name) = pointer.rsplit_once('/').unwrap();
                    poorer.pointer_mut(object).unwrap().as_object_mut().unwrap().remove(name);
                    let answer = O::Answer::decode(poorer.to_string().as_bytes()).unwrap();
                    let written: Value = serde_json::from_slice(&answer.encode().unwrap()).unwrap();
                    assert!(
                        is_free(&sample, object) || written.pointer(&pointer).is_some(),
                        "{key}: {pointer}"
                    );
                }
            }
        }
    }

    /// Whether the object is free-form: the sampler's own, with arbitrary content.
    fn is_free(sample: &Value, object: &str) -> bool {
        object
            .split('/')
            .any(|name| name.ends_with("metadata") || matches!(name, "actor" | "claims" | "external_account"))
            || sample.pointer(object) == Some(&json!([]))
    }

    check_all::<Written>(Which::Required, &["2026"]);
}

/// Samples of an operation's responses; none if the facts describe none.
pub(crate) fn samples(sampler: &Sampler<'_>, fact: &Fact) -> Vec<Value> {
    let kinds = fact.answers(sampler.year).into_iter().map(|(_, kind)| kind);
    kinds.filter(|kind| *kind != "nothing").flat_map(|kind| sampler.of_type(kind)).collect()
}

/// A null may become an absent field; everything else must be preserved.
pub(crate) fn assert_contains(key: &str, actual: &Value, expected: &Value, at: &str) {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => {
            for (name, expected) in expected.iter().filter(|(name, _)| !is_left_out(at, name)) {
                assert_field(key, actual, name, expected, &format!("{at}.{name}"));
            }
        }
        (Value::Array(actual), Value::Array(expected)) if actual.len() == expected.len() => {
            for (actual, expected) in actual.iter().zip(expected) {
                assert_contains(key, actual, expected, &format!("{at}[]"));
            }
        }
        _ => assert_eq!(actual, expected, "{key}: {at}"),
    }
}

fn assert_field(key: &str, actual: &Map<String, Value>, name: &str, expected: &Value, at: &str) {
    match actual.get(name) {
        Some(actual) => assert_contains(key, actual, expected, at),
        None => assert!(expected.is_null(), "{key}: {at} is lost"),
    }
}

fn is_left_out(at: &str, name: &str) -> bool {
    LEFT_OUT.iter().any(|(place, names)| at.trim_end_matches("[]").ends_with(place) && names.contains(&name))
}
