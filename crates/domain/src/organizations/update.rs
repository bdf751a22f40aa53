use housekey_contract::backend::organizations::UpdateOrganization;
use housekey_contract::{Metadata, Millis, OrganizationId};
use housekey_store::Tx;
use housekey_store::instances::OrganizationSettings;
use housekey_store::organizations::{self, OrganizationRecord};

use super::create::{choose, limit, name, own_metadata, role_set};
use super::{enabled, get, save};
use crate::error::{Problems, Result, taken};
use crate::text;

/// Validated changes; other records haven't been looked up yet.
#[derive(Clone, Debug)]
pub struct OrganizationChanges {
    name: Option<String>,
    slug: Option<String>,
    max_allowed_memberships: Option<i64>,
    admin_delete_enabled: Option<bool>,
    public_metadata: Option<Metadata>,
    private_metadata: Option<Metadata>,
    created_at: Option<Millis>,
}

impl OrganizationChanges {
    /// Validates a request.
    pub fn check(request: UpdateOrganization, settings: &OrganizationSettings, now: Millis) -> Result<Self> {
        enabled(settings)?;
        let mut problems = Problems::default();
        let name = problems.keep(request.name.as_deref().map(name).transpose()).flatten();
        let slug = problems.keep(choose(request.slug, settings.slug_disabled)).flatten();
        let most = problems.keep(request.max_allowed_memberships.map(limit).transpose()).flatten();
        let created_at = request.created_at.as_deref().map(|at| text::past("created_at", at, now));
        let created_at = problems.keep(created_at.transpose()).flatten();
        let mut metadata = |param: &str, given: Option<Metadata>| {
            let given = given.map(|given| own_metadata(param, Some(given))).transpose();
            problems.keep(given).flatten()
        };
        let public_metadata = metadata("public_metadata", request.public_metadata);
        let private_metadata = metadata("private_metadata", request.private_metadata);
        problems.keep(role_set(request.role_set_key.value().as_deref()));
        problems.refuse()?;
        Ok(Self {
            name,
            slug,
            max_allowed_memberships: most,
            admin_delete_enabled: request.admin_delete_enabled,
            public_metadata,
            private_metadata,
            created_at,
        })
    }
}

/// Updates the given fields of an organization and leaves the others unchanged.
pub fn update(
    tx: &mut Tx<'_>,
    id: &OrganizationId,
    changes: &OrganizationChanges,
) -> Result<OrganizationRecord> {
    let mut organization = get(tx, id)?;
    let changes = changes.clone();
    if let Some(slug) = changes.slug {
        let owner = organizations::find_by_slug(tx, &slug)?;
        if owner.is_some_and(|owner| owner.id != organization.id) {
            return Err(taken("slug"));
        }
        organization.slug = slug;
    }
    set(&mut organization.name, changes.name);
    set(&mut organization.max_allowed_memberships, changes.max_allowed_memberships);
    set(&mut organization.admin_delete_enabled, changes.admin_delete_enabled);
    set(&mut organization.public_metadata, changes.public_metadata);
    set(&mut organization.private_metadata, changes.private_metadata);
    set(&mut organization.created_at, changes.created_at);
    save(tx, organization)
}

fn set<T>(slot: &mut T, change: Option<T>) {
    if let Some(change) = change {
        *slot = change;
    }
}
