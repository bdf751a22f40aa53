//! Operations on organizations.

use housekey_contract::backend::organizations as operations;
use housekey_contract::backend::organizations::{
    CreateOrganization, GetOrganization, ListOrganizations, OrganizationLogo, OrganizationMetadata,
    UpdateOrganization,
};
use housekey_contract::object::{DeletedObject, Organization};
use housekey_contract::{ImageId, OrganizationId, Page};
use housekey_domain::organizations::{
    self, Including, Listing, NewOrganization, OrganizationChanges, enabled,
};
use housekey_domain::{images, random};
use housekey_store::images::ImageRecord;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::MergeMetadata, _, _>(merge_metadata);
    endpoints.on::<operations::ReplaceMetadata, _, _>(replace_metadata);
    endpoints.on_upload::<operations::UploadLogo, _, _>(upload_logo);
    endpoints.on::<operations::DeleteLogo, _, _>(delete_logo);
}

async fn list(cx: Cx, request: ListOrganizations) -> Result<Page<Organization>> {
    enabled(&cx.settings().organizations)?;
    let listing = Listing::check(request)?;
    let (found, total_count) = cx.scan(move |tx| organizations::listing(tx, &listing)).await?;
    Ok(Page { data: found.iter().map(|one| cx.view().described_organization(one)).collect(), total_count })
}

async fn create(cx: Cx, request: CreateOrganization) -> Result<Organization> {
    let (now, settings) = (cx.now(), cx.settings().clone());
    let new = NewOrganization::check(request, &settings, now, &mut cx.rng())?;
    let organization = cx.write(move |tx| organizations::create(tx, &settings, &new)).await?;
    Ok(cx.view().organization(&organization))
}

async fn get(cx: Cx, organization_id: OrganizationId, request: GetOrganization) -> Result<Organization> {
    enabled(&cx.settings().organizations)?;
    let including = Including::from(&request);
    let found = cx
        .read(move |tx| {
            let organization = organizations::get(tx, &organization_id)?;
            organizations::describe(tx, organization, including)
        })
        .await?;
    Ok(cx.view().described_organization(&found))
}

async fn update(
    cx: Cx,
    organization_id: OrganizationId,
    request: UpdateOrganization,
) -> Result<Organization> {
    let now = cx.now();
    let changes = OrganizationChanges::check(request, &cx.settings().organizations, now)?;
    let organization = cx.write(move |tx| organizations::update(tx, &organization_id, &changes)).await?;
    Ok(cx.view().organization(&organization))
}

async fn delete(cx: Cx, organization_id: OrganizationId) -> Result<DeletedObject> {
    let organization = cx.write(move |tx| organizations::delete(tx, &organization_id)).await?;
    let deleted = view::deleted("organization", organization.id.as_str());
    Ok(DeletedObject { slug: Some(organization.slug), ..deleted })
}

async fn merge_metadata(
    cx: Cx,
    organization_id: OrganizationId,
    request: OrganizationMetadata,
) -> Result<Organization> {
    let changed = cx.write(move |tx| organizations::merge_metadata(tx, &organization_id, request.clone()));
    Ok(cx.view().organization(&changed.await?))
}

async fn replace_metadata(
    cx: Cx,
    organization_id: OrganizationId,
    request: OrganizationMetadata,
) -> Result<Organization> {
    let changed = cx.write(move |tx| organizations::replace_metadata(tx, &organization_id, request.clone()));
    Ok(cx.view().organization(&changed.await?))
}

async fn upload_logo(
    cx: Cx,
    organization_id: OrganizationId,
    request: OrganizationLogo,
) -> Result<Organization> {
    let (now, id) = (cx.now(), organization_id.clone());
    cx.read(move |tx| organizations::get(tx, &id)).await?;
    let OrganizationLogo { file, uploader_user_id } = request;
    let uploader = uploader_user_id.filter(|user| !user.as_str().is_empty());
    let picture = cx.slow(move |_| images::process(&file.file).map_err(Into::into)).await?;
    let logo = ImageRecord {
        id: ImageId::from(random::token(&mut cx.rng(), ImageId::PREFIX)),
        owner: organization_id.to_string(),
        media_type: picture.media_type.to_owned(),
        content: picture.bytes,
        created_at: now,
    };
    let changed =
        cx.write(move |tx| organizations::upload_logo(tx, &organization_id, uploader.as_ref(), &logo));
    let organization = cx.view().organization(&changed.await?);
    Ok(Organization { logo_url: Some(organization.image_url.clone()), ..organization })
}

async fn delete_logo(cx: Cx, organization_id: OrganizationId) -> Result<Organization> {
    let organization = cx.write(move |tx| organizations::delete_logo(tx, &organization_id)).await?;
    Ok(cx.view().organization(&organization))
}
