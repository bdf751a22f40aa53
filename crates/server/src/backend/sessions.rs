//! Operations on sessions and their tokens.

use housekey_contract::backend::sessions as operations;
use housekey_contract::backend::sessions::{
    CreateSession, ListSessions, RefreshFormat, RefreshSession, TokenOptions, VerifySession,
};
use housekey_contract::object::{Session, SessionRefresh, Token};
use housekey_contract::{Listing, SessionId, TemplateName};
use housekey_domain::jwt_templates::{get_by_name, own_key};
use housekey_domain::keys::Signer;
use housekey_domain::sessions::{
    self, Bearer, Minting, NewSession, Pictures, RefreshCheck, activity_is_due, check_token, cookies,
    lifetime, note_activity, session_token, template_token,
};
use housekey_store::jwt_templates::JwtTemplateRecord;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Refresh, _, _>(refresh);
    endpoints.on::<operations::Revoke, _, _>(revoke);
    endpoints.on::<operations::Verify, _, _>(verify);
    endpoints.on::<operations::CreateToken, _, _>(create_token);
    endpoints.on::<operations::CreateTokenFromTemplate, _, _>(create_token_from_template);
}

async fn list(cx: Cx, request: ListSessions) -> Result<Listing<Session>> {
    let counted = request.paginated.unwrap_or_default();
    let listing = sessions::Listing::check(request, cx.now())?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = counted.then(|| sessions::count(tx, &listing)).transpose()?;
            Ok((sessions::listing(tx, &listing)?, total_count))
        })
        .await?;
    Ok(Listing { data: found.iter().map(|session| cx.view().session(session)).collect(), total_count })
}

async fn create(cx: Cx, request: CreateSession) -> Result<Session> {
    let now = cx.now();
    let new = NewSession::check(request, &cx.instance.record, now, &mut cx.rng())?;
    let session = cx.write(move |tx| sessions::create(tx, &new)).await?;
    Ok(cx.view().session(&session))
}

async fn get(cx: Cx, session_id: SessionId) -> Result<Session> {
    let session = cx.read(move |tx| sessions::get(tx, &session_id)).await?;
    Ok(cx.view().session(&session))
}

async fn refresh(cx: Cx, session_id: SessionId, request: RefreshSession) -> Result<SessionRefresh> {
    let now = cx.now();
    let as_cookies = request.format == Some(RefreshFormat::Cookie);
    let check = RefreshCheck::of(&request, session_id, &cx.instance.signing_key)?;
    let origin = check.origin.clone();
    let bearer = cx.read(move |tx| sessions::refresh(tx, &check)).await?;
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

async fn revoke(cx: Cx, session_id: SessionId) -> Result<Session> {
    let session = cx.write(move |tx| sessions::revoke(tx, &session_id)).await?;
    Ok(cx.view().session(&session))
}

async fn verify(cx: Cx, session_id: SessionId, request: VerifySession) -> Result<Session> {
    let now = cx.now();
    check_token(&cx.instance.signing_key, now, &session_id, request.token.as_deref())?;
    let session = cx.read(move |tx| sessions::verify(tx, &session_id)).await?;
    Ok(cx.view().session(&session))
}

async fn create_token(cx: Cx, session_id: SessionId, request: TokenOptions) -> Result<Token> {
    let (now, lifetime) = (cx.now(), lifetime(&request)?);
    let bearer = cx.read(move |tx| sessions::bearer(tx, &session_id)).await?;
    note(&cx, &bearer).await;
    // Signed inline: it takes 0.3 ms, while the blocking pool may be busy hashing passwords.
    let minting = Minting { issuer: &cx.instance.issuer, origin: cx.origin.as_deref(), now, lifetime };
    let jwt = session_token(&bearer, minting, cx.settings(), &cx.instance.signing_key, &mut cx.rng());
    Ok(Token { object: "token".into(), jwt: jwt.into() })
}

/// Records session activity, at most once a minute. A failure doesn't fail the request, so that users stay signed in
/// while the disk is full.
async fn note(cx: &Cx, bearer: &Bearer) {
    let (now, settings, id) = (cx.now(), cx.settings().clone(), bearer.session.id.clone());
    if !activity_is_due(&bearer.session, now) {
        return;
    }
    if let Err(error) = cx.write(move |tx| note_activity(tx, &settings, &id)).await {
        tracing::warn!(session = %bearer.session.id, %error, "failed to record session activity");
    }
}

async fn create_token_from_template(
    cx: Cx,
    session_id: SessionId,
    template_name: TemplateName,
    request: TokenOptions,
) -> Result<Token> {
    let lifetime = lifetime(&request)?;
    let (bearer, template) =
        cx.read(move |tx| Ok((sessions::bearer(tx, &session_id)?, get_by_name(tx, &template_name)?))).await?;
    note(&cx, &bearer).await;
    if template.sealed_signing_key.is_none() {
        return mint(&cx, &bearer, &template, lifetime, &cx.instance.signing_key);
    }
    // A template's own key is decrypted and parsed on every call, and may be four times as long as the instance's.
    cx.slow(move |cx| {
        let own = own_key(&template, cx.seal())?;
        let signer = own.as_ref().map_or(&cx.instance.signing_key as &dyn Signer, |own| own);
        mint(cx, &bearer, &template, lifetime, signer)
    })
    .await
}

fn mint(
    cx: &Cx,
    bearer: &Bearer,
    template: &JwtTemplateRecord,
    lifetime: Option<i64>,
    signer: &dyn Signer,
) -> Result<Token> {
    let minting =
        Minting { issuer: &cx.instance.issuer, origin: cx.origin.as_deref(), now: cx.now(), lifetime };
    let image_url = cx.view().image_url(&bearer.user);
    let logo_url = bearer.organization.as_ref().map(|active| cx.view().logo_url(&active.organization));
    let pictures = Pictures { user: &image_url, organization: logo_url.as_deref() };
    let jwt = template_token(bearer, minting, template, pictures, signer, &mut cx.rng())?;
    Ok(Token { object: "token".into(), jwt: jwt.into() })
}
