use housekey_contract::InstanceId;
use housekey_contract::object::{Instance, InstanceRestrictions, InstanceSettings, OrganizationSettings};
use housekey_store::instances::{self, Environment, InstanceRecord, Restrictions, Settings};

/// Default local part of the sender address.
const FROM: &str = "noreply";

/// Renders an instance. It has no workspace.
pub(crate) fn instance(record: &InstanceRecord) -> Instance {
    let origins = &record.settings.general.allowed_origins;
    Instance {
        object: "instance".into(),
        id: record.id.clone(),
        environment_type: environment(record.environment).to_owned(),
        allowed_origins: (!origins.is_empty()).then(|| origins.clone()),
        workspace_id: None,
    }
}

fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Development => "development",
        Environment::Production => "production",
    }
}

/// Renders the sign-up restrictions.
pub(crate) fn instance_restrictions(restrictions: &Restrictions) -> InstanceRestrictions {
    InstanceRestrictions {
        object: "instance_restrictions".into(),
        allowlist: restrictions.allowlist,
        blocklist: restrictions.blocklist,
        allowlist_blocklist_disabled_on_sign_in: restrictions.allowlist_blocklist_disabled_on_sign_in,
        block_email_subaddresses: restrictions.block_email_subaddresses,
        block_disposable_email_domains: restrictions.block_disposable_email_domains,
        ignore_dots_for_gmail_addresses: restrictions.ignore_dots_for_gmail_addresses,
    }
}

/// Renders the organization settings.
pub(crate) fn organization_settings(settings: &instances::OrganizationSettings) -> OrganizationSettings {
    let modes = settings.domains_enrollment_modes.iter();
    OrganizationSettings {
        object: "organization_settings".into(),
        enabled: settings.enabled,
        max_allowed_memberships: settings.max_allowed_memberships,
        max_allowed_roles: settings.max_allowed_roles,
        max_role_sets_allowed: 1,
        max_allowed_domains: settings.max_allowed_domains,
        max_allowed_permissions: 0,
        creator_role: settings.creator_role.clone(),
        admin_delete_enabled: settings.admin_delete_enabled,
        domains_enabled: settings.domains_enabled,
        slug_disabled: settings.slug_disabled,
        domains_enrollment_modes: modes.map(|mode| mode.as_str().into()).collect(),
        domains_default_role: settings.domains_default_role.clone(),
        initial_role_set_key: None,
    }
}

/// Renders the beta settings.
pub(crate) fn instance_settings(id: &InstanceId, settings: &Settings) -> InstanceSettings {
    let general = &settings.general;
    InstanceSettings {
        object: "instance_settings".into(),
        id: id.clone(),
        restricted_to_allowlist: settings.restrictions.allowlist,
        from_email_address: general.from_email_address.clone().unwrap_or_else(|| FROM.to_owned()),
        progressive_sign_up: general.progressive_sign_up.unwrap_or(true),
        enhanced_email_deliverability: general.enhanced_email_deliverability,
    }
}
