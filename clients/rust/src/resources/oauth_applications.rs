use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::o_auth_applications_api::*;
use serde_json::json;

use super::fresh;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let name = format!("App {}", fresh());
    let wanted = |uri: &str| {
        request(json!({ "name": name, "redirect_uris": [uri], "scopes": "profile email" })).map(Some)
    };
    let created =
        create_o_auth_application(configuration, wanted("https://app.example.com/callback")?).await.json()?;
    create_o_auth_application(configuration, wanted("no address")?).await.refused(422)?;
    let id = created["id"].as_str().unwrap_or_default();
    let found = get_o_auth_application(configuration, id).await.json()?;
    ensure!(found["client_id"] == created["client_id"] && found.get("client_secret").is_none(), "{found}");
    let listed = list_o_auth_applications(configuration, None, None, None, Some(&name)).await.json()?;
    ensure!(listed["data"][0]["id"] == id, "{listed}");
    let change = request(json!({ "name": "Renamed" }))?;
    ensure!(
        update_o_auth_application(configuration, id, change).await.json()?["name"] == "Renamed",
        "it is renamed"
    );
    let rotated = rotate_o_auth_application_secret(configuration, id).await.json()?;
    ensure!(rotated["client_secret"] != created["client_secret"], "the secret is another");
    delete_o_auth_application(configuration, id).await.read()?;
    get_o_auth_application(configuration, id).await.refused(404)
}
