use housekey_contract::SessionId;
use housekey_contract::backend::sessions::{RefreshFormat, RefreshSession};
use housekey_contract::object::SessionRefresh;
use housekey_domain::sessions::{self, Minting, RefreshCheck, cookies, session_token};

use super::create_token::note;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn refresh(
    cx: Cx,
    session_id: SessionId,
    request: RefreshSession,
) -> Result<SessionRefresh> {
    let now = cx.now();
    let as_cookies = request.format == Some(RefreshFormat::Cookie);
    let check = RefreshCheck::of(&request, session_id, &cx.instance.signing_key)?;
    let origin = check.origin.clone();
    let bearer = cx.read(move |tx| sessions::refresh(tx, now, &check)).await?;
    note(&cx, &bearer).await;
    let minting = Minting { issuer: &cx.instance.issuer, origin: Some(&origin), now, lifetime: None };
    let jwt = session_token(&bearer, minting, cx.settings(), &cx.instance.signing_key, &mut cx.rng());
    if as_cookies {
        let cookies = cookies(&cx.instance.record.publishable_key, &origin, &jwt);
        let cookies = Some(cookies.into_iter().map(Into::into).collect());
        return Ok(SessionRefresh { object: "cookies".into(), jwt: None, cookies });
    }
    Ok(SessionRefresh { object: "token".into(), jwt: Some(jwt.into()), cookies: None })
}
