//! Operations on OAuth applications.

use housekey_contract::backend::oauth_applications as operations;
use housekey_contract::backend::oauth_applications::{
    CreateOAuthApplication, ListOAuthApplications, RevokeOAuthToken, UpdateOAuthApplication,
};
use housekey_contract::object::{DeletedObject, OAuthApplication};
use housekey_contract::{NoContent, OAuthApplicationId, Page};
use housekey_domain::error::blank;
use housekey_domain::oauth::{self, issuer};
use housekey_domain::oauth_applications::{self, ApplicationChange, Listing, NewApplication, count, listing};
use housekey_domain::random;

use crate::cx::Cx;
use crate::endpoint::Endpoints;
use crate::error::Result;
use crate::issuer::Issuer;
use crate::view;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list);
    endpoints.on::<operations::Create, _, _>(create);
    endpoints.on::<operations::Get, _, _>(get);
    endpoints.on::<operations::Update, _, _>(update);
    endpoints.on::<operations::Delete, _, _>(delete);
    endpoints.on::<operations::RotateSecret, _, _>(rotate_secret);
    endpoints.on::<operations::RevokeToken, _, _>(revoke_token);
}

async fn list(cx: Cx, request: ListOAuthApplications) -> Result<Page<OAuthApplication>> {
    let (wanted, app) = (Listing::check(request)?, cx.app.clone());
    let (found, total_count, issuer) = cx
        .scan(move |tx| Ok((listing(tx, &wanted)?, count(tx, &wanted)?, issuer(tx, &app.public_url)?)))
        .await?;
    let issuer = Issuer::from(issuer);
    let data = found.iter().map(|application| cx.view().oauth_application(application, &issuer)).collect();
    Ok(Page { data, total_count })
}

async fn create(cx: Cx, request: CreateOAuthApplication) -> Result<OAuthApplication> {
    let new = NewApplication::check(request, cx.now(), &mut cx.rng())?;
    let (secret, app) = (new.secret.clone(), cx.app.clone());
    let (application, issuer) =
        cx.write(move |tx| Ok((oauth_applications::create(tx, &new)?, issuer(tx, &app.public_url)?))).await?;
    let view = cx.view().oauth_application(&application, &issuer.into());
    Ok(OAuthApplication { client_secret: Some(secret.into()), ..view })
}

async fn get(cx: Cx, id: OAuthApplicationId) -> Result<OAuthApplication> {
    let app = cx.app.clone();
    let (application, issuer) =
        cx.read(move |tx| Ok((oauth_applications::get(tx, &id)?, issuer(tx, &app.public_url)?))).await?;
    Ok(cx.view().oauth_application(&application, &issuer.into()))
}

async fn update(cx: Cx, id: OAuthApplicationId, request: UpdateOAuthApplication) -> Result<OAuthApplication> {
    let (app, change) = (cx.app.clone(), ApplicationChange::check(request)?);
    let (application, issuer) = cx
        .write(move |tx| Ok((oauth_applications::update(tx, &id, &change)?, issuer(tx, &app.public_url)?)))
        .await?;
    Ok(cx.view().oauth_application(&application, &issuer.into()))
}

async fn delete(cx: Cx, id: OAuthApplicationId) -> Result<DeletedObject> {
    let deleted = view::deleted("oauth_application", id.as_str());
    cx.write(move |tx| oauth_applications::delete(tx, &id)).await?;
    Ok(deleted)
}

async fn rotate_secret(cx: Cx, id: OAuthApplicationId) -> Result<OAuthApplication> {
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

async fn revoke_token(cx: Cx, id: OAuthApplicationId, request: RevokeOAuthToken) -> Result<NoContent> {
    if request.token.trim().is_empty() {
        return Err(blank("token"));
    }
    let digest = random::hash_token(&request.token);
    cx.write(move |tx| oauth::revoke_token(tx, &id, &digest)).await?;
    Ok(NoContent)
}
