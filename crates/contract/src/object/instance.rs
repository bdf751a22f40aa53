#![cfg(feature = "instance")]

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::InstanceId;
use crate::enums::open_enum;

/// An instance: an isolated set of users, keys and settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Instance {
    /// Always `instance`.
    pub object: Kind,
    /// The instance's id.
    pub id: InstanceId,
    /// `development` or `production`.
    pub environment_type: String,
    /// Origins from which the Frontend API is called, besides the domains; null if none.
    pub allowed_origins: Option<Vec<String>>,
    /// The workspace that owns the application; null if none.
    pub workspace_id: Option<String>,
}

/// Sign-up restrictions of an instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceRestrictions {
    /// Always `instance_restrictions`.
    pub object: Kind,
    /// Whether only identifiers on the allowlist may sign up.
    pub allowlist: bool,
    /// Whether identifiers on the blocklist may not sign up.
    pub blocklist: bool,
    /// Whether both lists apply to sign-ups only, not to sign-ins.
    pub allowlist_blocklist_disabled_on_sign_in: bool,
    /// Whether to reject other forms of a mailbox that a user already has, such as subaddresses.
    pub block_email_subaddresses: bool,
    /// Whether to reject addresses of disposable email providers.
    pub block_disposable_email_domains: bool,
    /// Whether Gmail addresses are compared without dots.
    pub ignore_dots_for_gmail_addresses: bool,
}

/// Organization settings of an instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationSettings {
    /// Always `organization_settings`.
    pub object: Kind,
    /// Whether organizations are enabled.
    pub enabled: bool,
    /// Maximum number of members of a new organization; 0 for unlimited.
    pub max_allowed_memberships: i64,
    /// Maximum number of roles in the instance.
    pub max_allowed_roles: i64,
    /// Maximum number of role sets in the instance.
    pub max_role_sets_allowed: i64,
    /// Maximum number of domains per organization.
    pub max_allowed_domains: i64,
    /// No longer used.
    pub max_allowed_permissions: i64,
    /// Key of the role of users who create an organization.
    pub creator_role: String,
    /// Whether admins may delete organizations created from now on.
    pub admin_delete_enabled: bool,
    /// Whether organizations can have domains.
    pub domains_enabled: bool,
    /// Whether organizations can't choose their slug.
    pub slug_disabled: bool,
    /// How users whose email address matches a verified domain can join.
    pub domains_enrollment_modes: Vec<EnrollmentMode>,
    /// Key of the role they get.
    pub domains_default_role: String,
    /// The role set of new organizations.
    pub initial_role_set_key: Option<String>,
}

open_enum! {
    /// How users whose email address matches an organization's domain can join.
    EnrollmentMode {
        ManualInvitation = "manual_invitation",
        AutomaticInvitation = "automatic_invitation",
        AutomaticSuggestion = "automatic_suggestion",
    }
}

/// Beta settings of an instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InstanceSettings {
    /// Always `instance_settings`.
    pub object: Kind,
    /// The instance's id.
    pub id: InstanceId,
    /// Whether only identifiers on the allowlist may sign up.
    pub restricted_to_allowlist: bool,
    /// Local part of the sender address for emails.
    pub from_email_address: String,
    /// Whether sign-ups collect requirements step by step.
    pub progressive_sign_up: bool,
    /// Whether emails are sent from the server's own address, ignoring the sender names of the instance and its
    /// templates.
    pub enhanced_email_deliverability: bool,
}
