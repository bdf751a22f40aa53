use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::phone_numbers_api::*;
use serde_json::json;

use super::{fresh_number, new_user};
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?;
    let value = fresh_number();
    let wanted = || request(json!({ "user_id": user.id, "phone_number": value })).map(Some);
    let number = create_phone_number(configuration, wanted()?).await.json()?;
    let id = number["id"].as_str().unwrap_or_default();
    ensure!(get_phone_number(configuration, id).await.json()? == number, "the number is found again");
    create_phone_number(configuration, wanted()?).await.refused(422)?;

    let factor = Some(request(json!({ "verified": true, "reserved_for_second_factor": true }))?);
    let changed = update_phone_number(configuration, id, factor).await.json()?;
    ensure!(changed["default_second_factor"] == true, "{changed}");

    ensure!(delete_phone_number(configuration, id).await.read()?.deleted, "the number is deleted");
    get_phone_number(configuration, id).await.refused(404)
}
