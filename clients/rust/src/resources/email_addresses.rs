use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::email_addresses_api::*;
use serde_json::json;

use super::{fresh_address, new_user};
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?;
    let value = fresh_address();
    let wanted = || request(json!({ "user_id": user.id, "email_address": value })).map(Some);
    let address = create_email_address(configuration, wanted()?).await.json()?;
    let id = address["id"].as_str().unwrap_or_default();
    ensure!(get_email_address(configuration, id).await.json()? == address, "the address is found again");
    create_email_address(configuration, wanted()?).await.refused(422)?;

    let primary = || request(json!({ "primary": true })).map(Some);
    update_email_address(configuration, id, primary()?).await.refused(400)?;
    let verified = Some(request(json!({ "verified": true, "primary": true }))?);
    let changed = update_email_address(configuration, id, verified).await.json()?;
    ensure!(changed["verification"]["status"] == "verified", "{changed}");

    ensure!(delete_email_address(configuration, id).await.read()?.deleted, "the address is deleted");
    get_email_address(configuration, id).await.refused(404)
}
