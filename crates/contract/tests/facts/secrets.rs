//! No secret is visible when a request or response is logged.

use housekey_contract::{Answer, Operation, Received, Request, Visitor, backend, codec};
use serde_json::{Value, json};

use crate::fields::samples;
use crate::sample::{Sampler, Which};
use crate::tables::{Facts, YEARS};

/// Names of fields that contain secrets.
const NAMES: &[&str] = &[
    "access_token",
    "api_key",
    "backup_codes",
    "client_secret",
    "code",
    "cookies",
    "expired_token",
    "id_token",
    "jwt",
    "password",
    "password_digest",
    "refresh_token",
    "secret",
    "secret_key",
    "signing_key",
    "ticket",
    "token",
    "token_secret",
    "totp_secret",
];
const CANARY: &str = "canary-7f3a";

#[test]
fn the_debug_form_of_a_request_or_an_answer_shows_no_secret() {
    struct Walk<'a>(&'a Sampler<'a>, usize);

    impl Visitor for Walk<'_> {
        fn operation<O: Operation>(&mut self) {
            let key = format!("{} {}", O::META.method, O::META.path);
            let facts = self.0.facts;
            let Some(fact) = facts.operations.iter().find(|fact| fact.key() == key) else { return };
            if !fact.is_in(self.0.year) {
                return;
            }
            let in_query = O::META.method.fields_in_query();
            let place = if in_query { "query" } else { "json" };
            for mut sample in self.0.of_body(&facts.request(&key, place, self.0.year)) {
                self.1 += plant(&mut sample);
                let query = sample.as_object().map(codec::to_query).unwrap_or_default();
                let received = if in_query { Received::Query(&query) } else { Received::Json(sample) };
                assert_hidden(&key, &O::Request::read(received).ok());
            }
            for mut sample in samples(self.0, fact) {
                self.1 += plant(&mut sample);
                assert_hidden(&key, &O::Answer::read(sample).ok());
            }
        }
    }

    let facts = Facts::load();
    for year in YEARS {
        let sampler = Sampler { facts: &facts, year, which: Which::All };
        let mut walk = Walk(&sampler, 0);
        backend::visit(&mut walk);
        assert!(walk.1 > 100, "secrets were planted: {}", walk.1);
    }
}

fn assert_hidden(key: &str, read: &impl std::fmt::Debug) {
    let shown = format!("{read:?}");
    assert!(!shown.contains(CANARY), "{key}: make the field a `Secret`; {shown}");
}

/// Puts the canary wherever a secret may be; returns the number of places.
fn plant(value: &mut Value) -> usize {
    match value {
        Value::Object(fields) => fields.iter_mut().map(|(name, value)| field(name, value)).sum(),
        Value::Array(items) => items.iter_mut().map(plant).sum(),
        _ => 0,
    }
}

fn field(name: &str, value: &mut Value) -> usize {
    match value {
        // An error's code isn't a secret.
        _ if matches!(name, "error" | "logs") => return 0,
        Value::String(text) if NAMES.contains(&name) => CANARY.clone_into(text),
        Value::Array(items) if NAMES.contains(&name) && items.iter().all(Value::is_string) => {
            *value = json!([CANARY]);
        }
        other => return plant(other),
    }
    1
}
