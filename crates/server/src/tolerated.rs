//! Parameters that clients send although the operation doesn't have them.
//!
//! All other unknown parameters are refused with `form_param_unknown`: a misspelled field must not go unnoticed, nor a
//! misspelled filter return everything.

use std::borrow::Cow;

use housekey_contract::{Meta, Method};
use housekey_domain::error;
use serde_json::Value;

use crate::error::Refusal;

/// The API version, which Clerk documents as a query parameter of every operation. All versions are served alike.
const API_VERSION: &str = "__clerk_api_version";

/// Parameters of official clients that are in no published description and have no effect. A test checks them against
/// `facts/client-parameters.tsv`.
const TOLERATED: [(Method, &str, &[&str]); 9] = [
    (Method::Get, "/blocklist_identifiers", &["limit", "offset", "paginated"]),
    (Method::Get, "/clients/{client_id}", &["nonce"]),
    (Method::Get, "/users/count", &["limit", "offset", "order_by"]),
    (Method::Post, "/users", &["timezone"]),
    (Method::Patch, "/users/{user_id}", &["profile_image", "timezone"]),
    (Method::Patch, "/organizations/{organization_id}/domains/{domain_id}", &["name"]),
    (Method::Post, "/saml_connections", &["idp_certificates"]),
    (Method::Patch, "/saml_connections/{saml_connection_id}", &["idp_certificates", "provider"]),
    (Method::Post, "/sessions/{session_id}/refresh", &["suffixed_cookies"]),
];

fn of(meta: &Meta) -> &'static [&'static str] {
    let found = TOLERATED.iter().find(|(method, path, _)| (*method, *path) == (meta.method, meta.path));
    found.map_or(&[], |(.., names)| names)
}

/// The query without tolerated parameters.
pub(crate) fn query<'a>(meta: &Meta, query: &'a str) -> Cow<'a, str> {
    let names = of(meta);
    if names.is_empty() && !query.contains(API_VERSION) {
        return Cow::Borrowed(query);
    }
    let pairs = form_urlencoded::parse(query.as_bytes());
    let known = pairs.filter(|(name, _)| name != API_VERSION && !names.contains(&name.as_ref()));
    Cow::Owned(form_urlencoded::Serializer::new(String::new()).extend_pairs(known).finish())
}

/// The JSON body without tolerated parameters.
pub(crate) fn body(meta: &Meta, mut body: Value) -> Value {
    if let Value::Object(fields) = &mut body {
        fields.retain(|name, _| !of(meta).contains(&name.as_str()));
    }
    body
}

/// Refuses a query beside a body, which no operation reads, unless it is tolerated.
pub(crate) fn check_query_beside_body(meta: &Meta, query: &str) -> Result<(), Refusal> {
    let query = self::query(meta, query);
    match form_urlencoded::parse(query.as_bytes()).next() {
        Some((name, _)) => Err(error::unknown(&name).into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exception_is_a_parameter_that_a_client_sends() {
        let facts = include_str!("../../../facts/client-parameters.tsv");
        for (method, path, names) in TOLERATED {
            for name in names {
                let is_it = |row: &str| {
                    let row: Vec<_> = row.split('\t').collect();
                    row[0] == format!("{method} {path}") && row[2] == *name
                };
                assert!(facts.lines().any(is_it), "{method} {path}: {name}");
            }
        }
    }
}
