use housekey_contract::backend::beta_features::UpdateBetaFeatures;
use housekey_contract::object::InstanceSettings;
use housekey_domain::instance_settings::{self, BetaChange};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update_instance_settings(
    cx: Cx,
    request: UpdateBetaFeatures,
) -> Result<InstanceSettings> {
    let change = BetaChange::check(request, cx.instance.environment())?;
    let settings = cx.write(move |tx| instance_settings::change_beta(tx, &change)).await?;
    cx.forget_instance();
    Ok(view::instance_settings(cx.instance.id(), &settings))
}
