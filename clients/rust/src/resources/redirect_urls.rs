use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::redirect_urls_api::*;
use serde_json::json;

use super::fresh;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let url = format!("https://app.example.com/{}", fresh());
    let wanted = || request(json!({ "url": url })).map(Some);
    let added = create_redirect_url(configuration, wanted()?).await.read()?;
    ensure!(get_redirect_url(configuration, &added.id).await.read()? == added, "the address is found again");
    create_redirect_url(configuration, wanted()?).await.refused(422)?;
    let listed = list_redirect_urls(configuration, None, Some(1), None).await.read()?;
    ensure!(listed == [added.clone()], "the address is listed first");
    delete_redirect_url(configuration, &added.id).await.read()?;
    get_redirect_url(configuration, &added.id).await.refused(404)
}
