use housekey_contract::SessionId;
use housekey_contract::backend::sessions::VerifySession;
use housekey_contract::object::Session;
use housekey_domain::sessions::{self, check_token};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn verify(cx: Cx, session_id: SessionId, request: VerifySession) -> Result<Session> {
    let now = cx.now();
    check_token(&cx.instance.signing_key, now, &session_id, request.token.as_deref())?;
    let session = cx.read(move |tx| sessions::verify(tx, now, &session_id)).await?;
    Ok(cx.view().session(&session))
}
