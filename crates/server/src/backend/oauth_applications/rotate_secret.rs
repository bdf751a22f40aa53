use housekey_contract::OAuthApplicationId;
use housekey_contract::object::OAuthApplication;
use housekey_domain::oauth::issuer;
use housekey_domain::{oauth_applications, random};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn rotate_secret(cx: Cx, id: OAuthApplicationId) -> Result<OAuthApplication> {
    let (app, secret) = (cx.app.clone(), random::token(&mut cx.rng(), ""));
    let digest = random::hash_token(&secret);
    let (application, issuer) = cx
        .write(move |tx| {
            let application = oauth_applications::rotate_secret(tx, &id, &digest)?;
            Ok((application, issuer(tx, &app.public_url)?))
        })
        .await?;
    let view = cx.view().oauth_application(&application, &issuer.into());
    Ok(OAuthApplication { client_secret: Some(secret.into()), ..view })
}
