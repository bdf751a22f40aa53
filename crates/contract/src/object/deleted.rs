use serde::{Deserialize, Serialize};

use super::Kind;
use crate::UserId;

/// Something that is no more.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DeletedObject {
    /// What it was: `user`, `email_address` …
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

/// How many there are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TotalCount {
    /// Always `total_count`.
    pub object: Kind,
    /// The number.
    pub total_count: u64,
}

/// The user whose second factors were taken away.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UserReference {
    /// The user's id.
    pub user_id: UserId,
}
