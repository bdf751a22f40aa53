use housekey_sdk::{
    CreateInvitation, CreateUser, Error, Invitation, InvitationStatus, InvitationTemplate, ListInvitations,
    Metadata,
};
use serde_json::json;

use crate::server::{Server, wire};
use crate::sight::messages_of;

fn inviting(address: &str) -> CreateInvitation {
    CreateInvitation { email_address: address.into(), ..CreateInvitation::default() }
}

async fn listed(server: &Server, request: ListInvitations) -> Vec<String> {
    let found = server.client.invitations().list(request).await.unwrap();
    found.data.into_iter().map(|invitation| invitation.email_address).collect()
}

#[tokio::test]
async fn an_invitation_is_an_e_mail_with_a_link() {
    for server in Server::everywhere().await {
        let invitation = server.client.invitations().create(inviting(" Ada@Example.com ")).await.unwrap();
        assert_eq!(invitation.email_address, "ada@example.com");
        assert_eq!((&invitation.status, invitation.revoked), (&InvitationStatus::Pending, None));
        let url = invitation.url.unwrap().to_string();
        assert!(url.starts_with(&format!("{}/v1/tickets/accept?ticket=", server.url)), "{url}");
        let days = (invitation.expires_at.unwrap() - invitation.created_at).seconds() / 86_400;
        assert_eq!(days, 30);

        let messages = messages_of(&server).await;
        assert_eq!(messages.len(), 1);
        assert_eq!((messages[0].slug.as_str(), messages[0].to.as_str()), ("invitation", "ada@example.com"));
        assert_eq!(messages[0].data["action_url"], json!(url), "it works from the e-mail");

        let again = server.client.invitations().list(ListInvitations::default()).await.unwrap();
        assert_eq!(again.data[0].url, None, "a link is shown once");
    }
}

#[tokio::test]
async fn nobody_is_written_to_without_need() {
    for server in Server::everywhere().await {
        let silent = CreateInvitation { notify: Some(false), ..inviting("ada@example.com") };
        assert!(server.client.invitations().create(silent).await.unwrap().url.is_some());
        assert!(messages_of(&server).await.is_empty());
        let template_slug = Some(InvitationTemplate::WaitlistInvitation);
        let waited = CreateInvitation { template_slug, ..inviting("grace@example.com") };
        server.client.invitations().create(waited).await.unwrap();
        assert_eq!(messages_of(&server).await[0].slug, "waitlist_invitation");
    }
}

#[tokio::test]
async fn who_is_invited_or_has_an_account_is_not_invited_again() {
    for server in Server::everywhere().await {
        let invitations = server.client.invitations();
        invitations.create(inviting("ada@example.com")).await.unwrap();
        let again = invitations.create(inviting("ADA@example.com")).await.unwrap_err();
        assert_eq!(wire(&again), (400, "duplicate_record"));
        let anyway = |address| CreateInvitation { ignore_existing: Some(true), ..inviting(address) };
        assert!(invitations.create(anyway("ada@example.com")).await.is_ok());

        let email_address = Some(vec!["grace@example.com".into()]);
        server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await.unwrap();
        let known = invitations.create(inviting("grace@example.com")).await.unwrap_err();
        assert_eq!(wire(&known), (422, "form_identifier_exists"));
        assert!(invitations.create(anyway("grace@example.com")).await.is_ok());
        assert_eq!(messages_of(&server).await.len(), 3, "what was refused sends nothing");
    }
}

#[tokio::test]
async fn an_invitation_is_revoked_once() {
    for server in Server::everywhere().await {
        let invitations = server.client.invitations();
        let pending = invitations.create(inviting("ada@example.com")).await.unwrap();
        let revoked = invitations.revoke(&pending.id).await.unwrap();
        assert_eq!((revoked.status, revoked.revoked), (InvitationStatus::Revoked, Some(true)));
        let again = invitations.revoke(&pending.id).await.unwrap_err();
        assert_eq!(wire(&again), (400, "invitation_already_revoked"));
        assert!(invitations.create(inviting("ada@example.com")).await.is_ok(), "the address is free again");
    }
}

