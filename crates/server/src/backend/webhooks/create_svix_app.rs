use housekey_contract::object::SvixUrl;
use housekey_domain::webhooks;

use super::link;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create_svix_app(cx: Cx) -> Result<SvixUrl> {
    let (link, url) = link(&cx);
    cx.write(move |tx| {
        webhooks::turn_on(tx)?;
        webhooks::add_link(tx, &link)
    })
    .await?;
    Ok(url)
}
