use serde::Deserialize;
use serde_json::{Map, Value};

use super::organization::Organization;
use super::strict;

/// The claims of a verified token. Times are in seconds since the Unix epoch.
///
/// A token is rejected if a claim doesn't have the type of its field here; `custom` holds all other claims.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Claims {
    /// The subject: the user's id.
    pub sub: String,
    /// The session's id.
    #[serde(default, deserialize_with = "strict::present")]
    pub sid: Option<String>,
    /// The issuer: `https://` and the host of the Frontend API.
    #[serde(default, deserialize_with = "strict::present")]
    pub iss: Option<String>,
    /// The authorized party: the origin that the token was issued to.
    #[serde(default, deserialize_with = "strict::present")]
    pub azp: Option<String>,
    /// The audience. Session tokens have none unless a template adds it.
    #[serde(default, deserialize_with = "strict::present")]
    pub aud: Option<Audience>,
    /// When the token was issued.
    #[serde(default, deserialize_with = "strict::present")]
    pub iat: Option<i64>,
    /// When the token becomes valid.
    #[serde(default, deserialize_with = "strict::present")]
    pub nbf: Option<i64>,
    /// When the token expires.
    pub exp: i64,
    /// The token's id.
    #[serde(default, deserialize_with = "strict::present")]
    pub jti: Option<String>,
    /// How many minutes ago the first and the second factor were verified; -1 means never.
    #[serde(default)]
    pub fva: Option<[i64; 2]>,
    /// The session's status: `active` or `pending`. Absent means active.
    #[serde(default, deserialize_with = "strict::present")]
    pub sts: Option<String>,
    /// Who impersonates the user.
    #[serde(default)]
    pub act: Option<Actor>,
    /// The version of the claims format: 2, or absent for 1.
    #[serde(default)]
    pub v: Option<i64>,
    /// Version 1: the active organization's id. Read it through [`organization`](Self::organization).
    #[serde(default)]
    pub org_id: Option<String>,
    /// Version 1: the user's role in it, with `org:`.
    #[serde(default)]
    pub org_role: Option<String>,
    /// Version 1: its slug.
    #[serde(default)]
    pub org_slug: Option<String>,
    /// Version 1: the user's permissions in it.
    #[serde(default)]
    pub org_permissions: Option<Vec<String>>,
    /// Version 2: the active organization. Read it through [`organization`](Self::organization).
    #[serde(default)]
    pub o: Option<OrganizationClaim>,
    /// The features, scoped: `o:billing,u:reports`.
    #[serde(default)]
    pub fea: Option<String>,
    /// The plan, scoped: `o:pro`.
    #[serde(default)]
    pub pla: Option<String>,
    /// All other claims.
    #[serde(flatten, deserialize_with = "strict::object")]
    pub custom: Map<String, Value>,
}

/// The `o` claim of version 2.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct OrganizationClaim {
    /// The organization's id.
    pub id: String,
    /// Its slug.
    #[serde(default)]
    pub slg: Option<String>,
    /// The user's role in it, without `org:`.
    #[serde(default)]
    pub rol: Option<String>,
    /// Permission names, separated by commas.
    #[serde(default)]
    pub per: Option<String>,
    /// For each feature of the organization, a decimal bit mask of the permissions in `per`, lowest bit first.
    #[serde(default)]
    pub fpm: Option<String>,
    /// All other fields.
    #[serde(flatten, deserialize_with = "strict::object")]
    pub other: Map<String, Value>,
}

/// Who impersonates the user: the `act` claim.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Actor {
    /// The actor's id.
    pub sub: String,
    /// The kind of actor: `agent`, or absent for a person.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// All other fields.
    #[serde(flatten, deserialize_with = "strict::object")]
    pub other: Map<String, Value>,
}

/// One audience or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Audience {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Audience {
    /// The audiences, without empty ones.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let audiences = match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        };
        audiences.iter().map(String::as_str).filter(|audience| !audience.is_empty())
    }
}

impl Claims {
    /// The session's active organization, in either version of the claims.
    pub fn organization(&self) -> Option<Organization> {
        Organization::of(self)
    }

    /// Whether the user has this role, written with `org:`, in the active organization.
    pub fn has_role(&self, role: &str) -> bool {
        self.organization().is_some_and(|organization| organization.has_role(role))
    }

    /// Whether the user has this permission (`org:feature:permission`) in the active organization.
    pub fn has_permission(&self, permission: &str) -> bool {
        self.organization().is_some_and(|organization| organization.has_permission(permission))
    }

    /// Whether the user still has to complete a task before the session becomes active.
    pub fn is_pending(&self) -> bool {
        self.sts.as_deref() == Some("pending")
    }
}
