use serde::{Deserialize, Serialize};

/// How an instance's organizations behave. Roles are named by their keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    /// Whether there are organizations at all.
    pub enabled: bool,
    /// How many members a new organization may have; 0 for any number.
    pub max_allowed_memberships: i64,
    /// How many domains an organization may have.
    pub max_allowed_domains: i64,
    /// How many roles the instance may have.
    pub max_allowed_roles: i64,
    /// Whether admins may delete a new organization.
    pub admin_delete_enabled: bool,
    /// The role that whoever creates an organization gets.
    pub creator_role: String,
    /// Whether organizations can have domains.
    pub domains_enabled: bool,
    /// How users with an address of a verified domain come in: `manual_invitation` is always among them.
    pub domains_enrollment_modes: Vec<String>,
    /// The role that they get.
    pub domains_default_role: String,
    /// Whether slugs may not be chosen.
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
