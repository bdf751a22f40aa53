use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::jwks_api::get_jwks;
use clerk_rs::apis::sign_in_tokens_api::*;
use clerk_rs::apis::testing_tokens_api::create_testing_token;
use serde_json::json;

use super::new_user;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?;
    let wanted = Some(request(json!({ "user_id": user.id, "expires_in_seconds": 60 }))?);
    let ticket = create_sign_in_token(configuration, wanted).await.read()?;
    ensure!(ticket.token.is_some(), "the ticket is shown once");
    let revoked = revoke_sign_in_token(configuration, &ticket.id).await.json()?;
    ensure!(revoked["status"] == "revoked", "the ticket is revoked");
    revoke_sign_in_token(configuration, &ticket.id).await.refused(400)?;

    ensure!(
        !create_testing_token(configuration).await.read()?.token.is_empty(),
        "a testing token is given out"
    );
    let keys = get_jwks(configuration).await.json()?;
    ensure!(keys["keys"][0]["kty"] == "RSA", "{keys}");
    Ok(())
}
