use housekey_contract::backend::organizations::CreateOrganization;
use housekey_contract::object::Organization;
use housekey_domain::organizations::{self, NewOrganization};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateOrganization) -> Result<Organization> {
    let (now, settings) = (cx.now(), cx.settings().clone());
    let new = NewOrganization::check(request, &settings, now, &mut cx.rng())?;
    let organization = cx.write(move |tx| organizations::create(tx, &settings, &new)).await?;
    Ok(cx.view().organization(&organization))
}
