use housekey_contract::backend::instance_settings::UpdateInstanceOrganizationSettings;
use housekey_store::instances::OrganizationSettings;

use crate::error::{Problems, Result, not_allowed, not_found};
use crate::organization_roles::{Roles, not_elevated};

/// The modes that can be chosen; the manual one is always included.
const MODES: [&str; 3] = ["manual_invitation", "automatic_invitation", "automatic_suggestion"];
/// Maximum limit of an organization's members.
const MAX_MEMBERSHIPS: i64 = 1_000_000_000;

/// Validated changes to organization settings.
#[derive(Clone, Debug)]
pub struct OrganizationChange {
    request: UpdateInstanceOrganizationSettings,
}

impl OrganizationChange {
    /// Validates a request.
    pub fn check(request: UpdateInstanceOrganizationSettings) -> Result<Self> {
        let mut problems = Problems::default();
        if request.max_allowed_memberships.is_some_and(|most| !(0..=MAX_MEMBERSHIPS).contains(&most)) {
            let expected = format!("between 0 (unlimited) and {MAX_MEMBERSHIPS}");
            problems.add(not_allowed("max_allowed_memberships", &expected));
        }
        let modes = request.domains_enrollment_modes.as_deref().unwrap_or_default();
        if modes.iter().any(|mode| !MODES.contains(&mode.as_str())) {
            let expected = format!("an array of {}", MODES.join(", "));
            problems.add(not_allowed("domains_enrollment_modes", &expected));
        }
        problems.refuse()?;
        Ok(Self { request })
    }

    /// Applies the changes. Roles are referenced by id or key; the creator role must include the permissions to manage
    /// an organization.
    pub(super) fn apply(&self, roles: &Roles, settings: &mut OrganizationSettings) -> Result<()> {
        let named = |name: &String| roles.by_id_or_key(name).ok_or_else(|| not_found("role", name));
        let creator = self.request.creator_role_id.as_ref().map(named).transpose()?;
        let domains_default = self.request.domains_default_role_id.as_ref().map(named).transpose()?;
        if creator.is_some_and(|role| !roles.is_elevated(role)) {
            return Err(not_elevated());
        }
        let request = self.request.clone();
        let former = settings.clone();
        *settings = OrganizationSettings {
            enabled: request.enabled.unwrap_or(former.enabled),
            max_allowed_memberships: request
                .max_allowed_memberships
                .unwrap_or(former.max_allowed_memberships),
            admin_delete_enabled: request.admin_delete_enabled.unwrap_or(former.admin_delete_enabled),
            domains_enabled: request.domains_enabled.unwrap_or(former.domains_enabled),
            domains_enrollment_modes: request
                .domains_enrollment_modes
                .map_or(former.domains_enrollment_modes, |chosen| with_manual(&chosen)),
            creator_role: creator.map_or(former.creator_role, |role| role.key.clone()),
            domains_default_role: domains_default
                .map_or(former.domains_default_role, |role| role.key.clone()),
            slug_disabled: request.slug_disabled.unwrap_or(former.slug_disabled),
            ..former
        };
        Ok(())
    }
}

/// The modes in canonical order, without duplicates.
fn with_manual(chosen: &[String]) -> Vec<String> {
    let is_on = |mode: &&str| *mode == MODES[0] || chosen.iter().any(|one| one == mode);
    MODES.iter().filter(|mode| is_on(mode)).map(|mode| (*mode).to_owned()).collect()
}
