//! Beta operations, which may still change.

mod update_instance_settings;

use housekey_contract::backend::beta_features as operations;

use crate::backend::instance_settings::change_domain;
use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints
        .on::<operations::UpdateInstanceSettings, _, _>(update_instance_settings::update_instance_settings);
    // Deprecated alias.
    endpoints.on::<operations::UpdateProductionInstanceDomain, _, _>(change_domain);
}
