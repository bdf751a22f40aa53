use housekey_contract::OrganizationId;
use housekey_contract::object::DeletedObject;
use housekey_domain::organizations;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn delete(cx: Cx, organization_id: OrganizationId) -> Result<DeletedObject> {
    let organization = cx.write(move |tx| organizations::delete(tx, &organization_id)).await?;
    let deleted = view::deleted("organization", organization.id.as_str());
    Ok(DeletedObject { slug: Some(organization.slug), ..deleted })
}
