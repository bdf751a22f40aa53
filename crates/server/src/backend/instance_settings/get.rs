use housekey_contract::object::Instance;

use crate::cx::Cx;
use crate::error::Result;
use crate::view;

pub(super) async fn get(cx: Cx) -> Result<Instance> {
    Ok(view::instance(&cx.instance.record))
}
