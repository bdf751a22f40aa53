#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::InstanceId;
use crate::enums::open_enum;

/// An instance: one isolated set of users, keys and settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Instance {
    /// Always `instance`.
    pub object: Kind,
    /// The instance's id.
    pub id: InstanceId,
    /// `development` or `production`.
    pub environment_type: String,
    /// Origins, apart from the domains, that the Frontend API is called from; null where there are none.
    pub allowed_origins: Option<Vec<String>>,
    /// The workspace that owns the application; null where nobody does.
    pub workspace_id: Option<String>,
}

/// Who may sign up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceRestrictions {
    /// Always `instance_restrictions`.
    pub object: Kind,
    /// Whether only identifiers on the allow-list may.
    pub allowlist: bool,
    /// Whether identifiers on the block-list may not.
    pub blocklist: bool,
    /// Whether both lists are for signing up only, not for signing in.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// Whether addresses with `+`, `=` or `#` in front of the `@` may not.
    pub block_email_subaddresses: bool,
    /// Whether addresses of throw-away providers may not.
    pub block_disposable_email_domains: bool,
    /// Whether dots in addresses at Gmail are ignored when they are compared.
    pub ignore_dots_for_gmail_addresses: bool,
}

/// How an instance's organizations behave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    /// Always `organization_settings`.
    pub object: Kind,
    /// Whether there are organizations at all.
    pub enabled: bool,
    /// How many members a new organization may have; 0 for any number.
    pub max_allowed_memberships: i64,
    /// How many roles the instance may have.
    pub max_allowed_roles: i64,
    /// How many sets of roles the instance may have.
    pub max_role_sets_allowed: i64,
    /// How many domains an organization may have.
    pub max_allowed_domains: i64,
    /// Of no meaning any more.
    pub max_allowed_permissions: i64,
    /// The key of the role that whoever creates an organization gets.
    pub creator_role: String,
    /// Whether admins may delete a new organization.
    pub admin_delete_enabled: bool,
    /// Whether organizations can have domains.
    pub domains_enabled: bool,
    /// Whether slugs may not be chosen.
    pub slug_disabled: bool,
    /// How users with an address of a verified domain come in.
    pub domains_enrollment_modes: Vec<EnrollmentMode>,
    /// The key of the role that they get.
    pub domains_default_role: String,
    /// The set of roles that new organizations have.
    pub initial_role_set_key: Option<String>,
}

open_enum! {
    /// How users with an address of an organization's domain come in.
    EnrollmentMode {
        ManualInvitation = "manual_invitation",
        AutomaticInvitation = "automatic_invitation",
        AutomaticSuggestion = "automatic_suggestion",
    }
}

/// Some settings of an instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceSettings {
    /// Always `instance_settings`.
    pub object: Kind,
    /// The instance's id.
    pub id: InstanceId,
    /// Whether only identifiers on the allow-list may sign up.
    pub restricted_to_allowlist: bool,
    /// What stands before the `@` of the address that mails come from.
    pub from_email_address: String,
    /// Whether sign-ups ask for one thing after the other.
    pub progressive_sign_up: bool,
    /// Whether mails come from the server's own address, whatever name the instance and its templates give it.
    pub enhanced_email_deliverability: bool,
}
