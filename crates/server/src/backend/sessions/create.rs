use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::object::Session;
use housekey_domain::sessions::{self, NewSession};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateSession) -> Result<Session> {
    let now = cx.now();
    let new = NewSession::check(request, &cx.instance.record, now, &mut cx.rng())?;
    let session = cx.write(move |tx| sessions::create(tx, &new)).await?;
    Ok(cx.view().session(&session))
}
