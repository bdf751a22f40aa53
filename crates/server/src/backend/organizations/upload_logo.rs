use housekey_contract::backend::organizations::OrganizationLogo;
use housekey_contract::object::Organization;
use housekey_contract::{ImageId, OrganizationId};
use housekey_domain::{images, organizations, random};
use housekey_store::images::ImageRecord;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn upload_logo(
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
