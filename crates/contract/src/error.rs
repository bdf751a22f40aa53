//! The error envelope of every unsuccessful response.

use serde::{Deserialize, Serialize};

use crate::Metadata;

/// The body of every response with a status of 400 or above.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiErrors {
    /// The errors; at least one.
    pub errors: Vec<ApiError>,
    /// Identifies the request in the server's log.
    pub clerk_trace_id: String,
}

/// A single error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApiError {
    /// A stable code to match on, such as `resource_not_found`. New codes may be added.
    pub code: String,
    /// A short, human-readable message.
    pub message: String,
    /// A longer message that says what to do. Always present, because the official Python client requires it.
    pub long_message: String,
    /// Additional details, such as `param_name`.
    #[serde(skip_serializing_if = "Metadata::is_empty")]
    pub meta: Metadata,
}

impl ApiError {
    /// The parameter at fault, if any.
    pub fn param_name(&self) -> Option<&str> {
        self.meta.get("param_name")?.as_str()
    }
}
