//! Instance settings.

mod general;
mod organizations;

use housekey_contract::backend::instance_settings::UpdateInstanceRestrictions;
use housekey_store::Tx;
use housekey_store::instances::{self, Environment, InstanceRecord, Restrictions, Settings};
use serde_json::json;

use crate::error::{Code, Error, Result, refused};
use crate::organization_roles::Roles;

pub use general::{BetaChange, GeneralChange};
pub use organizations::OrganizationChange;

/// Whether test addresses and numbers accept a fixed code and receive no messages. Never in production.
pub fn test_mode(instance: &InstanceRecord) -> bool {
    let development = instance.environment == Environment::Development;
    development && instance.settings.general.test_mode.unwrap_or(true)
}

/// Whether sessions are synced through URLs instead of third-party cookies.
pub fn url_based_session_syncing(instance: &InstanceRecord) -> bool {
    let development = instance.environment == Environment::Development;
    instance.settings.general.url_based_session_syncing.unwrap_or(development)
}

/// Updates general settings.
pub fn change_general(tx: &mut Tx<'_>, change: &GeneralChange) -> Result<Settings> {
    save(tx, |settings| change.apply(&mut settings.general))
}

/// Updates beta settings.
pub fn change_beta(tx: &mut Tx<'_>, change: &BetaChange) -> Result<Settings> {
    save(tx, |settings| change.apply(settings))
}

/// Updates the sign-up restrictions. Fields left unset keep their value.
pub fn change_restrictions(tx: &mut Tx<'_>, request: &UpdateInstanceRestrictions) -> Result<Settings> {
    save(tx, |Settings { restrictions, .. }| {
        let former = restrictions.clone();
        *restrictions = Restrictions {
            allowlist: request.allowlist.unwrap_or(former.allowlist),
            blocklist: request.blocklist.unwrap_or(former.blocklist),
            allowlist_blocklist_disabled_on_sign_in: request
                .allowlist_blocklist_disabled_on_sign_in
                .unwrap_or(former.allowlist_blocklist_disabled_on_sign_in),
            block_email_subaddresses: request
                .block_email_subaddresses
                .unwrap_or(former.block_email_subaddresses),
            block_disposable_email_domains: request
                .block_disposable_email_domains
                .unwrap_or(former.block_disposable_email_domains),
            ignore_dots_for_gmail_addresses: request
                .ignore_dots_for_gmail_addresses
                .unwrap_or(former.ignore_dots_for_gmail_addresses),
            ..former
        };
    })
}

/// Updates the organization settings.
pub fn change_organizations(tx: &mut Tx<'_>, change: &OrganizationChange) -> Result<Settings> {
    let gone = || Error::Internal("the instance of the request is gone".to_owned());
    let roles = Roles::load(tx)?;
    let mut instance = instances::own(tx)?.ok_or_else(gone)?;
    change.apply(&roles, &mut instance.settings.organizations)?;
    instances::save_own(tx, &instance)?;
    Ok(instance.settings)
}

fn save(tx: &mut Tx<'_>, change: impl FnOnce(&mut Settings)) -> Result<Settings> {
    let gone = || Error::Internal("the instance of the request is gone".to_owned());
    let mut instance = instances::own(tx)?.ok_or_else(gone)?;
    change(&mut instance.settings);
    instances::save_own(tx, &instance)?;
    Ok(instance.settings)
}

/// Test mode opens accounts with a publicly known code.
fn only_in_development(environment: Environment, param: &str) -> Result<()> {
    if environment == Environment::Development {
        return Ok(());
    }
    let long = format!("{param} can only be enabled in development instances.");
    let error = refused(Code::RequestInvalidForEnvironment, "invalid for this environment", long);
    Err(error.with_meta("param_name", json!(param)))
}
