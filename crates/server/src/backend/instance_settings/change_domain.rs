use housekey_contract::Accepted;
use housekey_contract::backend::instance_settings::ChangeInstanceDomain;
use housekey_domain::domains::{NewHome, move_home};
use housekey_domain::sessions;

use crate::cx::Cx;
use crate::error::Result;

/// How many sessions are ended per transaction.
const AT_ONCE: u32 = 200;

pub(crate) async fn change_domain(cx: Cx, request: ChangeInstanceDomain) -> Result<Accepted> {
    let now = cx.now();
    let home = NewHome::check(request, cx.instance.environment())?;
    cx.write(move |tx| move_home(tx, &home)).await?;
    cx.forget_instance();
    while cx.write(move |tx| sessions::end_some(tx, now, AT_ONCE)).await? > 0 {}
    Ok(Accepted)
}
