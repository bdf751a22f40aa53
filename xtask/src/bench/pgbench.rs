//! Postgres's own pgbench, running the same statements without a server in between.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::Bench;
use super::home::{Engine, Home};
use super::sample::{Sample, in_turn};
use super::table::{Row, Table};
use super::users::creation;
use super::wrk::Requests;
use crate::postgres::Cluster;
use crate::process::output;

const USERS: u32 = 1_000;
/// One script per id, because pgbench has no text variables; it accepts at most 128.
const READERS: usize = 100;
/// The server's maximum.
const CONNECTIONS: &str = "16";

pub(super) fn measure(bench: &Bench, table: &mut Table) -> Result<()> {
    let home = Home::open(bench, Engine::Postgres)?;
    let ids = home.fill(bench, 0, USERS)?;
    let limit =
        Limit { bench, home: &home, cluster: bench.cluster.as_ref().context("Postgres is not there")? };
    let reading = limit.reading(&ids)?;
    let (single, serializable) = (
        limit.inserting(&["users"], "")?,
        limit.inserting(&["identifications", "users"], "BEGIN ISOLATION LEVEL SERIALIZABLE;\n")?,
    );
    let (rounds, seconds, load) = (bench.plan.rounds, bench.plan.seconds, bench.wrk(Engine::Postgres));

    let get = Requests::get("/v1/users/{id}").of(&ids);
    let samples =
        in_turn(rounds, vec![home.server.contestant(load, &get, seconds), Box::new(|| limit.run(&reading))])?;
    let [own, most] = &samples[..] else { unreachable!("two contestants") };
    table.add(Row::share("GET /v1/users/{id}, Postgres", own, ("pgbench, same query", most), 0.6));

    let create = creation();
    let samples = in_turn(
        rounds,
        vec![
            home.server.contestant(load, &create, seconds),
            Box::new(|| limit.run(&serializable)),
            Box::new(|| limit.run(&single)),
        ],
    )?;
    let [own, same, most] = &samples[..] else { unreachable!("three contestants") };
    let work = "POST /v1/users, durable, 16 connections, Postgres";
    table.add(Row::share(work, own, ("pgbench, same serializable transaction", same), 0.7));
    table.add(Row::compared(work, own, ("pgbench, one insert, read committed", most)));
    Ok(())
}

/// pgbench on a server's database.
struct Limit<'a> {
    bench: &'a Bench,
    home: &'a Home,
    cluster: &'a Cluster,
}

impl Limit<'_> {
    fn run(&self, scripts: &[PathBuf]) -> Result<Sample> {
        let mut pgbench = self.cluster.client("pgbench");
        pgbench.args([
            "--no-vacuum",
            "--protocol=prepared",
            "--jobs=1",
            "--max-tries=10",
            "--client",
            CONNECTIONS,
        ]);
        pgbench.args(["--time", &self.bench.plan.seconds.to_string()]);
        for script in scripts {
            pgbench.arg("--file").arg(script);
        }
        let report = output(pgbench.arg(&self.home.database))?;
        let rate =
            report.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        Ok(Sample::rate(rate.with_context(|| format!("pgbench reported:\n{report}"))?))
    }

    /// The query of a GET, for some of the users.
    fn reading(&self, ids: &Path) -> Result<Vec<PathBuf>> {
        let instance = self.ask("SELECT instance_id FROM users LIMIT 1")?;
        let ids = super::home::some_ids(ids, READERS)?;
        let scripts = ids.iter().enumerate().map(|(index, id)| {
            let sql =
                format!("SELECT document FROM users WHERE instance_id = '{instance}' AND id = '{id}';\n");
            self.script(&format!("read-{index}.sql"), &sql)
        });
        scripts.collect()
    }

    /// Copies of a row of each table, with unused ids and values.
    fn inserting(&self, tables: &[&str], begin: &str) -> Result<Vec<PathBuf>> {
        let mut sql = format!("\\set n random(1, 1000000000000000)\n{begin}");
        for table in tables {
            let row = self.ask(&format!("SELECT row_to_json(t) FROM {table} t LIMIT 1"))?;
            writeln!(sql, "{}", insert(table, &serde_json::from_str(&row)?)?)?;
        }
        if !begin.is_empty() {
            sql.push_str("COMMIT;\n");
        }
        Ok(vec![self.script(&format!("insert-{}.sql", tables.len()), &sql)?])
    }

    fn ask(&self, sql: &str) -> Result<String> {
        let mut psql = self.cluster.client("psql");
        output(psql.args(["--no-align", "--tuples-only", "--command", sql, &self.home.database]))
    }

    fn script(&self, name: &str, sql: &str) -> Result<PathBuf> {
        let path = self.home.folder.join(name);
        fs::write(&path, sql)?;
        Ok(path)
    }
}

/// An insert of a row like this one. Unique values end with pgbench's `:n`.
fn insert(table: &str, row: &Map<String, Value>) -> Result<String> {
    let columns: Vec<_> = row.keys().map(String::as_str).collect();
    let values: Vec<_> = row.iter().map(|(column, value)| literal(column, value)).collect::<Result<_>>()?;
    Ok(format!("INSERT INTO {table} ({}) VALUES ({});", columns.join(", "), values.join(", ")))
}

fn literal(column: &str, value: &Value) -> Result<String> {
    Ok(match value {
        Value::Null => "NULL".to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(_) if matches!(column, "id" | "value") => "'bench_' || :n::text".to_owned(),
        // pgbench would take a colon before a word for a variable, even within quotes.
        Value::String(text) => {
            format!("E'{}'", text.replace('\\', "\\\\").replace('\'', "\\'").replace(':', "\\072"))
        }
        Value::Array(_) | Value::Object(_) => bail!("the column {column} holds neither text nor a number"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_insert_hides_colons_from_pgbench_and_is_new_each_time() {
        let row = json!({"id": "user_1", "banned": false, "document": r#"{"a":null,"b":"it's"}"#});

        assert_eq!(
            insert("users", row.as_object().unwrap()).unwrap(),
            r#"INSERT INTO users (banned, document, id) VALUES (false, E'{"a"\072null,"b"\072"it\'s"}', 'bench_' || :n::text);"#
        );
    }
}
