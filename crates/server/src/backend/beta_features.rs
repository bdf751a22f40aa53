//! Beta operations, which may still change.

use housekey_contract::backend::beta_features as operations;
use housekey_contract::backend::beta_features::UpdateBetaFeatures;
use housekey_contract::object::InstanceSettings;
use housekey_domain::instance_settings::{self, BetaChange};

use crate::backend::instance_settings::change_domain;
use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::UpdateInstanceSettings, _, _>(update_instance_settings);
    // Deprecated alias.
    endpoints.on::<operations::UpdateProductionInstanceDomain, _, _>(change_domain);
}

async fn update_instance_settings(cx: Cx, request: UpdateBetaFeatures) -> Result<InstanceSettings> {
    let change = BetaChange::check(request, cx.instance.environment())?;
    let settings = cx.write(move |tx| instance_settings::change_beta(tx, &change)).await?;
    cx.forget_instance();
    Ok(view::instance_settings(cx.instance.id(), &settings))
}
