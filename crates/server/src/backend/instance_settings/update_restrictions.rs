use housekey_contract::backend::instance_settings::UpdateInstanceRestrictions;
use housekey_contract::object::InstanceRestrictions;
use housekey_domain::instance_settings;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update_restrictions(
    cx: Cx,
    request: UpdateInstanceRestrictions,
) -> Result<InstanceRestrictions> {
    let settings = cx.write(move |tx| instance_settings::change_restrictions(tx, &request)).await?;
    cx.forget_instance();
    Ok(view::instance_restrictions(&settings.restrictions))
}
