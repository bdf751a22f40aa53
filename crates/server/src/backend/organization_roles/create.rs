use housekey_contract::backend::organization_roles::CreateOrganizationRole;
use housekey_contract::object::Role;
use housekey_domain::organization_roles::{NewRole, create_role};

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn create(cx: Cx, request: CreateOrganizationRole) -> Result<Role> {
    let now = cx.now();
    let new = NewRole::check(request, now, &mut cx.rng())?;
    let role = cx.write(move |tx| create_role(tx, &new)).await?;
    Ok(view::role(&role))
}
