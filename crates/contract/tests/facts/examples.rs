//! The examples of operations, which `crates/examples` runs; this checks that there is one for each.

use housekey_contract::{Meta, backend};

use crate::readme::{file, snake_case};

#[test]
fn every_operation_has_an_example_that_calls_it() {
    let without: Vec<String> = backend::operations()
        .iter()
        .filter(|meta| !is_called_in_its_example(meta))
        .map(Meta::to_string)
        .collect();
    assert!(without.is_empty(), "no example in the documentation of {without:?}");
}

#[test]
fn every_example_asserts_something() {
    let idle: Vec<String> = backend::operations()
        .iter()
        .filter(|meta| !example(meta).iter().any(|line| line.contains("assert")))
        .map(Meta::to_string)
        .collect();
    assert!(idle.is_empty(), "nothing is asserted in the examples of {idle:?}");
}

fn is_called_in_its_example(meta: &Meta) -> bool {
    let resource = format!(".{}()", snake_case(meta.resource));
    let call = format!("{resource}.{}(", meta.name);
    // Hidden lines set up what the example needs.
    let shown: Vec<String> = example(meta).into_iter().filter(|line| !line.starts_with("# ")).collect();
    shown.concat().contains(&call)
}

/// The lines of code in an operation's documentation.
fn example(meta: &Meta) -> Vec<String> {
    let lines = documentation(meta);
    let code = lines.split(|line| line.trim() == "```").nth(1).unwrap_or_default();
    code.iter().map(|line| line.trim().to_owned()).collect()
}

/// An operation's documentation, line by line.
pub(crate) fn documentation(meta: &Meta) -> Vec<String> {
    let path = format!("{}/../../{}", env!("CARGO_MANIFEST_DIR"), file(meta.resource));
    let source = std::fs::read_to_string(&path).unwrap();
    let row = format!("        {}(", meta.name);
    let (before, _) = source.split_once(&row).unwrap_or_else(|| panic!("{meta} is a row of {path}"));
    let is_above = |line: &&str| line.trim().starts_with("///") || line.trim().starts_with("#[");
    let above = before.lines().rev().skip_while(|line| line.is_empty()).take_while(is_above);
    let mut lines: Vec<String> =
        above.filter_map(|line| line.trim().strip_prefix("///")).map(str::to_owned).collect();
    lines.reverse();
    lines
}
