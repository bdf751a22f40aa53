//! The error envelope of every answer that is not a success.

use serde::{Deserialize, Serialize};

use crate::Metadata;

/// What stands in the body of an answer of 400 or above.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiErrors {
    /// What is wrong; at least one.
    pub errors: Vec<ApiError>,
    /// Names this one request in the server's log.
    pub clerk_trace_id: String,
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiError {
    /// A stable word to branch on, such as `resource_not_found`. An open set.
    pub code: String,
    /// A short sentence for people.
    pub message: String,
    /// The same, with what to do about it. Always there: the official Python client requires it.
    pub long_message: String,
    /// Further facts, such as `param_name`.
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub meta: Metadata,
}

impl ApiError {
    /// The parameter that the error is about, when it is about one.
    pub fn param_name(&self) -> Option<&str> {
        self.meta.get("param_name")?.as_str()
    }
}
