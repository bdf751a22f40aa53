//! Error codes: what can go wrong, with which status, in which API.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use anyhow::{Result, bail};

use super::table::{NOTHING, words};

/// Columns: code, status, whether the Backend API uses it, whether the Frontend API does, the error's name.
pub(crate) const SOURCE: &str = "error-codes.tsv";

/// A row for each code and status. Several errors may share both.
pub(crate) fn distil(text: &str) -> Result<String> {
    let mut rows: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let [code, status, backend, frontend, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!("a line of other than five columns: {line}")
        };
        let apis = rows.entry((code, status)).or_default();
        for (is_used, api) in [(backend, "backend"), (frontend, "frontend")] {
            apis.extend((is_used == "yes").then(|| api.to_owned()));
        }
    }
    let mut table = "code\tstatus\tapis\n".to_owned();
    for ((code, status), apis) in rows {
        let or_nothing = |text: &str| if text.is_empty() { NOTHING.to_owned() } else { text.to_owned() };
        writeln!(table, "{code}\t{}\t{}", or_nothing(status), or_nothing(&words(&apis)))?;
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_one_code_and_status_are_one_row() {
        let source = "code\tstatus\tbackend\tfrontend\tname\n\
                      taken\t422\tyes\t\tTaken\ntaken\t422\t\tyes\tAlsoTaken\ntaken\t400\t\t\tOther\n";

        assert_eq!(
            distil(source).unwrap(),
            "code\tstatus\tapis\ntaken\t400\t-\ntaken\t422\tbackend frontend\n"
        );
    }

    #[test]
    fn a_line_of_other_columns_is_an_error() {
        assert!(distil("code\tstatus\nx\t400\n").is_err());
    }
}
