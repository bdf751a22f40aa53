use housekey_contract::backend::sessions::TokenOptions;
use housekey_contract::object::Token;
use housekey_contract::{SessionId, TemplateName};
use housekey_domain::jwt_templates::{get_by_name, own_key};
use housekey_domain::keys::Signer;
use housekey_domain::sessions::{self, Bearer, Minting, Pictures, lifetime, template_token};
use housekey_store::jwt_templates::JwtTemplateRecord;

use super::create_token::note;
use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create_token_from_template(
    cx: Cx,
    session_id: SessionId,
    template_name: TemplateName,
    request: TokenOptions,
) -> Result<Token> {
    let (now, lifetime) = (cx.now(), lifetime(&request)?);
    let (bearer, template) = cx
        .read(move |tx| Ok((sessions::bearer(tx, now, &session_id)?, get_by_name(tx, &template_name)?)))
        .await?;
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
