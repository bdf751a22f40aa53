use serde::{Deserialize, Serialize};

/// Organization settings of an instance. Roles are referenced by key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    /// Whether organizations are enabled.
    pub enabled: bool,
    /// Maximum number of members of a new organization; 0 for unlimited.
    pub max_allowed_memberships: i64,
    /// Maximum number of domains per organization.
    pub max_allowed_domains: i64,
    /// Maximum number of roles in the instance.
    pub max_allowed_roles: i64,
    /// Whether admins may delete organizations created from now on.
    pub admin_delete_enabled: bool,
    /// Role of users who create an organization.
    pub creator_role: String,
    /// Whether organizations can have domains.
    pub domains_enabled: bool,
    /// How users whose email address matches a verified domain can join; always includes `manual_invitation`.
    pub domains_enrollment_modes: Vec<String>,
    /// Role of users who join through a domain.
    pub domains_default_role: String,
    /// Whether organizations can't choose their slug.
    pub slug_disabled: bool,
}

impl Default for OrganizationSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            max_allowed_memberships: 0,
            max_allowed_domains: 10,
            max_allowed_roles: 10,
            admin_delete_enabled: true,
            creator_role: "org:admin".to_owned(),
            domains_enabled: true,
            domains_enrollment_modes: ["manual_invitation", "automatic_invitation", "automatic_suggestion"]
                .map(str::to_owned)
                .into(),
            domains_default_role: "org:member".to_owned(),
            slug_disabled: false,
        }
    }
}
