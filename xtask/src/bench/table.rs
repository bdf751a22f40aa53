//! The printed table.

use std::fmt;

use super::sample::Samples;

/// A measurement with its baseline and target.
pub(super) struct Row {
    work: String,
    measured: String,
    limit: String,
    ratio: Option<f64>,
    /// The same by CPU time, which other load hardly affects.
    ratio_by_cpu: Option<f64>,
    budget: String,
    met: Option<bool>,
    cpu: Option<f64>,
}

impl Row {
    fn new(work: impl Into<String>, measured: String) -> Self {
        let (limit, budget) = (String::new(), String::new());
        Self {
            work: work.into(),
            measured,
            limit,
            ratio: None,
            ratio_by_cpu: None,
            budget,
            met: None,
            cpu: None,
        }
    }

    /// A rate with a target relative to its baseline.
    pub(super) fn share(
        work: impl Into<String>,
        own: &Samples,
        limit: (&str, &Samples),
        at_least: f64,
    ) -> Self {
        let row = Self::compared(work, own, limit);
        let met = row.ratio.map(|ratio| ratio >= at_least);
        Self { budget: format!("≥ {:.0} %", at_least * 100.0), met, ..row }
    }

    /// A rate compared with another, without a target.
    pub(super) fn compared(work: impl Into<String>, own: &Samples, (name, limit): (&str, &Samples)) -> Self {
        let row = Self::new(work, per_second(own.per_second()));
        let text = format!("{name} {}", per_second(limit.per_second()));
        let cpu = own.cpu_microseconds();
        let ratio_by_cpu = cpu.zip(limit.cpu_microseconds()).map(|(own, limit)| limit / own);
        Self { limit: text, ratio: Some(own.ratio_to(limit)), ratio_by_cpu, cpu, ..row }
    }

    /// A rate with an absolute target.
    pub(super) fn rate(work: impl Into<String>, own: &Samples, at_least: f64) -> Self {
        let row = Self::new(work, per_second(own.per_second()));
        let met = Some(own.per_second() >= at_least);
        Self { budget: format!("≥ {}", per_second(at_least)), met, cpu: own.cpu_microseconds(), ..row }
    }

    /// A rate without a target.
    pub(super) fn told(work: impl Into<String>, own: &Samples) -> Self {
        Self { cpu: own.cpu_microseconds(), ..Self::new(work, per_second(own.per_second())) }
    }

    /// An amount without a target.
    pub(super) fn amount(work: impl Into<String>, amount: f64, unit: &str) -> Self {
        let digits = usize::from(!unit.is_empty());
        Self::new(work, format!("{amount:.digits$} {unit}").trim_end().to_owned())
    }

    /// An amount with a maximum.
    pub(super) fn at_most(work: impl Into<String>, amount: f64, most: f64, unit: &str) -> Self {
        let row = Self::new(work, format!("{amount:.1} {unit}"));
        Self { budget: format!("< {most} {unit}"), met: Some(amount < most), ..row }
    }

    /// Sets the baseline's label.
    pub(super) fn beside(self, limit: String) -> Self {
        Self { limit, ..self }
    }

    /// Asks for at most this share of the other's CPU time.
    pub(super) fn with_cpu_share(self, at_most: f64) -> Self {
        let met = self.ratio_by_cpu.map(|ratio| 1.0 / ratio <= at_most);
        Self { budget: format!("CPU ≤ {:.0} %", at_most * 100.0), met, ..self }
    }

    pub(super) fn cpu(self, microseconds: Option<f64>) -> Self {
        Self { cpu: microseconds, ..self }
    }

    fn cells(&self) -> [String; 8] {
        [
            self.work.clone(),
            self.measured.clone(),
            self.limit.clone(),
            self.ratio.map(|ratio| format!("{:.0} %", ratio * 100.0)).unwrap_or_default(),
            self.ratio_by_cpu.map(|ratio| format!("{:.0} %", ratio * 100.0)).unwrap_or_default(),
            self.budget.clone(),
            self.met.map(|met| if met { "yes" } else { "no" }.to_owned()).unwrap_or_default(),
            self.cpu.map(|cpu| format!("{cpu:.0} µs")).unwrap_or_default(),
        ]
    }
}

/// `12,345/s`.
fn per_second(rate: f64) -> String {
    let digits = format!("{rate:.0}");
    let groups: Vec<_> = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    format!("{}/s", groups.join(","))
}

/// The rows so far, in Markdown.
#[derive(Default)]
pub(super) struct Table {
    rows: Vec<Row>,
}

impl Table {
    pub(super) fn add(&mut self, row: Row) {
        println!("  {}", row.cells().join("  "));
        self.rows.push(row);
    }

    /// Number of missed targets.
    pub(super) fn missed(&self) -> usize {
        self.rows.iter().filter(|row| row.met == Some(false)).count()
    }
}

const HEAD: [&str; 8] =
    ["work", "measured", "limit in the same run", "ratio", "by CPU", "budget", "met", "server CPU"];

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = HEAD.map(str::to_owned);
        let cells: Vec<_> = std::iter::once(head).chain(self.rows.iter().map(Row::cells)).collect();
        let widths: Vec<_> = (0..HEAD.len()).map(|column| width(&cells, column)).collect();
        for (index, row) in cells.iter().enumerate() {
            let padded = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            writeln!(f, "| {} |", padded.collect::<Vec<_>>().join(" | "))?;
            if index == 0 {
                let rules: Vec<_> = widths.iter().map(|width| "-".repeat(*width)).collect();
                writeln!(f, "| {} |", rules.join(" | "))?;
            }
        }
        Ok(())
    }
}

fn width(cells: &[[String; 8]], column: usize) -> usize {
    cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::sample::Sample;
    use super::*;

    #[test]
    fn a_row_says_whether_its_budget_is_met() {
        let samples = |rate| Samples(vec![Sample::rate(rate)]);
        let mut table = Table::default();
        table.add(Row::share("reading", &samples(59_000.0), ("axum", &samples(100_000.0)), 0.6));
        table.add(Row::at_most("waiting", 1.5, 2.0, "ms"));
        let by_cpu = |cpu| Samples(vec![Sample { cpu_microseconds: Some(cpu), ..Sample::rate(1.0) }]);
        let calling =
            |cpu| Row::compared("calling", &by_cpu(cpu), ("peer", &by_cpu(20.0))).with_cpu_share(0.85);
        assert_eq!((calling(17.0).met, calling(17.1).met), (Some(true), Some(false)));

        let text = table.to_string();
        assert!(
            text.contains("| reading | 59,000/s | axum 100,000/s        | 59 %  |        | ≥ 60 % | no  |"),
            "{text}"
        );
        assert!(text.contains("| waiting | 1.5 ms   |"), "{text}");
        assert_eq!(table.missed(), 1);
    }
}
