use housekey_contract::Page;
use housekey_contract::backend::organization_roles::ListOrganizationRoles;
use housekey_contract::object::Role;
use housekey_domain::organization_roles::{Listing, roles};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn list(cx: Cx, request: ListOrganizationRoles) -> Result<Page<Role>> {
    let listing = Listing::of_roles(request)?;
    let (found, total_count) = cx.read(move |tx| roles(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(view::role).collect(), total_count })
}
