//! The APIs that the server speaks, and which of them a request is for.
//!
//! Clerk's APIs share methods and paths: `POST /v1/organizations` is in two of them. So each has a table of its own, and
//! the table is chosen before a path is looked at; ARCHITECTURE.md has the rule.

use std::collections::BTreeMap;

use axum::Router;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter};

use crate::endpoint::{Endpoint, Endpoints};

/// Operations that are served under one gate.
pub struct Api {
    /// What it is called, in the log.
    pub name: &'static str,
    /// Who may ask, unless an operation is open to everybody.
    pub gate: Gate,
    /// The operations.
    pub endpoints: Endpoints,
}

/// Who may ask, and how the instance is found that they ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Whoever has a secret key of the instance.
    SecretKey,
    /// Whoever uses the host of the instance's publishable key.
    PublishableHost,
}

/// How a request comes in, as far as its head alone tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Approach {
    /// At the host of a publishable key that is not the server's own as well.
    PublishableHost,
    /// At the server's own host, with a secret key.
    SecretKey,
    /// At the server's own host, with another credential or none.
    Other,
}

impl Approach {
    /// The gates whose operations it may reach. Where two share a method and path, the first one's is meant.
    fn gates(self) -> &'static [Gate] {
        match self {
            Self::PublishableHost => &[Gate::PublishableHost],
            Self::SecretKey => &[Gate::SecretKey],
            Self::Other => &[Gate::PublishableHost, Gate::SecretKey],
        }
    }
}

/// The methods and paths that one approach reaches.
pub(crate) struct Table(BTreeMap<String, Row>);

struct Row {
    path: String,
    methods: Vec<(Method, MethodRouter)>,
}

impl Table {
    /// The operations that an approach reaches, under `/v1` and without it. `route` serves one of them.
    pub(crate) fn of(
        approach: Approach,
        apis: &[Api],
        route: impl Fn(Gate, &Endpoint, MethodFilter) -> MethodRouter,
    ) -> Self {
        let mut table = Self(BTreeMap::new());
        for gate in approach.gates() {
            for endpoint in apis.iter().filter(|api| api.gate == *gate).flat_map(|api| &api.endpoints.0) {
                let method = Method::from_bytes(endpoint.meta.method.as_str().as_bytes()).unwrap_or_default();
                let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
                let served = route(*gate, endpoint, filter);
                for path in endpoint.paths() {
                    table.add(path, &method, &served);
                }
            }
        }
        table
    }

    fn add(&mut self, path: String, method: &Method, served: &MethodRouter) {
        let row = self.0.entry(unnamed(&path)).or_insert(Row { path, methods: Vec::new() });
        if row.methods.iter().all(|(taken, _)| taken != method) {
            row.methods.push((method.clone(), served.clone()));
        }
    }

    /// The table as the framework routes by it.
    pub(crate) fn into_router(self) -> Router {
        self.0.into_values().fold(Router::new(), |router, Row { path, methods }| {
            methods.into_iter().fold(router, |router, (_, served)| router.route(&path, served))
        })
    }
}

/// The path without the names of its parameters: two APIs may call the same one otherwise.
fn unnamed(path: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_other_names_are_the_same_path() {
        assert_eq!(
            unnamed("/v1/organizations/{organization_id}/logo"),
            unnamed("/v1/organizations/{id}/logo")
        );
        assert_ne!(unnamed("/v1/organizations/{id}"), unnamed("/v1/organizations/id"));
    }
}
