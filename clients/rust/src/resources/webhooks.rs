use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::webhooks_api::*;

use crate::outcome::Outcome;

pub async fn run(configuration: &Configuration) -> Result<()> {
    ensure!(create_svix_app(configuration).await.json()?["svix_url"].is_string(), "the service has a page");
    ensure!(
        generate_svix_auth_url(configuration).await.json()?["svix_url"].is_string(),
        "the page has a link"
    );
    delete_svix_app(configuration).await.read()
}
