//! The fact tables of one version.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::shape::{Field, Fields};

pub(super) struct Tables {
    pub(super) operations: Vec<Operation>,
    pub(super) objects: BTreeMap<String, Fields>,
    requests: BTreeMap<(String, String), Fields>,
    unsupported: BTreeSet<String>,
    nothing: Fields,
}

pub(super) struct Operation {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) id: String,
    answers: String,
}

impl Tables {
    pub(super) fn read(folder: &Path, year: &str) -> Result<Self> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
        };
        let rows = |text: &str| -> Vec<Vec<String>> {
            let rows = text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect());
            rows.filter(|row: &Vec<String>| row.last().is_some_and(|years| years.contains(year))).collect()
        };
        let mut requests: BTreeMap<_, Fields> = BTreeMap::new();
        for row in rows(&read("requests.tsv")?) {
            let key = (row[0].clone(), row[1].clone());
            requests.entry(key).or_default().add(Field::of(&row[2..]));
        }
        let mut objects: BTreeMap<_, Fields> = BTreeMap::new();
        for row in rows(&read("objects.tsv")?) {
            objects.entry(row[0].clone()).or_default().add(Field::of(&row[1..]));
        }
        let operations = rows(&read("operations.tsv")?);
        Ok(Self {
            operations: operations.iter().map(|row| Operation::of(row)).collect(),
            objects,
            requests,
            unsupported: read("unsupported.txt")?.lines().map(str::to_owned).collect(),
            nothing: Fields::default(),
        })
    }

    pub(super) fn is_served(&self, operation: &Operation) -> bool {
        !self.unsupported.contains(&operation.key())
    }

    /// The fields of a request in one place, or none.
    pub(super) fn request(&self, operation: &Operation, place: &str) -> &Fields {
        self.requests.get(&(operation.key(), place.to_owned())).unwrap_or(&self.nothing)
    }
}

impl Operation {
    fn of(row: &[String]) -> Self {
        Self { method: row[2].clone(), path: row[3].clone(), id: row[4].clone(), answers: row[7].clone() }
    }

    fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Status and type of each success.
    pub(super) fn successes<'a>(&'a self, year: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.answers.split(' ').filter_map(move |answer| {
            let (answer, only) = answer.split_once('@').unwrap_or((answer, year));
            (only == year).then(|| answer.split_once('=')).flatten()
        })
    }
}
