#![cfg(any(feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, PublicOrganizationData};
use crate::enums::open_enum;
use crate::{Millis, OrganizationDomainId, OrganizationId};

/// A domain whose users may join an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationDomain {
    /// Always `organization_domain`.
    pub object: Kind,
    /// The domain's id.
    pub id: OrganizationDomainId,
    /// Whose it is.
    pub organization_id: OrganizationId,
    /// The domain: `example.com`.
    pub name: String,
    /// How users with an address of the domain come in.
    pub enrollment_mode: OrganizationEnrollmentMode,
    /// The address by which it was shown that a member belongs to the domain.
    pub affiliation_email_address: Option<String>,
    /// How it was shown that a member belongs to the domain; null before that was tried.
    pub affiliation_verification: Option<OrganizationDomainVerification>,
    /// How it was shown that the organization owns the domain; null before that was tried.
    pub ownership_verification: Option<OrganizationDomainVerification>,
    /// The former name of `affiliation_verification`.
    pub verification: Option<OrganizationDomainVerification>,
    /// How many of the invitations that the domain made are open.
    pub total_pending_invitations: i64,
    /// How many of the suggestions that the domain made are open.
    pub total_pending_suggestions: i64,
    /// The organization, where the answer includes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_organization_data: Option<PublicOrganizationData>,
    /// When it was added.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// How something about a domain was shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationDomainVerification {
    /// How far it has come: `unverified`, `verified`, `failed` or `expired`.
    pub status: String,
    /// By what means: `manual_override`, `affiliation_email_code` …
    pub strategy: String,
    /// How many attempts were made.
    pub attempts: Option<i64>,
    /// Until when it can be completed.
    pub expire_at: Option<Millis>,
    /// When ownership was shown.
    pub verified_at: Option<Millis>,
}

open_enum! {
    /// How users with an address of a domain come into the organization.
    OrganizationEnrollmentMode {
        ManualInvitation = "manual_invitation",
        AutomaticInvitation = "automatic_invitation",
        AutomaticSuggestion = "automatic_suggestion",
        EnterpriseSso = "enterprise_sso",
    }
}
