//! Dynamic SQL queries.

use crate::Param;

/// A query under construction: `… WHERE instance_id = $1`, with parameters from `$2` on.
pub(crate) struct Query<'a> {
    pub(crate) sql: String,
    pub(crate) params: Vec<Param<'a>>,
}

impl<'a> Query<'a> {
    pub(crate) fn new(select: &str) -> Self {
        Self { sql: format!("{select} WHERE instance_id = $1"), params: Vec::new() }
    }

    /// A query over several tables, the first of them under this name.
    pub(crate) fn joined(select: &str, first: &str) -> Self {
        Self { sql: format!("{select} WHERE {first}.instance_id = $1"), params: Vec::new() }
    }

    /// Binds a value and returns its `$n`.
    pub(crate) fn bind(&mut self, param: Param<'a>) -> String {
        self.params.push(param);
        format!("${}", self.params.len() + 1)
    }

    /// Adds a condition.
    pub(crate) fn and(&mut self, condition: &str) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
    }

    /// Binds values as a list, padded to a power of two, so that there are few distinct statements to prepare.
    pub(crate) fn values(&mut self, values: &'a [String]) -> String {
        let padding = values.len().next_power_of_two() - values.len();
        let padded = values.iter().chain(std::iter::repeat_n(values.last(), padding).flatten());
        padded.map(|value| self.bind(value.into())).collect::<Vec<_>>().join(", ")
    }

    /// Adds a condition on a list of values, such as `id IN`; no condition if the list is empty.
    pub(crate) fn among(&mut self, relation: &str, values: &'a [String]) {
        if !values.is_empty() {
            let values = self.values(values);
            self.and(&format!("{relation} ({values})"));
        }
    }

    /// Appends order and page.
    pub(crate) fn page(&mut self, order: &str, limit: u32, offset: u32) {
        let (limit, offset) = (self.bind(limit.into()), self.bind(offset.into()));
        self.sql.push_str(" ORDER BY ");
        self.sql.push_str(order);
        self.sql.push_str(&[" LIMIT ", &limit, " OFFSET ", &offset].concat());
    }
}
