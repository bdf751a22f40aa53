use std::collections::BTreeMap;

use super::wrong;
use crate::error::{Code, Result};

/// What a request brings in its query or its form. An empty value counts as none (RFC 6749, 3.1).
#[derive(Clone, Debug, Default)]
pub struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// Parses a query or form. Duplicate parameters are rejected, because two parsers could choose different ones.
    pub fn parse(text: &str) -> Result<Self> {
        let mut parameters = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if parameters.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                let long = format!("The parameter {name} must not be repeated.");
                return Err(wrong(Code::InvalidRequest, long));
            }
        }
        Ok(Self(parameters))
    }

    /// The value of a parameter, if present.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The parameter's value, which must be there.
    pub fn require(&self, name: &str) -> Result<&str> {
        self.get(name).ok_or_else(|| wrong(Code::InvalidRequest, format!("The parameter {name} is missing.")))
    }
}
