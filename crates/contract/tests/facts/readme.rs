//! The README's table of resources and operations.

use std::fmt::Write;

use housekey_contract::backend;

const README: &str = include_str!("../../../../README.md");

#[test]
fn the_readme_lists_every_operation_with_a_link_to_its_documentation() {
    let wanted = table();
    assert!(README.contains(&wanted), "the README's table should be:\n{wanted}");
}

#[test]
fn each_link_of_the_table_leads_to_a_file() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    for meta in backend::operations() {
        let file = format!("{root}{}", file(meta.resource));
        assert!(std::path::Path::new(&file).is_file(), "{file}");
    }
}

/// A row for each resource, by name.
fn table() -> String {
    let mut table = String::from("| resource | operations |\n| --- | --- |");
    let mut last = "";
    let mut operations = backend::operations();
    operations.sort_by_key(|meta| snake_case(meta.resource));
    for meta in operations {
        if meta.resource == last {
            write!(table, ", `{}`", meta.name).unwrap();
        } else {
            let end = if last.is_empty() { "" } else { " |" };
            let (resource, file) = (meta.resource, file(meta.resource));
            write!(table, "{end}\n| [{resource}]({file}) | `{}`", meta.name).unwrap();
            last = resource;
        }
    }
    table + " |\n"
}

/// The file that documents the resource's operations.
pub(crate) fn file(resource: &str) -> String {
    format!("crates/contract/src/backend/{}.rs", snake_case(resource))
}

/// `EmailSMSTemplates` as `email_sms_templates`.
pub(crate) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let after_lower = place > 0 && letters[place - 1].is_lowercase();
        let before_lower = place > 0 && letters.get(place + 1).is_some_and(|next| next.is_lowercase());
        if letter.is_uppercase() && (after_lower || before_lower) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
