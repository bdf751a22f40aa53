use housekey_contract::backend::organization_memberships::CreateOrganizationMembership;
use housekey_contract::{Millis, OrganizationId, OrganizationMembershipId};
use housekey_store::Tx;
use housekey_store::instances::OrganizationSettings;
use housekey_store::organization_memberships::{self, OrganizationMembershipRecord};
use housekey_store::organizations::{self as organization_rows, OrganizationRecord};
use housekey_store::users::UserRecord;
use rand::Rng;

use super::{Member, emit};
use crate::error::{Code, Error, Problems, Result, blank, refused};
use crate::events::Happened;
use crate::organization_roles::Roles;
use crate::organizations::{enabled, has_room};
use crate::{metadata, organizations, random, users};

/// A validated membership; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewMembership {
    membership: OrganizationMembershipRecord,
    role: String,
}

impl NewMembership {
    /// Validates a request.
    pub fn check(
        request: CreateOrganizationMembership,
        settings: &OrganizationSettings,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        enabled(settings)?;
        let mut problems = Problems::default();
        for (param, value) in [("user_id", request.user_id.as_str()), ("role", request.role.as_str())] {
            if value.trim().is_empty() {
                problems.add(blank(param));
            }
        }
        let public_metadata = request.public_metadata.unwrap_or_default();
        let private_metadata = request.private_metadata.unwrap_or_default();
        problems.keep(metadata::check("public_metadata", &public_metadata));
        problems.keep(metadata::check("private_metadata", &private_metadata));
        problems.refuse()?;
        let membership = OrganizationMembershipRecord {
            id: OrganizationMembershipId::from(random::id(rng, now, OrganizationMembershipId::PREFIX)),
            user_id: request.user_id,
            public_metadata,
            private_metadata,
            created_at: now,
            updated_at: now,
            ..OrganizationMembershipRecord::default()
        };
        Ok(Self { membership, role: request.role })
    }

    /// Sets the id in advance; it must be unused.
    #[must_use]
    pub fn with_id(mut self, id: OrganizationMembershipId) -> Self {
        self.membership.id = id;
        self
    }
}

/// Adds a user to an organization.
pub fn create(tx: &mut Tx<'_>, organization: &OrganizationId, new: &NewMembership) -> Result<Member> {
    let organization = organizations::get(tx, organization)?;
    let user = users::get(tx, &new.membership.user_id)?;
    let roles = Roles::load(tx)?;
    let role_id = roles.named("role", &new.role)?.id.clone();
    has_room(tx, &organization, 1)?;
    let membership = OrganizationMembershipRecord {
        organization_id: organization.id.clone(),
        role_id,
        ..new.membership.clone()
    };
    join(tx, &roles, organization, user, membership)
}

/// Adds a member. The caller checks the limit.
pub(crate) fn join(
    tx: &mut Tx<'_>,
    roles: &Roles,
    mut organization: OrganizationRecord,
    user: UserRecord,
    membership: OrganizationMembershipRecord,
) -> Result<Member> {
    if !organization_memberships::insert(tx, &membership, &user)? {
        return Err(already_a_member(user.id.as_str()));
    }
    organization.members_count += 1;
    organization_rows::update(tx, &organization)?;
    let role = roles.snapshot(&membership.role_id);
    let member = Member { membership, organization, user, role };
    emit(tx, Happened::OrganizationMembershipCreated, &member)?;
    Ok(member)
}

pub(crate) fn already_a_member(who: &str) -> Error {
    let long = format!("{who} is already a member of the organization.");
    refused(Code::AlreadyAMemberInOrganization, "already a member", long)
}
