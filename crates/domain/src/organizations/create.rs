use housekey_contract::backend::organizations::CreateOrganization;
use housekey_contract::{Metadata, Millis, OrganizationId, OrganizationMembershipId};
use housekey_store::Tx;
use housekey_store::instances::Settings;
use housekey_store::organization_memberships::OrganizationMembershipRecord;
use housekey_store::organizations::{self, OrganizationRecord};
use housekey_store::users::{self, UserRecord};
use rand::Rng;
use serde_json::json;

use super::{emit, enabled, slug};
use crate::error::{Code, Error, Problems, Result, blank, not_allowed, refused, taken};
use crate::events::Happened;
use crate::organization_memberships::join;
use crate::organization_roles::Roles;
use crate::{metadata, random, text};

/// Maximum length of an organization's name.
const NAME_LENGTH: usize = 256;

/// A validated organization; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct NewOrganization {
    organization: OrganizationRecord,
    /// Slugs to try; the first free one is used.
    slugs: Vec<String>,
    membership_id: OrganizationMembershipId,
}

impl NewOrganization {
    /// Validates a request.
    pub fn check(
        request: CreateOrganization,
        settings: &Settings,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let settings = &settings.organizations;
        enabled(settings)?;
        let mut problems = Problems::default();
        let mut organization = OrganizationRecord {
            id: OrganizationId::from(random::id(rng, now, OrganizationId::PREFIX)),
            max_allowed_memberships: settings.max_allowed_memberships,
            admin_delete_enabled: settings.admin_delete_enabled,
            created_by: request.created_by.filter(|user| !user.as_str().trim().is_empty()),
            created_at: now,
            updated_at: now,
            ..OrganizationRecord::default()
        };
        let mut slugs = Vec::new();
        problems.keep(name(&request.name).map(|name| organization.name = name));
        let wanted = request.slug.filter(|slug| !slug.trim().is_empty());
        problems.keep(choose(wanted, settings.slug_disabled).map(|slug| slugs.extend(slug)));
        if let Some(most) = request.max_allowed_memberships {
            problems.keep(limit(most).map(|most| organization.max_allowed_memberships = most));
        }
        if let Some(at) = &request.created_at {
            problems.keep(text::past("created_at", at, now).map(|at| organization.created_at = at));
        }
        problems.keep(
            own_metadata("public_metadata", request.public_metadata)
                .map(|own| organization.public_metadata = own),
        );
        problems.keep(
            own_metadata("private_metadata", request.private_metadata)
                .map(|own| organization.private_metadata = own),
        );
        problems.keep(role_set(request.role_set_key.as_deref()));
        problems.refuse()?;
        if slugs.is_empty() {
            slugs.extend(slug::made_from(&organization.name, now, rng));
        }
        let membership_id =
            OrganizationMembershipId::from(random::id(rng, now, OrganizationMembershipId::PREFIX));
        Ok(Self { organization, slugs, membership_id })
    }

    /// Sets the id in advance; it must be unused.
    #[must_use]
    pub fn with_id(mut self, id: OrganizationId) -> Self {
        self.organization.id = id;
        self
    }
}

/// Creates an organization with its creator as the first member.
pub fn create(tx: &mut Tx<'_>, settings: &Settings, new: &NewOrganization) -> Result<OrganizationRecord> {
    let now = tx.now();
    let creator = match &new.organization.created_by {
        Some(id) => Some(users::find(tx, id)?.ok_or_else(|| no_creator(id.as_str()))?),
        None => None,
    };
    if let Some(creator) = &creator {
        may_create(tx, settings, creator)?;
    }
    let mut organization = insert(tx, new)?;
    emit(tx, Happened::OrganizationCreated, &organization)?;
    if let Some(creator) = creator {
        let roles = Roles::load(tx)?;
        let role = roles.named("creator_role", &settings.organizations.creator_role)?;
        let membership = OrganizationMembershipRecord {
            id: new.membership_id.clone(),
            organization_id: organization.id.clone(),
            user_id: creator.id.clone(),
            role_id: role.id.clone(),
            created_at: now,
            updated_at: now,
            ..OrganizationMembershipRecord::default()
        };
        organization = join(tx, &roles, organization, creator, membership)?.organization;
    }
    Ok(organization)
}

/// Inserts the row with the first free slug.
fn insert(tx: &mut Tx<'_>, new: &NewOrganization) -> Result<OrganizationRecord> {
    for slug in &new.slugs {
        let organization = OrganizationRecord { slug: slug.clone(), ..new.organization.clone() };
        if organizations::insert(tx, &organization)? {
            return Ok(organization);
        }
    }
    Err(taken("slug"))
}

/// Rejects users who may not create organizations or have reached their limit.
fn may_create(tx: &mut Tx<'_>, settings: &Settings, creator: &UserRecord) -> Result<()> {
    if !creator.create_organization_enabled.unwrap_or(settings.create_organization_enabled) {
        let long = format!("The user {} is not allowed to create organizations.", creator.id);
        let code = Code::UserCreateOrganizationNotEnabled;
        return Err(refused(code, "not allowed", long).with_meta("param_name", json!("created_by")));
    }
    let most = creator.create_organizations_limit.unwrap_or(0);
    if most > 0 && organizations::count_created_by(tx, &creator.id)? >= most {
        let long = format!("The user {} has reached the limit of {most} organizations.", creator.id);
        let refusal = refused(Code::OrganizationQuotaExceeded, "organization quota exceeded", long);
        return Err(refusal.with_meta("param_name", json!("created_by")));
    }
    Ok(())
}

fn no_creator(id: &str) -> Error {
    let refusal = refused(
        Code::OrganizationCreatorNotFound,
        "creator not found",
        format!("No user was found with id {id}."),
    );
    refusal.with_meta("param_name", json!("created_by"))
}

/// Validates an organization's name. It appears in emails, so it may contain neither links nor markup.
pub(super) fn name(name: &str) -> Result<String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(blank("name"));
    }
    let lower = name.to_lowercase();
    let is_address = ["http://", "https://", "www."].iter().any(|begin| lower.contains(begin));
    if is_address || name.contains(['<', '>']) {
        return Err(not_allowed("name", "text without URLs or HTML"));
    }
    text::bounded("name", name.to_owned(), NAME_LENGTH)
}

/// The chosen slug, if the instance allows choosing one.
pub(super) fn choose(wanted: Option<String>, disabled: bool) -> Result<Option<String>> {
    if wanted.is_some() && disabled {
        return Err(not_allowed("slug", "omitted, because custom slugs are disabled for this instance"));
    }
    wanted.map(|wanted| slug::chosen(&wanted)).transpose()
}

/// Validates a member limit.
pub(super) fn limit(most: i64) -> Result<i64> {
    match i32::try_from(most) {
        Ok(0..) => Ok(most),
        _ => Err(not_allowed("max_allowed_memberships", "0 (unlimited) or greater")),
    }
}

pub(super) fn own_metadata(param: &str, given: Option<Metadata>) -> Result<Metadata> {
    let given = given.unwrap_or_default();
    metadata::check(param, &given)?;
    Ok(given)
}

/// There is only one role set, and it has no key.
pub(super) fn role_set(key: Option<&str>) -> Result<()> {
    match key {
        None => Ok(()),
        Some(_) => Err(not_allowed("role_set_key", "omitted, because role sets are not supported")),
    }
}
