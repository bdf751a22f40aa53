use anyhow::{Result, ensure};
use clerk_rs::apis::allow_list_block_list_api::*;
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::invitations_api::*;
use clerk_rs::apis::waitlist_entries_api::*;
use serde_json::json;

use super::fresh_address;
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    lists_are_kept(configuration).await?;
    people_are_invited(configuration).await?;
    people_wait(configuration).await
}

async fn lists_are_kept(configuration: &Configuration) -> Result<()> {
    let address = fresh_address();
    let wanted = || request(json!({ "identifier": address })).map(Some);
    let allowed = create_allowlist_identifier(configuration, wanted()?).await.json()?;
    create_allowlist_identifier(configuration, wanted()?).await.refused(400)?;
    let listed = list_allowlist_identifiers(configuration, None, Some(1), None).await.json()?;
    ensure!(listed[0] == allowed, "{listed}");
    delete_allowlist_identifier(configuration, allowed["id"].as_str().unwrap_or_default()).await.read()?;

    let wanted = Some(request(json!({ "identifier": address }))?);
    let blocked = create_blocklist_identifier(configuration, wanted).await.json()?;
    ensure!(list_blocklist_identifiers(configuration).await.json()?["data"][0] == blocked, "{blocked}");
    let id = blocked["id"].as_str().unwrap_or_default();
    delete_blocklist_identifier(configuration, id).await.read()?;
    delete_blocklist_identifier(configuration, id).await.refused(404)
}

async fn people_are_invited(configuration: &Configuration) -> Result<()> {
    let address = fresh_address();
    let wanted =
        || request(json!({ "email_address": address, "public_metadata": { "plan": "pro" } })).map(Some);
    let invited = create_invitation(configuration, wanted()?).await.json()?;
    create_invitation(configuration, wanted()?).await.refused(400)?;
    let listed = list_invitations(configuration, Some("pending"), Some(&address), None, None, None, None)
        .await
        .json()?;
    ensure!(listed[0]["id"] == invited["id"], "{listed}");
    let bulk =
        json!([{ "email_address": fresh_address() }, { "email_address": fresh_address(), "notify": false }]);
    let bulk = create_bulk_invitations(configuration, Some(request(bulk)?)).await.read()?;
    ensure!(bulk.len() == 2, "both are invited");
    let id = invited["id"].as_str().unwrap_or_default();
    ensure!(
        revoke_invitation(configuration, id).await.json()?["status"] == "revoked",
        "the invitation is revoked"
    );
    revoke_invitation(configuration, id).await.refused(400)
}

async fn people_wait(configuration: &Configuration) -> Result<()> {
    let wanted = Some(request(json!({ "email_address": fresh_address() }))?);
    let entry = create_waitlist_entry(configuration, wanted).await.json()?;
    let listed =
        list_waitlist_entries(configuration, Some(1), None, None, Some("pending"), None).await.json()?;
    ensure!(listed["data"][0]["id"] == entry["id"], "{listed}");
    let id = entry["id"].as_str().unwrap_or_default();
    let invited = invite_waitlist_entry(configuration, id, None).await.json()?;
    ensure!(invited["status"] == "invited", "{invited}");
    ensure!(
        reject_waitlist_entry(configuration, id).await.json()?["status"] == "rejected",
        "the entry is rejected"
    );
    delete_waitlist_entry(configuration, "waitlist_unknown").await.refused(404)
}
