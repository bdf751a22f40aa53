use housekey_contract::NoContent;
use housekey_domain::webhooks;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn delete_svix_app(cx: Cx) -> Result<NoContent> {
    cx.write(webhooks::turn_off).await?;
    Ok(NoContent)
}
