use housekey_contract::SignUpId;
use housekey_contract::object::SignUp;
use housekey_domain::sign_ups;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(cx: Cx, id: SignUpId) -> Result<SignUp> {
    let record = cx.read(move |tx| sign_ups::get(tx, &id)).await?;
    Ok(cx.view().sign_up(&record))
}
