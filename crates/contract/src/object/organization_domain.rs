#![cfg(any(feature = "organizations", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, PublicOrganizationData};
use crate::enums::open_enum;
use crate::{Millis, OrganizationDomainId, OrganizationId};

/// An organization's domain, whose users may join.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationDomain {
    /// Always `organization_domain`.
    pub object: Kind,
    /// The domain's id.
    pub id: OrganizationDomainId,
    /// The organization it belongs to.
    pub organization_id: OrganizationId,
    /// The domain: `example.com`.
    pub name: String,
    /// How users whose email address matches the domain can join.
    pub enrollment_mode: OrganizationEnrollmentMode,
    /// The email address used to verify that a member belongs to the domain.
    pub affiliation_email_address: Option<String>,
    /// Verification that a member belongs to the domain; null before the first attempt.
    pub affiliation_verification: Option<OrganizationDomainVerification>,
    /// Verification that the organization owns the domain; null before the first attempt.
    pub ownership_verification: Option<OrganizationDomainVerification>,
    /// Former name of `affiliation_verification`.
    pub verification: Option<OrganizationDomainVerification>,
    /// Number of pending invitations created through the domain.
    pub total_pending_invitations: i64,
    /// Number of pending suggestions created through the domain.
    pub total_pending_suggestions: i64,
    /// The organization, if included.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_organization_data: Option<PublicOrganizationData>,
    /// When it was added.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

/// A verification of an organization domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrganizationDomainVerification {
    /// `unverified`, `verified`, `failed` or `expired`.
    pub status: String,
    /// The strategy: `manual_override`, `affiliation_email_code` …
    pub strategy: String,
    /// Number of attempts.
    pub attempts: Option<i64>,
    /// When the verification expires.
    pub expire_at: Option<Millis>,
    /// When ownership was verified.
    pub verified_at: Option<Millis>,
}

open_enum! {
    /// How users whose email address matches a domain can join the organization.
    OrganizationEnrollmentMode {
        ManualInvitation = "manual_invitation",
        AutomaticInvitation = "automatic_invitation",
        AutomaticSuggestion = "automatic_suggestion",
        EnterpriseSso = "enterprise_sso",
    }
}
