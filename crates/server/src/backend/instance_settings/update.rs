use housekey_contract::NoContent;
use housekey_contract::backend::instance_settings::UpdateInstance;
use housekey_domain::instance_settings::{self, GeneralChange};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(cx: Cx, request: UpdateInstance) -> Result<NoContent> {
    let knows_breaches = cx.app.services.breached_passwords.is_some();
    let change = GeneralChange::check(request, cx.instance.environment(), knows_breaches)?;
    cx.write(move |tx| instance_settings::change_general(tx, &change)).await?;
    cx.forget_instance();
    Ok(NoContent)
}
