//! The fact tables.

use std::collections::BTreeMap;

/// The years of the two descriptions.
pub(crate) const YEARS: [&str; 2] = ["2024", "2026"];

/// The year of the description of webhooks.
pub(crate) const YEAR_OF_WEBHOOKS: &str = "2025";

/// An operation.
pub(crate) struct Operation {
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) deprecated: bool,
    pub(crate) body: &'static str,
    answers: &'static str,
    years: &'static str,
}

impl Operation {
    /// Its key in the table of requests.
    pub(crate) fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub(crate) fn is_in(&self, year: &str) -> bool {
        self.years.contains(year)
    }

    /// Status and type of each success in the description of a year.
    pub(crate) fn answers(&self, year: &str) -> Vec<(u16, &'static str)> {
        let of_this_year = |answer: &&str| answer.split_once('@').is_none_or(|(_, only)| only == year);
        let parsed = self.answers.split(' ').filter(of_this_year).map(|answer| {
            let (status, kind) = answer.split('@').next().unwrap().split_once('=').unwrap();
            (status.parse().unwrap(), kind)
        });
        parsed.collect()
    }
}

/// A field, as described in one or both years.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) path: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) values: Vec<&'static str>,
    years: &'static str,
}

/// A place where one of several objects may stand.
pub(crate) struct Union {
    pub(crate) object: &'static str,
    pub(crate) field: &'static str,
    pub(crate) members: Vec<&'static str>,
    pub(crate) discriminator: Option<&'static str>,
    years: &'static str,
}

impl Union {
    /// The unions in the description of a year.
    pub(crate) fn of_year(year: &str) -> Vec<Self> {
        let all = rows(include_str!("../../../../facts/unions.tsv")).map(|row| {
            let &[object, field, members, discriminator, years] = &row[..] else {
                panic!("unions.tsv has other columns: {row:?}")
            };
            let discriminator = (discriminator != "-").then_some(discriminator);
            Self { object, field, members: members.split('|').collect(), discriminator, years }
        });
        all.filter(|union| union.years.contains(year)).collect()
    }
}

/// All tables.
pub(crate) struct Facts {
    pub(crate) operations: Vec<Operation>,
    requests: BTreeMap<[&'static str; 2], Vec<Field>>,
    objects: BTreeMap<&'static str, Vec<Field>>,
}

impl Facts {
    /// Webhook payloads: objects only, all of [`YEAR_OF_WEBHOOKS`].
    pub(crate) fn of_webhooks() -> Self {
        let objects = objects(include_str!("../../../../facts/webhooks.tsv"));
        Self { operations: Vec::new(), requests: BTreeMap::new(), objects }
    }

    /// The names of all objects.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.objects.keys().copied()
    }

    pub(crate) fn load() -> Self {
        let operations = rows(include_str!("../../../../facts/operations.tsv"));
        let mut requests: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for row in rows(include_str!("../../../../facts/requests.tsv")) {
            requests.entry([row[0], row[1]]).or_default().push(Field::of(&row[2..]));
        }
        let objects = objects(include_str!("../../../../facts/objects.tsv"));
        Self { operations: operations.map(|row| Operation::of(&row)).collect(), requests, objects }
    }

    /// The fields of a request in one place, in the description of a year.
    pub(crate) fn request(&self, operation: &str, place: &str, year: &str) -> Vec<&Field> {
        let mut all = self.requests.iter();
        of_year(all.find(|(key, _)| **key == [operation, place]).map(|(_, fields)| fields), year)
    }

    /// The fields of an object in the description of a year.
    pub(crate) fn object(&self, name: &str, year: &str) -> Vec<&Field> {
        let fields = of_year(self.objects.get(name), year);
        assert!(!fields.is_empty(), "no object {name} in {year}");
        fields
    }
}

impl Operation {
    fn of(row: &[&'static str]) -> Self {
        let &[group, name, method, path, _, deprecated, body, answers, _, years] = row else {
            panic!("operations.tsv has other columns: {row:?}")
        };
        Self { group, name, method, path, deprecated: deprecated != "-", body, answers, years }
    }
}

impl Field {
    fn of(row: &[&'static str]) -> Self {
        let &[path, kind, required, nullable, values, years] = row else {
            panic!("a table of fields has other columns: {row:?}")
        };
        let values = if values == "-" { Vec::new() } else { values.split('|').collect() };
        Self { path, kind, required: required == "yes", nullable: nullable == "yes", values, years }
    }
}

fn objects(table: &'static str) -> BTreeMap<&'static str, Vec<Field>> {
    let mut objects: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows(table) {
        objects.entry(row[0]).or_default().push(Field::of(&row[1..]));
    }
    objects
}

fn of_year<'a>(fields: Option<&'a Vec<Field>>, year: &str) -> Vec<&'a Field> {
    fields.into_iter().flatten().filter(|field| field.years.contains(year)).collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}