#[tokio::test]
async fn an_invitation_expires_with_its_time() {
    for server in Server::everywhere().await {
        let short = CreateInvitation { expires_in_days: Some(1), ..inviting("ada@example.com") };
        server.client.invitations().create(short).await.unwrap();
        let of = |status| ListInvitations { status: Some(status), ..ListInvitations::default() };
        assert_eq!(listed(&server, of(InvitationStatus::Pending)).await, ["ada@example.com"]);
        server.advance(86_401);
        assert!(listed(&server, of(InvitationStatus::Pending)).await.is_empty());
        assert_eq!(listed(&server, of(InvitationStatus::Expired)).await, ["ada@example.com"]);
        assert!(server.client.invitations().create(inviting("ada@example.com")).await.is_ok());
    }
}

#[tokio::test]
async fn invitations_are_listed_in_every_way() {
    for server in Server::everywhere().await {
        let mut made: Vec<Invitation> = Vec::new();
        for (address, days) in [("b@example.com", 3), ("a@example.com", 9), ("c@other.example", 1)] {
            let request = CreateInvitation { expires_in_days: Some(days), ..inviting(address) };
            made.push(server.client.invitations().create(request).await.unwrap());
            server.advance(1);
        }
        server.client.invitations().revoke(&made[2].id).await.unwrap();
        let all = ListInvitations::default;
        assert_eq!(listed(&server, all()).await, ["a@example.com", "b@example.com"], "no revoked ones");
        let by = |order: &str| ListInvitations { order_by: Some(order.into()), ..ListInvitations::default() };
        assert_eq!(listed(&server, by("email_address")).await, ["a@example.com", "b@example.com"]);
        assert_eq!(listed(&server, by("+expires_at")).await, ["b@example.com", "a@example.com"]);
        assert_eq!(listed(&server, by("-email_address")).await, ["b@example.com", "a@example.com"]);
        let revoked = ListInvitations { status: Some(InvitationStatus::Revoked), ..all() };
        assert_eq!(listed(&server, revoked).await, ["c@other.example"]);
        let searched =
            |query: &str| ListInvitations { query: Some(query.into()), ..ListInvitations::default() };
        assert_eq!(listed(&server, searched("B@EXAM")).await, ["b@example.com"]);
        assert_eq!(listed(&server, searched(made[1].id.as_str())).await, ["a@example.com"]);
        assert!(listed(&server, searched("%")).await.is_empty(), "a wildcard is taken for what it is");
        let paged = ListInvitations { paginated: Some(true), limit: Some(1), offset: Some(1), ..all() };
        let paged = server.client.invitations().list(paged).await.unwrap();
        assert_eq!((paged.data[0].email_address.as_str(), paged.total_count), ("b@example.com", Some(2)));
    }
}

#[tokio::test]
async fn what_can_not_be_is_refused() {
    async fn refused(server: &Server, request: CreateInvitation) -> (u16, String) {
        let error: Error = server.client.invitations().create(request).await.unwrap_err();
        let (status, code) = wire(&error);
        (status, code.to_owned())
    }
    for server in Server::everywhere().await {
        let ada = || inviting("ada@example.com");
        let long: Metadata = [("text".to_owned(), json!("x".repeat(9000)))].into_iter().collect();
        for (request, code) in [
            (inviting("ada"), "form_param_format_invalid"),
            (inviting(""), "form_param_format_invalid"),
            (CreateInvitation { expires_in_days: Some(0), ..ada() }, "form_param_value_invalid"),
            (CreateInvitation { expires_in_days: Some(366), ..ada() }, "form_param_value_invalid"),
            (
                CreateInvitation { redirect_url: Some("javascript:alert(1)".into()), ..ada() },
                "form_param_format_invalid",
            ),
            (
                CreateInvitation { redirect_url: Some("/welcome".into()), ..ada() },
                "form_param_format_invalid",
            ),
            (CreateInvitation { public_metadata: Some(long), ..ada() }, "form_param_exceeds_allowed_size"),
        ] {
            assert_eq!(refused(&server, request).await, (422, code.to_owned()));
        }
        let unknown = server.client.invitations().revoke("inv_unknown").await.unwrap_err();
        assert_eq!(wire(&unknown), (404, "resource_not_found"));
        let wrong = ListInvitations { order_by: Some("status".into()), ..ListInvitations::default() };
        let wrong = server.client.invitations().list(wrong).await.unwrap_err();
        assert_eq!(wire(&wrong), (422, "form_param_value_invalid"));
    }
}
