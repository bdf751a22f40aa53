use housekey_contract::SignUpId;
use housekey_contract::backend::sign_ups::UpdateSignUp;
use housekey_contract::object::SignUp;
use housekey_domain::sign_ups;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(cx: Cx, id: SignUpId, request: UpdateSignUp) -> Result<SignUp> {
    let now = cx.now();
    let record = cx.write(move |tx| sign_ups::update(tx, now, &id, &request)).await?;
    Ok(cx.view().sign_up(&record))
}
