//! Operations on instance settings.

mod change_domain;
mod get;
mod get_organization_settings;
mod update;
mod update_organization_settings;
mod update_restrictions;

use housekey_contract::backend::instance_settings as operations;

use crate::endpoint::Endpoints;

pub(super) use change_domain::change_domain;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::UpdateRestrictions, _, _>(update_restrictions::update_restrictions);
    endpoints.on::<operations::ChangeDomain, _, _>(change_domain);
    endpoints.on::<operations::GetOrganizationSettings, _, _>(
        get_organization_settings::get_organization_settings,
    );
    endpoints.on::<operations::UpdateOrganizationSettings, _, _>(
        update_organization_settings::update_organization_settings,
    );
}
