use anyhow::{Result, ensure};
use clerk_rs::apis::clients_api::*;
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::sessions_api::*;
use serde_json::json;

use super::new_user;
use crate::outcome::{Outcome, request};

#[expect(deprecated, reason = "what is deprecated still has to work")]
pub async fn run(configuration: &Configuration) -> Result<()> {
    let user = new_user(configuration, json!({})).await?;
    let wanted = Some(request(json!({ "user_id": user.id }))?);
    let session = create_session(configuration, wanted).await.read()?;
    let found = get_session(configuration, &session.id).await.json()?;
    ensure!(found["status"] == "active", "the session is active");
    let token = create_session_token(configuration, &session.id, None).await.json()?;
    ensure!(token["jwt"].as_str().is_some_and(|jwt| jwt.split('.').count() == 3), "the token is a JWT");
    let list = |status| get_session_list(configuration, None, Some(&user.id), Some(status), None, None, None);
    ensure!(list("active").await.read()?.len() == 1, "the session is listed");
    list("lost").await.refused(422)?;

    let client = get_client(configuration, &session.client_id).await.read()?;
    ensure!(client.session_ids == [session.id.clone()], "the client holds the session");
    ensure!(
        !get_client_list(configuration, None, Some(1), None).await.read()?.is_empty(),
        "clients are listed"
    );

    let revoked = revoke_session(configuration, &session.id).await.json()?;
    ensure!(revoked["status"] == "revoked", "the session is revoked");
    create_session_token(configuration, &session.id, None).await.refused(401)?;
    get_session(configuration, "sess_unknown").await.refused(404)
}
