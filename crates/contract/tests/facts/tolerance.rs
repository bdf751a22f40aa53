//! Responses of older and newer servers can be decoded.

use std::any::type_name;
use std::collections::BTreeSet;

use housekey_contract::{Answer, Operation, Visitor, backend};
use serde_json::{Value, json};

use crate::fields::samples;
use crate::sample::{Sampler, Which, pointers};
use crate::tables::{Facts, YEARS};

#[test]
fn no_missing_null_added_or_new_value_makes_an_answer_unreadable() {
    let facts = Facts::load();
    let mut tried = 0;
    for year in YEARS {
        let sampler = Sampler { facts: &facts, year, which: Which::All };
        let mut mutate = Mutate { sampler, done: BTreeSet::new(), tried: 0 };
        backend::visit(&mut mutate);
        tried += mutate.tried;
    }
    assert!(tried > 5_000, "only {tried} answers were tried");
}

struct Mutate<'a> {
    sampler: Sampler<'a>,
    /// Responses shared by several operations are checked only once.
    done: BTreeSet<(&'static str, &'static str)>,
    tried: usize,
}

impl Visitor for Mutate<'_> {
    fn operation<O: Operation>(&mut self) {
        let key = format!("{} {}", O::META.method, O::META.path);
        let fact = self.sampler.facts.operations.iter().find(|fact| fact.key() == key).unwrap();
        if !fact.is_in(self.sampler.year) {
            return;
        }
        let kinds =
            fact.answers(self.sampler.year).into_iter().map(|(_, kind)| (type_name::<O::Answer>(), kind));
        let new = kinds.filter(|answer| self.done.insert(*answer)).count();
        if new == 0 {
            return;
        }
        let mut seen = BTreeSet::new();
        for sample in samples(&self.sampler, fact) {
            // Samples differ in one place each, so each pointer is mutated only once.
            for pointer in pointers(&sample).into_iter().filter(|pointer| seen.insert(pointer.clone())) {
                for mutant in mutants(&sample, &pointer) {
                    let text = mutant.to_string();
                    self.tried += 1;
                    if let Err(error) = O::Answer::decode(text.as_bytes()) {
                        panic!("{key}, {pointer}: {error} in {text}");
                    }
                }
            }
        }
    }
}

/// The sample with one field missing, null, unknown, or with an unknown value.
pub(crate) fn mutants(sample: &Value, pointer: &str) -> Vec<Value> {
    let (object, name) = pointer.rsplit_once('/').unwrap();
    let change = |change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut mutant = sample.clone();
        change(mutant.pointer_mut(object).unwrap().as_object_mut().unwrap());
        mutant
    };
    let mut mutants = vec![
        change(&|fields| drop(fields.remove(name))),
        change(&|fields| drop(fields.insert(name.to_owned(), Value::Null))),
        change(&|fields| drop(fields.insert(format!("{name}_new"), json!([{ "a": null }])))),
    ];
    if sample.pointer(pointer).unwrap().is_string() {
        mutants.push(change(&|fields| drop(fields.insert(name.to_owned(), json!("brand_new_value")))));
    }
    mutants
}
