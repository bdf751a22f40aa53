use serde::{Deserialize, Serialize};

use super::Kind;
use crate::UserId;

/// A deleted object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeletedObject {
    /// Its type: `user`, `email_address` …
    pub object: Kind,
    /// Its id.
    pub id: String,
    /// Its slug, if it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Always true.
    pub deleted: bool,
    /// Its external id, if it had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
}

/// A total count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TotalCount {
    /// Always `total_count`.
    pub object: Kind,
    /// The number.
    pub total_count: u64,
}

/// The user whose second factors were removed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserReference {
    /// The user's id.
    pub user_id: UserId,
}
