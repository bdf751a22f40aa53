use housekey_contract::Page;
use housekey_contract::backend::oauth_applications::ListOAuthApplications;
use housekey_contract::object::OAuthApplication;
use housekey_domain::oauth::issuer;
use housekey_domain::oauth_applications::{Listing, count, listing};

use crate::cx::Cx;
use crate::error::Result;
use crate::oauth::Issuer;

pub(super) async fn list(cx: Cx, request: ListOAuthApplications) -> Result<Page<OAuthApplication>> {
    let (wanted, app) = (Listing::check(request)?, cx.app.clone());
    let (found, total_count, issuer) = cx
        .scan(move |tx| Ok((listing(tx, &wanted)?, count(tx, &wanted)?, issuer(tx, &app.public_url)?)))
        .await?;
    let issuer = Issuer::from(issuer);
    let data = found.iter().map(|application| cx.view().oauth_application(application, &issuer)).collect();
    Ok(Page { data, total_count })
}
