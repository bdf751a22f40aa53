use housekey_contract::backend::sessions::TokenOptions;
use housekey_contract::object::Token;
use housekey_contract::{SessionId, TemplateName};
use housekey_domain::jwt_templates::{get_by_name, own_key};
use housekey_domain::keys::Signer;
use housekey_domain::sessions::{self, Minting, lifetime, template_token};

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
    note(&cx, &bearer).await?;
    cx.slow(move |cx| {
        let own = own_key(&template, cx.seal())?;
        let signer: &dyn Signer = own.as_ref().map_or(&cx.instance.signing_key, |own| own);
        let minting = Minting { issuer: &cx.instance.issuer, origin: cx.origin.as_deref(), now, lifetime };
        let image_url = cx.view().image_url(&bearer.user);
        let jwt = template_token(&bearer, minting, &template, &image_url, signer, &mut cx.rng());
        Ok(Token { object: "token".into(), jwt })
    })
    .await
}
