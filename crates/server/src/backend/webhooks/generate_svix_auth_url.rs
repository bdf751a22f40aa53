use housekey_contract::object::SvixUrl;
use housekey_domain::webhooks;

use super::link;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn generate_svix_auth_url(cx: Cx) -> Result<SvixUrl> {
    let (link, url) = link(&cx);
    cx.write(move |tx| {
        webhooks::refuse_off(tx)?;
        webhooks::add_link(tx, &link)
    })
    .await?;
    Ok(url)
}
