use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::users_api::*;
use serde_json::json;

use super::{fresh_address, new_user};
use crate::outcome::{Outcome, request};

const PASSWORD: &str = "correct horse battery staple";

pub async fn run(configuration: &Configuration) -> Result<()> {
    a_user_is_created_read_changed_and_deleted(configuration).await?;
    a_password_is_verified(configuration).await?;
    a_user_is_banned_and_locked(configuration).await?;
    a_user_without_organizations_has_none(configuration).await
}

async fn a_user_is_created_read_changed_and_deleted(configuration: &Configuration) -> Result<()> {
    let address = fresh_address();
    let wanted =
        json!({ "email_address": [address], "first_name": "Ada", "public_metadata": { "plan": "pro" } });
    let user = new_user(configuration, wanted).await?;
    ensure!(get_user(configuration, &user.id).await.read()? == user, "the user is found again");
    let again = json!({ "email_address": [address], "password": PASSWORD });
    create_user(configuration, request(again)?).await.refused(422)?;
    get_user(configuration, "user_unknown").await.refused(404)?;

    let change = request(json!({ "last_name": "Lovelace" }))?;
    let changed = update_user(configuration, &user.id, change).await.json()?;
    ensure!(changed["last_name"] == "Lovelace" && changed["first_name"] == "Ada", "{changed}");
    let metadata = Some(request(json!({ "public_metadata": { "plan": null, "seats": 3 } }))?);
    let merged = update_user_metadata(configuration, &user.id, metadata).await.json()?;
    ensure!(merged["public_metadata"] == json!({ "seats": 3 }), "{merged}");

    ensure!(delete_user(configuration, &user.id).await.read()?.deleted, "the user is deleted");
    get_user(configuration, &user.id).await.refused(404)
}

async fn a_password_is_verified(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({ "password": PASSWORD })).await?;
    let right = Some(request(json!({ "password": PASSWORD }))?);
    let checked = verify_password(configuration, &user.id, right).await.json()?;
    ensure!(checked["verified"] == true, "the password is right");
    let wrong = Some(request(json!({ "password": "guessed" }))?);
    verify_password(configuration, &user.id, wrong).await.refused(422)
}

async fn a_user_is_banned_and_locked(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?;
    ensure!(ban_user(configuration, &user.id).await.read()?.banned, "the user is banned");
    ensure!(!unban_user(configuration, &user.id).await.read()?.banned, "the ban is lifted");
    ensure!(lock_user(configuration, &user.id).await.read()?.locked, "the user is locked");
    ensure!(!unlock_user(configuration, &user.id).await.read()?.locked, "the lock is lifted");
    ban_user(configuration, "user_unknown").await.refused(404)
}

async fn a_user_without_organizations_has_none(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?;
    let memberships = users_get_organization_memberships(configuration, &user.id, None, None).await.read()?;
    ensure!(memberships.total_count == 0, "the user is no member");
    let invitations =
        users_get_organization_invitations(configuration, &user.id, None, None, None).await.read()?;
    ensure!(invitations.total_count == 0, "the user is not invited");
    users_get_organization_memberships(configuration, &user.id, Some(501), None).await.refused(422)
}
