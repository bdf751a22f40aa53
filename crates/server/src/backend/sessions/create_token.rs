use housekey_contract::SessionId;
use housekey_contract::backend::sessions::TokenOptions;
use housekey_contract::object::Token;
use housekey_domain::sessions::{
    self, Bearer, Minting, activity_is_due, lifetime, note_activity, session_token,
};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create_token(cx: Cx, session_id: SessionId, request: TokenOptions) -> Result<Token> {
    let (now, lifetime) = (cx.now(), lifetime(&request)?);
    let bearer = cx.read(move |tx| sessions::bearer(tx, now, &session_id)).await?;
    note(&cx, &bearer).await;
    // Signed inline: it takes 0.3 ms, while the blocking pool may be busy hashing passwords.
    let minting = Minting { issuer: &cx.instance.issuer, origin: cx.origin.as_deref(), now, lifetime };
    let jwt = session_token(&bearer, minting, cx.settings(), &cx.instance.signing_key, &mut cx.rng());
    Ok(Token { object: "token".into(), jwt: jwt.into() })
}

/// Records session activity, at most once a minute. A failure doesn't fail the request, so that users stay signed in
/// while the disk is full.
pub(super) async fn note(cx: &Cx, bearer: &Bearer) {
    let (now, settings, id) = (cx.now(), cx.settings().clone(), bearer.session.id.clone());
    if !activity_is_due(&bearer.session, now) {
        return;
    }
    if let Err(error) = cx.write(move |tx| note_activity(tx, &settings, now, &id)).await {
        tracing::warn!(session = %bearer.session.id, %error, "failed to record session activity");
    }
}
