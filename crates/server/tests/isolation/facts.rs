use std::collections::BTreeSet;

use housekey_contract::Meta;

const REQUESTS: &str = include_str!("../../../../facts/requests.tsv");

/// The names of an operation's fields that contain ids.
pub(crate) fn id_fields(operation: &Meta) -> BTreeSet<String> {
    let key = format!("{} {}", operation.method, operation.path);
    let rows = REQUESTS.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| row[0] == key && row[1] != "path");
    let fields = rows.map(|row| row[2].rsplit(['.', ']']).next().unwrap_or_default().to_owned());
    fields.filter(|field| field.ends_with("_id") || field.ends_with("_ids")).collect()
}
