//! All types of events, field by field.

use std::collections::BTreeSet;

use housekey_contract::object::EventType;
use housekey_contract::webhook::EventData;
use serde_json::Value;

use crate::fields::assert_contains;
use crate::sample::{Sampler, Which, pointers};
use crate::tables::{Facts, YEAR_OF_WEBHOOKS};
use crate::tolerance::mutants;

/// The bodies that the facts describe: the type, and samples of `data`.
fn bodies() -> Vec<(&'static str, Vec<Value>)> {
    let facts = Facts::of_webhooks();
    let sampler = Sampler { facts: &facts, year: YEAR_OF_WEBHOOKS, which: Which::All };
    let types = facts.names().filter(|name| name.contains('.'));
    let data = |kind| sampler.of_type(kind).into_iter().map(|body| body["data"].clone());
    types.map(|kind| (kind, data(kind).collect())).collect()
}

fn read(kind: &str, data: &Value) -> EventData {
    EventData::read(&EventType::from(kind), data)
}

#[test]
fn every_type_is_known_and_no_other() {
    let described: BTreeSet<_> = bodies().into_iter().map(|(kind, _)| kind).collect();
    let known: BTreeSet<_> = EventType::VALUES.iter().copied().collect();

    assert_eq!(known, described);
    assert_eq!(known.len(), 45);
}

#[test]
fn every_field_of_an_event_is_read_and_written_again() {
    for (kind, samples) in bodies() {
        for sample in samples {
            let data = read(kind, &sample);
            assert!(!matches!(data, EventData::Unknown { .. }), "{kind}: {sample}");
            assert_eq!(data.event_type().as_str(), kind);
            assert_contains(kind, &serde_json::to_value(&data).unwrap(), &sample, "");
        }
    }
}

#[test]
fn no_missing_null_added_or_new_value_makes_an_event_unreadable() {
    let mut tried = 0;
    for (kind, samples) in bodies() {
        let mut seen = BTreeSet::new();
        for sample in samples {
            for pointer in pointers(&sample).into_iter().filter(|pointer| seen.insert(pointer.clone())) {
                for mutant in mutants(&sample, &pointer) {
                    tried += 1;
                    let data = read(kind, &mutant);
                    assert!(!matches!(data, EventData::Unknown { .. }), "{kind}, {pointer}: {mutant}");
                }
            }
        }
    }
    assert!(tried > 5_000, "only {tried} events were tried");
}

#[test]
fn what_cannot_be_read_is_kept_as_it_came() {
    for (kind, data) in [("user.created", Value::from("text")), ("comet.seen", Value::from(vec![1]))] {
        let unknown = EventData::Unknown { event_type: EventType::from(kind), data: data.clone() };
        assert_eq!(read(kind, &data), unknown);
    }
}
