use housekey_contract::SessionId;
use housekey_contract::object::Session;
use housekey_domain::sessions;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(cx: Cx, session_id: SessionId) -> Result<Session> {
    let session = cx.read(move |tx| sessions::get(tx, &session_id)).await?;
    Ok(cx.view().session(&session))
}
