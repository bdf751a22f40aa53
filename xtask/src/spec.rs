//! `cargo xtask spec`: converts published OpenAPI files to fact tables.
//!
//! Only facts are kept (names, types, statuses); no sentence of the files ends up in the project.
//! facts/README.md says what the columns mean.

mod document;
mod error_codes;
mod operations;
mod shape;
mod table;
mod unions;

use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use document::Document;
use operations::Names;
use shape::Shape;
use table::Table;

/// The oldest and the newest supported version.
const DOCUMENTS: [&str; 2] = ["backend-2024-10-01.seed.yml", "backend-2026-05-12.yml"];
/// The webhook description, and its version in the table.
const WEBHOOKS: (&str, &str) = ("webhooks-2025-04-15.yml", "2025");
/// Names of groups and methods for the first 132 operations; the later ones are named by their document.
const NAMES: &str = "seed-operations.tsv";

/// The tables of the API under facts/.
struct Facts {
    operations: Table,
    requests: Table,
    objects: Table,
    unions: Table,
}

/// Reads the OpenAPI files in `from` and rewrites `facts/*.tsv`.
pub(crate) fn run(from: &Path) -> Result<()> {
    if !from.is_dir() {
        bail!(
            "{} does not exist; say with --from where the OpenAPI files are (see facts/README.md)",
            from.display()
        );
    }
    let names = operations::names(&read(&from.join(NAMES))?)?;
    let documents = DOCUMENTS
        .iter()
        .map(|file| Document::parse(&read(&from.join(file))?).with_context(|| format!("in {file}")))
        .collect::<Result<Vec<_>>>()?;
    let facts = distil(&documents, &names)?;

    let webhooks = webhooks(&read(&from.join(WEBHOOKS.0))?).with_context(|| format!("in {}", WEBHOOKS.0))?;

    let folder = crate::project_root().join("facts");
    fs::create_dir_all(&folder)?;
    let tables = [
        ("operations", &facts.operations),
        ("requests", &facts.requests),
        ("objects", &facts.objects),
        ("unions", &facts.unions),
        ("webhooks", &webhooks),
    ];
    for (name, table) in tables {
        let path = folder.join(name).with_extension("tsv");
        fs::write(&path, table.to_string()).with_context(|| format!("writing {}", path.display()))?;
        println!("{name}: {} rows", table.len());
    }
    fs::write(folder.join("error-codes.tsv"), error_codes::distil(&read(&from.join(error_codes::SOURCE))?)?)?;
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

/// The webhook bodies by type, and the objects in them.
fn webhooks(text: &str) -> Result<Table> {
    let mut document = Document::parse(text)?;
    WEBHOOKS.1.clone_into(&mut document.version);
    let versions = BTreeSet::from([document.version.clone()]);
    let mut table = Table::new(&["object", "field", "type", "required", "nullable", "values"]);
    for (name, schema) in document.webhooks().chain(document.schemas()) {
        for row in shape::expand(&document, schema)?.rows(true) {
            table.add_all([name.clone()].into_iter().chain(row).collect(), &versions);
        }
    }
    Ok(table)
}

fn distil(documents: &[Document], names: &Names) -> Result<Facts> {
    let mut facts = Facts {
        operations: Table::new(&operations::COLUMNS),
        requests: Table::new(&["operation", "place", "field", "type", "required", "nullable", "values"]),
        objects: Table::new(&["object", "field", "type", "required", "nullable", "values"]),
        unions: Table::new(&unions::COLUMNS),
    };
    let mut merged: BTreeMap<operations::Key, operations::Operation> = BTreeMap::new();
    for document in documents {
        for (name, schema) in document.schemas() {
            facts.add_object(document, name, &shape::expand(document, schema)?);
        }
        for row in unions::read(document) {
            facts.unions.add_all(row.to_vec(), &BTreeSet::from([document.version.clone()]));
        }
        for operation in operations::read(document, names)? {
            facts.add_requests(document, &operation);
            for (owner, shape) in &operation.inline_answers {
                facts.add_object(document, owner, shape);
            }
            match merged.entry(operation.key.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert(operation);
                }
                Entry::Occupied(mut entry) => entry.get_mut().merge(operation),
            }
        }
    }
    for operation in merged.into_values() {
        let versions = operation.versions.clone();
        facts.operations.add_all(operation.into_row(), &versions);
    }
    Ok(facts)
}

impl Facts {
    fn add_object(&mut self, document: &Document, name: &str, shape: &Shape) {
        for row in shape.rows(true) {
            let cells = [name.to_owned()].into_iter().chain(row).collect();
            self.objects.add_all(cells, &BTreeSet::from([document.version.clone()]));
        }
    }

    fn add_requests(&mut self, document: &Document, operation: &operations::Operation) {
        let name = operation.key.to_string();
        for (place, rows) in &operation.request {
            for row in rows {
                let cells = [name.clone(), place.clone()].into_iter().chain(row.iter().cloned()).collect();
                self.requests.add_all(cells, &BTreeSet::from([document.version.clone()]));
            }
        }
    }
}
