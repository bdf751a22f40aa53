use housekey_contract::object::OrganizationSettings;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get_organization_settings(cx: Cx) -> Result<OrganizationSettings> {
    Ok(view::organization_settings(&cx.settings().organizations))
}
