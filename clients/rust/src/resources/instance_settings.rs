use anyhow::{Result, ensure};
use clerk_rs::apis::beta_features_api::update_instance_auth_config;
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::domains_api::*;
use clerk_rs::apis::instance_settings_api::*;
use clerk_rs::apis::proxy_checks_api::verify_domain_proxy;
use serde_json::json;

use super::fresh;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    settings_are_read_and_changed(configuration).await?;
    domains_are_added_and_checked(configuration).await
}

async fn settings_are_read_and_changed(configuration: &Configuration) -> Result<()> {
    let instance = get_instance(configuration).await.json()?;
    ensure!(instance["environment_type"] == "development", "{instance}");
    let help = |address: &str| request(json!({ "support_email": address })).map(Some);
    update_instance(configuration, help("help@example.com")?).await.read()?;
    update_instance(configuration, help("nobody")?).await.refused(422)?;
    let restrictions = Some(request(json!({ "block_email_subaddresses": false }))?);
    let restrictions = update_instance_restrictions(configuration, restrictions).await.json()?;
    ensure!(restrictions["block_email_subaddresses"] == false, "{restrictions}");
    let most = |most: i32| request(json!({ "max_allowed_memberships": most })).map(Some);
    let organizations = update_instance_organization_settings(configuration, most(0)?).await.json()?;
    ensure!(organizations["max_allowed_memberships"] == 0, "{organizations}");
    update_instance_organization_settings(configuration, most(-1)?).await.refused(422)?;
    let beta = Some(request(json!({ "from_email_address": "robot" }))?);
    let beta = update_instance_auth_config(configuration, beta).await.json()?;
    ensure!(beta["from_email_address"] == "robot", "{beta}");
    Ok(())
}

async fn domains_are_added_and_checked(configuration: &Configuration) -> Result<()> {
    let name = format!("d{}.example.com", fresh());
    let wanted = || request(json!({ "name": name, "is_satellite": true })).map(Some);
    let added = add_domain(configuration, wanted()?).await.json()?;
    add_domain(configuration, wanted()?).await.refused(422)?;
    let id = added["id"].as_str().unwrap_or_default();
    let renamed = request(json!({ "name": format!("d{}.example.com", fresh()) }))?;
    ensure!(
        update_domain(configuration, id, renamed).await.json()?["id"] == added["id"],
        "the domain is renamed"
    );
    let proxy = Some(request(json!({ "domain_id": id, "proxy_url": "http://127.0.0.1:9/__clerk" }))?);
    ensure!(
        verify_domain_proxy(configuration, proxy).await.json()?["successful"] == false,
        "nobody is there"
    );
    ensure!(
        list_domains(configuration).await.json()?["data"][0]["is_satellite"] == false,
        "the primary one is first"
    );
    delete_domain(configuration, id).await.read()?;
    delete_domain(configuration, id).await.refused(404)
}
