use housekey_contract::SessionId;
use housekey_contract::object::Session;
use housekey_domain::sessions;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn revoke(cx: Cx, session_id: SessionId) -> Result<Session> {
    let now = cx.now();
    let session = cx.write(move |tx| sessions::revoke(tx, now, &session_id)).await?;
    Ok(cx.view().session(&session))
}
