//! The list of operations in the SDK's documentation.

use std::fmt::Write;
use std::path::Path;

use housekey_contract::{Meta, backend};

use crate::examples::documentation;
use crate::readme::{file, snake_case};

const LIST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../sdk/src/operations.md");

#[test]
fn the_front_page_lists_every_operation_with_what_it_does() {
    let wanted = list();
    if !Path::new(LIST).exists() {
        std::fs::write(LIST, &wanted).unwrap();
        panic!("crates/sdk/src/operations.md was missing; now it is there");
    }
    let found = std::fs::read_to_string(LIST).unwrap();
    assert!(found == wanted, "crates/sdk/src/operations.md is old: delete it, and this test writes it anew");
}

/// A row for each resource, by name. The links are relative to the SDK's documentation.
fn list() -> String {
    let mut operations = backend::operations();
    operations.sort_by_key(|meta| snake_case(meta.resource));
    let mut list = String::from("| resource | what it is | operations |\n| --- | --- | --- |\n");
    for row in operations.chunk_by(|one, other| one.resource == other.resource) {
        let resource = snake_case(row[0].resource);
        let links: Vec<String> = row.iter().map(link).collect();
        let about = about(row[0].resource);
        writeln!(list, "| [`{resource}`](Client::{resource}) | {about} | {} |", links.join(", ")).unwrap();
    }
    list
}

/// A link to an operation, with its summary; struck through if deprecated.
fn link(meta: &Meta) -> String {
    let words = documentation(meta);
    let words: Vec<&str> = words.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
    let (module, name) = (snake_case(meta.resource), meta.name);
    let words = words.join(" ").replace('"', "");
    let link = format!("[`{name}`](backend::{module}::{}::{name} \"{words}\")", meta.resource);
    if meta.deprecated { format!("~~{link}~~") } else { link }
}

/// The first sentence about a resource.
fn about(resource: &str) -> String {
    let path = format!("{}/../../{}", env!("CARGO_MANIFEST_DIR"), file(resource));
    let source = std::fs::read_to_string(path).unwrap();
    let (_, rows) = source.split_once("operations! {").unwrap();
    let words = rows.lines().find_map(|line| line.trim().strip_prefix("/// ")).unwrap_or_default();
    words.split_inclusive('.').next().unwrap_or_default().trim_end_matches('.').to_owned()
}
