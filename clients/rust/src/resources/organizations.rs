use anyhow::{Result, ensure};
use clerk_rs::apis::configuration::Configuration;
use clerk_rs::apis::organization_domains_api::*;
use clerk_rs::apis::organization_invitations_api::*;
use clerk_rs::apis::organization_memberships_api::*;
use clerk_rs::apis::organizations_api::*;
use serde_json::{Value, json};

use super::{fresh, fresh_address, new_user};
use crate::outcome::{Outcome, request};

pub async fn run(configuration: &Configuration) -> Result<()> {
    let creator = new_user(configuration, json!({})).await?.id;
    let slug = format!("acme-{}", fresh());
    let wanted = || request(json!({ "name": "Acme", "slug": slug, "created_by": creator })).map(Some);
    let created = create_organization(configuration, wanted()?).await.read()?;
    let found = get_organization(configuration, &slug, Some(true), Some(true)).await.json()?;
    ensure!(found["id"] == created.id && found["members_count"] == 1, "{found}");
    create_organization(configuration, wanted()?).await.refused(422)?;

    it_is_changed(configuration, &created.id).await?;
    people_belong_to_it(configuration, &created.id, &creator).await?;
    people_are_invited_to_it(configuration, &created.id, &creator).await?;
    it_has_domains(configuration, &created.id).await?;

    ensure!(
        delete_organization(configuration, &created.id).await.read()?.deleted,
        "the organization is deleted"
    );
    get_organization(configuration, &created.id, None, None).await.refused(404)
}

async fn it_is_changed(configuration: &Configuration, id: &str) -> Result<()> {
    let name = format!("Acme {}", fresh());
    let changed = update_organization(configuration, id, request(json!({ "name": name }))?).await.json()?;
    ensure!(changed["name"] == name.as_str(), "{changed}");
    let metadata = request(json!({ "public_metadata": { "plan": "pro" } }))?;
    let merged = merge_organization_metadata(configuration, id, metadata).await.json()?;
    ensure!(merged["public_metadata"] == json!({ "plan": "pro" }), "{merged}");
    let listed = list_organizations(configuration, None, None, Some(&name), None, None, None, None, None)
        .await
        .json()?;
    ensure!(listed["total_count"] == 1 && listed["data"][0]["id"] == id, "{listed}");
    ensure!(!delete_organization_logo(configuration, id).await.read()?.has_image, "there is no logo");
    Ok(())
}

async fn people_belong_to_it(configuration: &Configuration, id: &str, admin: &str) -> Result<()> {
    let member = new_user(configuration, json!({})).await?.id;
    let wanted = || request(json!({ "user_id": member, "role": "org:member" }));
    let joined = create_organization_membership(configuration, id, wanted()?).await.json()?;
    ensure!(joined["role"] == "org:member", "{joined}");
    create_organization_membership(configuration, id, wanted()?).await.refused(400)?;
    let listed = instance_get_organization_memberships(configuration, None, Some(1), None).await.json()?;
    ensure!(listed["data"][0]["id"] == joined["id"], "{listed}");

    let role = |role: &str| request(json!({ "role": role }));
    update_organization_membership(configuration, id, admin, role("org:member")?).await.refused(400)?;
    let promoted =
        update_organization_membership(configuration, id, &member, role("org:admin")?).await.json()?;
    ensure!(promoted["role"] == "org:admin", "{promoted}");
    let metadata = Some(request(json!({ "public_metadata": { "title": "boss" } }))?);
    update_organization_membership_metadata(configuration, id, &member, metadata).await.read()?;
    delete_organization_membership(configuration, id, &member).await.read()?;
    delete_organization_membership(configuration, id, &member).await.refused(404)
}

async fn people_are_invited_to_it(configuration: &Configuration, id: &str, inviter: &str) -> Result<()> {
    let somebody = |address: String| json!({ "email_address": address, "role": "org:member", "inviter_user_id": inviter });
    let wanted = Some(request(somebody(fresh_address()))?);
    let invited = create_organization_invitation(configuration, id, wanted).await.json()?;
    let wrong = Some(request(somebody("nobody".to_owned()))?);
    create_organization_invitation(configuration, id, wrong).await.refused(422)?;
    let bulk: Vec<Value> = (0..2).map(|_| somebody(fresh_address())).collect();
    let bulk = create_organization_invitation_bulk(configuration, id, request(bulk.into())?).await.json()?;
    ensure!(bulk["total_count"] == 2, "{bulk}");
    let listed = list_organization_invitations(configuration, id, Some("pending"), None, None, None, None)
        .await
        .json()?;
    ensure!(listed["total_count"] == 3, "{listed}");
    let everywhere = list_instance_organization_invitations(configuration, None, None, None, Some(1), None)
        .await
        .json()?;
    ensure!(everywhere["data"][0]["organization_id"] == id, "{everywhere}");

    let invitation = invited["id"].as_str().unwrap_or_default();
    let found = get_organization_invitation(configuration, id, invitation).await.json()?;
    ensure!(found["email_address"] == invited["email_address"], "{found}");
    let revoked = revoke_organization_invitation(configuration, id, invitation, None).await.json()?;
    ensure!(revoked["status"] == "revoked", "{revoked}");
    revoke_organization_invitation(configuration, id, invitation, None).await.refused(404)
}

async fn it_has_domains(configuration: &Configuration, id: &str) -> Result<()> {
    let name = format!("d{}.example.com", fresh());
    let wanted =
        || request(json!({ "name": name, "enrollment_mode": "automatic_invitation", "verified": true }));
    let added = create_organization_domain(configuration, id, wanted()?).await.json()?;
    create_organization_domain(configuration, id, wanted()?).await.refused(422)?;
    let listed = list_organization_domains(configuration, id, None, None, None, None).await.json()?;
    ensure!(listed["data"][0]["id"] == added["id"], "{listed}");
    let domain = added["id"].as_str().unwrap_or_default();
    let change = request(json!({ "enrollment_mode": "manual_invitation" }))?;
    let changed = update_organization_domain(configuration, id, domain, change).await.json()?;
    ensure!(changed["enrollment_mode"] == "manual_invitation", "{changed}");
    delete_organization_domain(configuration, id, domain).await.read()?;
    delete_organization_domain(configuration, id, domain).await.refused(404)
}
