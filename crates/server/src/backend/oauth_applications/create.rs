use housekey_contract::backend::oauth_applications::CreateOAuthApplication;
use housekey_contract::object::OAuthApplication;
use housekey_domain::oauth::issuer;
use housekey_domain::oauth_applications::{self, NewApplication};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn create(cx: Cx, request: CreateOAuthApplication) -> Result<OAuthApplication> {
    let new = NewApplication::check(request, cx.now(), &mut cx.rng())?;
    let (secret, app) = (new.secret.clone(), cx.app.clone());
    let (application, issuer) =
        cx.write(move |tx| Ok((oauth_applications::create(tx, &new)?, issuer(tx, &app.public_url)?))).await?;
    let view = cx.view().oauth_application(&application, &issuer.into());
    Ok(OAuthApplication { client_secret: Some(secret.into()), ..view })
}
