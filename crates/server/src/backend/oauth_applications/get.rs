use housekey_contract::OAuthApplicationId;
use housekey_contract::object::OAuthApplication;
use housekey_domain::oauth::issuer;
use housekey_domain::oauth_applications;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn get(cx: Cx, id: OAuthApplicationId) -> Result<OAuthApplication> {
    let app = cx.app.clone();
    let (application, issuer) =
        cx.read(move |tx| Ok((oauth_applications::get(tx, &id)?, issuer(tx, &app.public_url)?))).await?;
    Ok(cx.view().oauth_application(&application, &issuer.into()))
}
