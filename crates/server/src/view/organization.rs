use housekey_contract::object::{
    Organization, OrganizationDomain, OrganizationDomainVerification, OrganizationInvitation,
    OrganizationInvitationInviter, OrganizationMembership, OrganizationMembershipPublicUserData,
    PublicOrganizationData,
};
use housekey_domain::images::initials;
use housekey_domain::organization_domains::DomainOf;
use housekey_domain::organization_invitations::{Invited, status};
use housekey_domain::organization_memberships::Member;
use housekey_domain::organizations::Described;
use housekey_store::organization_domains::OrganizationDomainRecord;
use housekey_store::organizations::OrganizationRecord;
use housekey_store::users::UserRecord;

use super::View;

impl View<'_> {
    /// Renders an organization.
    pub fn organization(&self, record: &OrganizationRecord) -> Organization {
        Organization {
            object: "organization".into(),
            id: record.id.clone(),
            name: record.name.clone(),
            slug: record.slug.clone(),
            image_url: self.logo_url(record),
            logo_url: None,
            has_image: record.image_id.is_some(),
            members_count: None,
            missing_member_with_elevated_permissions: None,
            pending_invitations_count: None,
            max_allowed_memberships: record.max_allowed_memberships,
            admin_delete_enabled: record.admin_delete_enabled,
            public_metadata: record.public_metadata.clone(),
            private_metadata: record.private_metadata.clone(),
            created_by: record.created_by.clone(),
            created_at: record.created_at,
            updated_at: record.updated_at,
            last_active_at: record.last_active_at,
            role_set_key: None,
        }
    }

    /// Renders an organization with the requested extra fields.
    pub fn described_organization(&self, described: &Described) -> Organization {
        let record = &described.organization;
        Organization {
            members_count: described.pending_invitations.map(|_| record.members_count),
            pending_invitations_count: described.pending_invitations,
            missing_member_with_elevated_permissions: described.missing_elevated,
            ..self.organization(record)
        }
    }

    /// URL of an organization's logo: uploaded or generated.
    pub fn logo_url(&self, record: &OrganizationRecord) -> String {
        if let Some(id) = &record.image_id {
            return format!("{}/images/{}/{id}", self.public_url, self.instance.id());
        }
        // Letters and digits only, so no escaping is needed.
        let mut letters = initials(record.name.split_whitespace());
        letters.retain(|letter| letter.is_ascii_alphanumeric());
        format!("{}/images/avatars/{}?initials={letters}", self.public_url, record.id)
    }

    /// Renders an organization's public data.
    pub(crate) fn public_organization(&self, record: &OrganizationRecord) -> PublicOrganizationData {
        PublicOrganizationData {
            id: record.id.clone(),
            name: record.name.clone(),
            slug: record.slug.clone(),
            image_url: self.logo_url(record),
            has_image: record.image_id.is_some(),
        }
    }

    /// Renders a membership.
    pub fn member(&self, member: &Member) -> OrganizationMembership {
        let record = &member.membership;
        OrganizationMembership {
            id: record.id.clone(),
            object: "organization_membership".into(),
            role: member.role.key.clone(),
            role_name: member.role.name.clone(),
            permissions: member.role.permissions.clone(),
            public_metadata: record.public_metadata.clone(),
            private_metadata: record.private_metadata.clone(),
            organization: self.organization(&member.organization),
            public_user_data: Some(self.public_user(&member.user)),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    fn public_user(&self, user: &UserRecord) -> OrganizationMembershipPublicUserData {
        let image_url = self.image_url(user);
        OrganizationMembershipPublicUserData {
            user_id: user.id.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            profile_image_url: Some(image_url.clone()),
            image_url,
            has_image: user.image_id.is_some(),
            identifier: identifier(user).map(str::to_owned),
            username: user.username.clone(),
            banned: user.banned,
            deprovisioned: false,
        }
    }

    /// Renders an organization invitation with its current status, without its ticket.
    pub fn invited(&self, invited: &Invited) -> OrganizationInvitation {
        let record = &invited.invitation;
        OrganizationInvitation {
            object: "organization_invitation".into(),
            id: record.id.clone(),
            email_address: record.email_address.clone(),
            role: invited.role.key.clone(),
            role_name: invited.role.name.clone(),
            organization_id: record.organization_id.clone(),
            inviter_id: record.inviter_id.clone(),
            public_inviter_data: invited.inviter.as_ref().map(|inviter| self.inviter(inviter)),
            public_organization_data: None,
            status: status(record, self.now),
            public_metadata: record.public_metadata.clone(),
            private_metadata: record.private_metadata.clone(),
            url: None,
            expires_at: Some(record.expires_at),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }

    /// Renders an invitation with its organization.
    pub fn invited_with_organization(&self, invited: &Invited) -> OrganizationInvitation {
        OrganizationInvitation {
            public_organization_data: Some(self.public_organization(&invited.organization)),
            ..self.invited(invited)
        }
    }

    fn inviter(&self, user: &UserRecord) -> OrganizationInvitationInviter {
        OrganizationInvitationInviter {
            user_id: user.id.clone(),
            first_name: user.first_name.clone(),
            last_name: user.last_name.clone(),
            image_url: self.image_url(user),
            has_image: user.image_id.is_some(),
            identifier: identifier(user).unwrap_or_default().to_owned(),
        }
    }

    /// Renders an organization domain.
    pub fn organization_domain(&self, shown: &DomainOf) -> OrganizationDomain {
        let record = &shown.domain;
        OrganizationDomain {
            object: "organization_domain".into(),
            id: record.id.clone(),
            organization_id: record.organization_id.clone(),
            name: record.name.clone(),
            enrollment_mode: record.enrollment_mode.clone(),
            affiliation_email_address: None,
            affiliation_verification: Some(affiliation(record)),
            ownership_verification: ownership(record),
            verification: Some(affiliation(record)),
            total_pending_invitations: shown.pending_invitations,
            total_pending_suggestions: 0,
            public_organization_data: Some(self.public_organization(&shown.organization)),
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}

/// The first identifier of a user.
fn identifier(user: &UserRecord) -> Option<&str> {
    let known = user.primary_email_address().or_else(|| user.primary_phone_number());
    known.or(user.username.as_deref()).or_else(|| user.primary_web3_wallet())
}

/// The affiliation verification: by the backend, or pending verification by a member.
fn affiliation(record: &OrganizationDomainRecord) -> OrganizationDomainVerification {
    if record.verified {
        return vouched_for(None);
    }
    OrganizationDomainVerification {
        status: "unverified".to_owned(),
        strategy: "affiliation_email_code".to_owned(),
        ..OrganizationDomainVerification::default()
    }
}

fn ownership(record: &OrganizationDomainRecord) -> Option<OrganizationDomainVerification> {
    record.ownership_verified_at.map(|at| vouched_for(Some(at)))
}

fn vouched_for(at: Option<housekey_contract::Millis>) -> OrganizationDomainVerification {
    OrganizationDomainVerification {
        status: "verified".to_owned(),
        strategy: "manual_override".to_owned(),
        attempts: None,
        expire_at: None,
        verified_at: at,
    }
}
