use anyhow::{Result, ensure};
use clerk_rs::apis::actor_tokens_api::*;
use clerk_rs::apis::configuration::Configuration;
use serde_json::json;

use super::new_user;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?.id;
    let wanted =
        |user: &str| request(json!({ "user_id": user, "actor": { "sub": "user_support" } })).map(Some);
    let ticket = create_actor_token(configuration, wanted(&user)?).await.json()?;
    create_actor_token(configuration, wanted("user_unknown")?).await.refused(404)?;
    let id = ticket["id"].as_str().unwrap_or_default();
    ensure!(
        revoke_actor_token(configuration, id).await.json()?["status"] == "revoked",
        "the ticket is revoked"
    );
    revoke_actor_token(configuration, id).await.refused(400)
}
