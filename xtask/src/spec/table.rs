//! A sorted table of facts; a fact in two versions is one row that names both.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An empty cell, so that all columns of a line are visible.
pub(crate) const NOTHING: &str = "-";

pub(crate) struct Table {
    columns: Vec<&'static str>,
    rows: BTreeMap<Vec<String>, BTreeSet<String>>,
}

impl Table {
    pub(crate) fn new(columns: &[&'static str]) -> Self {
        Self { columns: columns.to_vec(), rows: BTreeMap::new() }
    }

    pub(crate) fn add_all(&mut self, cells: Vec<String>, versions: &BTreeSet<String>) {
        debug_assert_eq!(cells.len(), self.columns.len());
        self.rows.entry(cells).or_default().extend(versions.iter().cloned());
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{}\tversions", self.columns.join("\t"))?;
        for (cells, versions) in &self.rows {
            let cells: Vec<_> =
                cells.iter().map(|cell| if cell.is_empty() { NOTHING } else { cell }).collect();
            writeln!(out, "{}\t{}", cells.join("\t"), words(versions))?;
        }
        Ok(())
    }
}

/// The parts of a cell, separated by spaces.
pub(crate) fn words(parts: &BTreeSet<String>) -> String {
    parts.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_of_two_versions_is_one_row() {
        let mut table = Table::new(&["field", "values"]);
        for version in ["2026", "2024"] {
            table.add_all(vec!["id".to_owned(), String::new()], &BTreeSet::from([version.to_owned()]));
        }

        assert_eq!(table.to_string(), "field\tvalues\tversions\nid\t-\t2024 2026\n");
    }
}
