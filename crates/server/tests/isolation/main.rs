//! Tenant isolation: nothing of one instance exists for another. Every operation that takes an id is tried with ids of
//! another instance.
//!
//! The tables are [`seeds`] (the objects of each instance, by the names of their ids) and [`cases`] (one line for each
//! operation). An operation without a line fails.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cases;
mod facts;
mod seeds;
#[path = "../sessions/server.rs"]
#[expect(dead_code, reason = "shared with the tests of sessions")]
mod server;
mod sign_up;
mod wire;

use housekey_contract::Meta;
use housekey_contract::backend::operations;

use self::cases::{CASES, Case, Expect, NO_IDS};
use self::seeds::Seeds;
use self::server::Server;
use self::wire::{Answer, Caller};

#[test]
fn every_operation_that_takes_an_id_has_a_case() {
    let mut missing = Vec::new();
    for operation in operations() {
        let name = format!("{}.{}", operation.resource, operation.name);
        let cases: Vec<_> = CASES.iter().filter(|case| case.operation == name).collect();
        if operation.path.contains('{') && cases.is_empty() {
            missing.push(format!("{name}, which has an id in its path"));
        }
        let fields = facts::id_fields(&operation);
        for field in fields.iter().filter(|field| !NO_IDS.contains(&field.as_str())) {
            if !cases.iter().any(|case| case.fields.contains(field.as_str())) {
                missing.push(format!("{name} with {field}"));
            }
        }
    }
    assert!(missing.is_empty(), "give these a line in cases.rs: {missing:#?}");
}

#[tokio::test]
async fn nothing_of_another_instance_can_be_read_or_changed() {
    for server in Server::everywhere().await {
        let (own, foreign) = (Caller::own(&server), Caller::foreign(&server));
        let (theirs, ours) = (Seeds::plant(&own).await, Seeds::plant(&foreign).await);
        let theirs = theirs.and("SignUps.id", sign_up::begun(&server).await.as_str());
        let before = snapshot(&own, &theirs).await;
        let mut wrong = Vec::new();
        for case in CASES {
            for mixed in case.mixtures(&ours, &theirs) {
                let answer = foreign.call(case, &mixed).await;
                if !case.expect.is_met_by(&answer) || answer.tells(&theirs) {
                    wrong.push(format!("{} {}: {answer:?}", case.operation, case.fields));
                }
            }
        }
        for (after, before) in snapshot(&own, &theirs).await.iter().zip(&before) {
            assert_eq!(after, before, "something has changed");
        }
        for case in in_order() {
            let answer = own.call(case, &theirs).await;
            if answer.status == 404 && case.expect != Expect::Absent {
                wrong.push(format!("{} {} in its own instance: {answer:?}", case.operation, case.fields));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

/// What an instance sees of itself.
async fn snapshot(caller: &Caller, seeds: &Seeds) -> Vec<(&'static str, Answer)> {
    let mut seen = Vec::new();
    for case in CASES.iter().filter(|case| case.meta().method.as_str() == "GET") {
        seen.push((case.operation, caller.call(case, seeds).await));
    }
    // Additions are visible in complete listings.
    let is_whole = |meta: &Meta| meta.method.as_str() == "GET" && !meta.path.contains('{');
    for meta in operations().into_iter().filter(is_whole) {
        seen.push((meta.path, caller.send("GET", meta.path, "").await));
    }
    seen
}

/// Reads, then changes, then deletions, inner objects first.
fn in_order() -> Vec<&'static Case> {
    let mut cases: Vec<&Case> = CASES.iter().collect();
    let rank =
        |method: &str| ["GET", "PATCH", "POST", "PUT", "DELETE"].iter().position(|known| *known == method);
    cases.sort_by_key(|case| {
        let meta = case.meta();
        (rank(meta.method.as_str()), usize::MAX - meta.path.matches('/').count(), case.late)
    });
    cases
}
