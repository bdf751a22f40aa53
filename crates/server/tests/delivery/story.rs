//! A sequence of operations that emits every type of event.

use housekey_domain::events::{Happened, SessionSnapshot, emit};
use housekey_domain::random::hash_token;
use housekey_sdk::{
    CreateOrganization, CreateOrganizationDomain, CreateOrganizationInvitation, CreateOrganizationMembership,
    CreateOrganizationPermission, CreateOrganizationRole, CreateSession, CreateUser, CreateWaitlistEntry,
    Organization, OrganizationMembershipId, RevokeOrganizationInvitation, UpdateOrganization,
    UpdateOrganizationDomain, UpdateOrganizationMembership, UpdateOrganizationPermission,
    UpdateOrganizationRole, UpdateUser, User, set,
};
use housekey_store::messages::MessageKind;
use housekey_store::{sessions, users};
use serde_json::json;

use crate::server::Server;

const MEMBER: &str = "org:member";

/// Emits every type of event at least once.
pub(crate) async fn everything_happens(server: &Server) {
    let ada = person(server, "ada").await;
    let bob = person(server, "bob").await;
    let request = UpdateUser { first_name: set("Ada"), ..UpdateUser::default() };
    server.client.users().update(&ada.id, request).await.unwrap();
    sessions_come_and_go(server, &ada).await;
    let request = CreateOrganization {
        name: "Analytical Engines".into(),
        created_by: Some(ada.id.clone()),
        ..CreateOrganization::default()
    };
    let organization = server.client.organizations().create(request).await.unwrap();
    people_are_invited(server, &organization, &bob).await;
    people_join_and_leave(server, &organization, &bob).await;
    domains_change(server, &organization).await;
    roles_change(server).await;
    let request =
        UpdateOrganization { name: Some("Difference Engines".into()), ..UpdateOrganization::default() };
    server.client.organizations().update(organization.id.as_str(), request).await.unwrap();
    server.client.organizations().delete(organization.id.as_str()).await.unwrap();
    people_wait(server).await;
    let code = || json!({ "otp_code": "123456" });
    server.mail(MessageKind::Email, "verification_code", "ada@example.com", code()).await;
    server.mail(MessageKind::Sms, "verification_code", "+33612345678", code()).await;
    server.client.users().delete(&bob.id).await.unwrap();
}

async fn person(server: &Server, name: &str) -> User {
    let request =
        CreateUser { email_address: Some(vec![format!("{name}@example.com")]), ..CreateUser::default() };
    server.client.users().create(request).await.unwrap()
}

/// Signing out and pending sessions come with the Frontend API, so these events are emitted directly.
async fn sessions_come_and_go(server: &Server, user: &User) {
    let request = CreateSession { user_id: user.id.clone(), ..CreateSession::default() };
    let session = server.client.sessions().create(request).await.unwrap();
    server.client.sessions().revoke(&session.id).await.unwrap();
    server
        .write(move |tx| {
            let session = sessions::find(tx, &session.id)?.unwrap();
            let user = users::find(tx, &session.user_id)?.unwrap();
            let snapshot = SessionSnapshot { session, user };
            for happened in [Happened::SessionPending, Happened::SessionEnded, Happened::SessionRemoved] {
                emit(tx, || happened(snapshot.clone()))?;
            }
            Ok(())
        })
        .await;
}

async fn people_are_invited(server: &Server, organization: &Organization, bob: &User) {
    let invite = |address: &str| CreateOrganizationInvitation {
        email_address: address.to_owned(),
        role: MEMBER.to_owned(),
        ..CreateOrganizationInvitation::default()
    };
    let invitations = server.client.organization_invitations();
    let eve = invitations.create(&organization.id, invite("eve@example.com")).await.unwrap();
    let request = RevokeOrganizationInvitation::default();
    invitations.revoke(&organization.id, &eve.id, request).await.unwrap();
    let invited = invitations.create(&organization.id, invite("bob@example.com")).await.unwrap();
    let url = invited.url.unwrap();
    let digest = hash_token(url.split_once("?ticket=").unwrap().1);
    let (bob, id) = (bob.id.clone(), OrganizationMembershipId::from("orgmem_bob"));
    let accept = housekey_domain::organization_invitations::accept;
    server.write(move |tx| accept(tx, &digest, &bob, &id)).await;
}

async fn people_join_and_leave(server: &Server, organization: &Organization, bob: &User) {
    let memberships = server.client.organization_memberships();
    let role = UpdateOrganizationMembership { role: "org:admin".into() };
    memberships.update(&organization.id, &bob.id, role).await.unwrap();
    memberships.delete(&organization.id, &bob.id).await.unwrap();
    let request = CreateOrganizationMembership {
        user_id: bob.id.clone(),
        role: MEMBER.into(),
        ..CreateOrganizationMembership::default()
    };
    memberships.create(&organization.id, request).await.unwrap();
}

async fn domains_change(server: &Server, organization: &Organization) {
    let domains = server.client.organization_domains();
    let request = CreateOrganizationDomain {
        name: Some("engines.example".into()),
        ..CreateOrganizationDomain::default()
    };
    let domain = domains.create(&organization.id, request).await.unwrap();
    let request = UpdateOrganizationDomain { verified: Some(true), ..UpdateOrganizationDomain::default() };
    domains.update(&organization.id, &domain.id, request).await.unwrap();
    domains.delete(&organization.id, &domain.id).await.unwrap();
}

async fn roles_change(server: &Server) {
    let (roles, permissions) = (server.client.organization_roles(), server.client.organization_permissions());
    let request = CreateOrganizationPermission {
        name: "Start engines".into(),
        key: "org:engines:start".into(),
        ..CreateOrganizationPermission::default()
    };
    let permission = permissions.create(request).await.unwrap();
    let request = CreateOrganizationRole {
        name: "Engineer".into(),
        key: "org:engineer".into(),
        permissions: Some(vec![permission.id.clone()]),
        ..CreateOrganizationRole::default()
    };
    let role = roles.create(request).await.unwrap();
    let request =
        UpdateOrganizationRole { name: Some("Machinist".into()), ..UpdateOrganizationRole::default() };
    roles.update(&role.id, request).await.unwrap();
    let request = UpdateOrganizationPermission {
        name: Some("Run engines".into()),
        ..UpdateOrganizationPermission::default()
    };
    permissions.update(&permission.id, request).await.unwrap();
    roles.delete(&role.id).await.unwrap();
    permissions.delete(&permission.id).await.unwrap();
}

async fn people_wait(server: &Server) {
    let entries = server.client.waitlist_entries();
    let request = CreateWaitlistEntry { email_address: "eve@example.com".into(), notify: None };
    let entry = entries.create(request).await.unwrap();
    entries.reject(&entry.id).await.unwrap();
}
