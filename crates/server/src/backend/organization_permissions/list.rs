use housekey_contract::Page;
use housekey_contract::backend::organization_permissions::ListOrganizationPermissions;
use housekey_contract::object::Permission;
use housekey_domain::organization_roles::{Listing, permissions};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn list(cx: Cx, request: ListOrganizationPermissions) -> Result<Page<Permission>> {
    let listing = Listing::of_permissions(request)?;
    let (found, total_count) = cx.read(move |tx| permissions(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(view::permission).collect(), total_count })
}
