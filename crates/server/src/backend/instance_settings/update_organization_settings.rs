use housekey_contract::backend::instance_settings::UpdateInstanceOrganizationSettings;
use housekey_contract::object::OrganizationSettings;
use housekey_domain::instance_settings::{self, OrganizationChange};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn update_organization_settings(
    cx: Cx,
    request: UpdateInstanceOrganizationSettings,
) -> Result<OrganizationSettings> {
    let change = OrganizationChange::check(request)?;
    let settings = cx.write(move |tx| instance_settings::change_organizations(tx, &change)).await?;
    cx.forget_instance();
    Ok(view::organization_settings(&settings.organizations))
}
