use housekey_contract::OAuthApplicationId;
use housekey_contract::backend::oauth_applications::UpdateOAuthApplication;
use housekey_contract::object::OAuthApplication;
use housekey_domain::oauth::issuer;
use housekey_domain::oauth_applications::{self, ApplicationChange};

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn update(
    cx: Cx,
    id: OAuthApplicationId,
    request: UpdateOAuthApplication,
) -> Result<OAuthApplication> {
    let (app, change) = (cx.app.clone(), ApplicationChange::check(request)?);
    let (application, issuer) = cx
        .write(move |tx| Ok((oauth_applications::update(tx, &id, &change)?, issuer(tx, &app.public_url)?)))
        .await?;
    Ok(cx.view().oauth_application(&application, &issuer.into()))
}
