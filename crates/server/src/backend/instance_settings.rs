//! Operations on instance settings.

use housekey_contract::backend::instance_settings as operations;
use housekey_contract::backend::instance_settings::{
    ChangeInstanceDomain, UpdateInstance, UpdateInstanceOrganizationSettings, UpdateInstanceRestrictions,
};
use housekey_contract::object::{Instance, InstanceRestrictions, OrganizationSettings};
use housekey_contract::{Accepted, NoContent};
use housekey_domain::domains::{NewHome, move_home};
use housekey_domain::instance_settings::{self, GeneralChange, OrganizationChange};
use housekey_domain::sessions;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::UpdateRestrictions, _, _>(update_restrictions);
    endpoints.on::<operations::ChangeDomain, _, _>(change_domain);
    endpoints.on::<operations::GetOrganizationSettings, _, _>(get_organization_settings);
    endpoints.on::<operations::UpdateOrganizationSettings, _, _>(update_organization_settings);
}

async fn get(cx: Cx) -> Result<Instance> {
    Ok(view::instance(&cx.instance.record))
}

async fn update(cx: Cx, request: UpdateInstance) -> Result<NoContent> {
    let knows_breaches = cx.app.services.breached_passwords.is_some();
    let change = GeneralChange::check(request, cx.instance.environment(), knows_breaches)?;
    cx.write(move |tx| instance_settings::change_general(tx, &change)).await?;
    cx.forget_instance();
    Ok(NoContent)
}

async fn update_restrictions(cx: Cx, request: UpdateInstanceRestrictions) -> Result<InstanceRestrictions> {
    let settings = cx.write(move |tx| instance_settings::change_restrictions(tx, &request)).await?;
    cx.forget_instance();
    Ok(view::instance_restrictions(&settings.restrictions))
}

async fn get_organization_settings(cx: Cx) -> Result<OrganizationSettings> {
    Ok(view::organization_settings(&cx.settings().organizations))
}

async fn update_organization_settings(
    cx: Cx,
    request: UpdateInstanceOrganizationSettings,
) -> Result<OrganizationSettings> {
    let change = OrganizationChange::check(request)?;
    let settings = cx.write(move |tx| instance_settings::change_organizations(tx, &change)).await?;
    cx.forget_instance();
    Ok(view::organization_settings(&settings.organizations))
}

/// How many sessions are ended per transaction.
const AT_ONCE: u32 = 200;

pub(super) async fn change_domain(cx: Cx, request: ChangeInstanceDomain) -> Result<Accepted> {
    let home = NewHome::check(request, cx.instance.environment())?;
    cx.write(move |tx| move_home(tx, &home)).await?;
    cx.forget_instance();
    while cx.write(move |tx| sessions::end_some(tx, AT_ONCE)).await? > 0 {}
    Ok(Accepted)
}
