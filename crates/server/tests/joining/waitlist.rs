use housekey_sdk::{
    CreateInvitation, CreateWaitlistEntry, InvitationStatus, InviteWaitlistEntry, ListWaitlistEntries,
    WaitlistEntry, WaitlistEntryStatus,
};

use crate::server::{Server, wire};
use crate::sight::{Browser, messages_of, ticket_of};

async fn wait(server: &Server, address: &str) -> WaitlistEntry {
    let request = CreateWaitlistEntry { email_address: address.into(), notify: None };
    server.client.waitlist_entries().create(request).await.unwrap()
}

async fn listed(server: &Server, request: ListWaitlistEntries) -> Vec<String> {
    let page = server.client.waitlist_entries().list(request).await.unwrap();
    page.data.into_iter().map(|entry| entry.email_address).collect()
}

#[tokio::test]
async fn who_waits_is_told_so_once() {
    for server in Server::everywhere().await {
        let entry = wait(&server, " Ada@Example.com").await;
        assert_eq!(
            (entry.email_address.as_str(), &entry.status),
            ("ada@example.com", &WaitlistEntryStatus::Pending)
        );
        assert_eq!((entry.invitation.as_ref(), entry.is_locked), (None, false));
        assert_eq!(wait(&server, "ada@example.com").await, entry);
        let messages = messages_of(&server).await;
        assert_eq!((messages.len(), messages[0].slug.as_str()), (1, "waitlist_confirmation"));
        let wrong = CreateWaitlistEntry { email_address: "ada".into(), notify: None };
        let wrong = server.client.waitlist_entries().create(wrong).await.unwrap_err();
        assert_eq!(wire(&wrong), (422, "form_param_format_invalid"));
    }
}

#[tokio::test]
async fn who_waits_is_invited_and_signs_up() {
    for server in Server::everywhere().await {
        let entry = wait(&server, "ada@example.com").await;
        let invited =
            server.client.waitlist_entries().invite(&entry.id, InviteWaitlistEntry::default()).await.unwrap();
        assert_eq!(invited.status, WaitlistEntryStatus::Invited);
        let invitation = invited.invitation.unwrap();
        assert_eq!(invitation.status, InvitationStatus::Pending);
        let message = messages_of(&server).await.pop().unwrap();
        assert_eq!((message.slug.as_str(), message.to.as_str()), ("waitlist_invitation", "ada@example.com"));
        let twice = server.client.waitlist_entries().invite(&entry.id, InviteWaitlistEntry::default()).await;
        assert_eq!(wire(&twice.unwrap_err()), (409, "waitlist_entry_already_invited"));

        let ticket = ticket_of(message.data["action_url"].as_str().unwrap());
        let shown = Browser::default()
            .send(&server, &[("ticket", &ticket), ("password", "correct horse battery staple")])
            .await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        let page = server.client.waitlist_entries().list(ListWaitlistEntries::default()).await.unwrap();
        assert_eq!(page.data[0].status, WaitlistEntryStatus::Completed);
        assert_eq!(page.data[0].invitation.as_ref().unwrap().status, InvitationStatus::Accepted);
        let rejected = server.client.waitlist_entries().reject(&entry.id).await.unwrap_err();
        assert_eq!(wire(&rejected), (409, "waitlist_entry_already_completed"));
    }
}

#[tokio::test]
async fn who_is_rejected_has_no_link_any_more_and_can_be_invited_again() {
    for server in Server::everywhere().await {
        let entries = server.client.waitlist_entries();
        let entry = wait(&server, "ada@example.com").await;
        entries.invite(&entry.id, InviteWaitlistEntry::default()).await.unwrap();
        let rejected = entries.reject(&entry.id).await.unwrap();
        assert_eq!(rejected.status, WaitlistEntryStatus::Rejected);
        assert_eq!(rejected.invitation.unwrap().status, InvitationStatus::Revoked);
        assert_eq!(
            wire(&entries.reject(&entry.id).await.unwrap_err()),
            (409, "waitlist_entry_already_rejected")
        );
        assert_eq!(
            wire(&entries.delete(&entry.id).await.unwrap_err()),
            (409, "waitlist_entry_already_rejected")
        );
        let again = entries.invite(&entry.id, InviteWaitlistEntry::default()).await.unwrap();
        assert_eq!(again.status, WaitlistEntryStatus::Invited);
    }
}

#[tokio::test]
async fn an_invitation_from_elsewhere_is_in_the_way_unless_it_is_ignored() {
    for server in Server::everywhere().await {
        let entry = wait(&server, "ada@example.com").await;
        let other =
            CreateInvitation { email_address: "ada@example.com".into(), ..CreateInvitation::default() };
        server.client.invitations().create(other).await.unwrap();
        let entries = server.client.waitlist_entries();
        let refused = entries.invite(&entry.id, InviteWaitlistEntry::default()).await.unwrap_err();
        assert_eq!(wire(&refused), (400, "duplicate_record"));
        let anyway = InviteWaitlistEntry { ignore_existing: Some(true) };
        assert!(entries.invite(&entry.id, anyway).await.is_ok());
    }
}

#[tokio::test]
async fn the_waitlist_is_listed_in_every_way() {
    for server in Server::everywhere().await {
        let mut made = Vec::new();
        for address in ["b@example.com", "a@example.com", "c@other.example"] {
            made.push(wait(&server, address).await);
            server.advance(1);
        }
        let entries = server.client.waitlist_entries();
        entries.invite(&made[0].id, InviteWaitlistEntry::default()).await.unwrap();
        let all = ListWaitlistEntries::default;
        assert_eq!(listed(&server, all()).await, ["c@other.example", "a@example.com", "b@example.com"]);
        let by = |order: &str| ListWaitlistEntries { order_by: Some(order.into()), ..all() };
        assert_eq!(listed(&server, by("email_address")).await[0], "a@example.com");
        assert_eq!(listed(&server, by("-invited_at")).await[0], "b@example.com");
        let invited = ListWaitlistEntries { status: Some(WaitlistEntryStatus::Invited), ..all() };
        assert_eq!(listed(&server, invited).await, ["b@example.com"]);
        let searched = ListWaitlistEntries { query: Some("OTHER".into()), ..all() };
        assert_eq!(listed(&server, searched).await, ["c@other.example"]);
        let wrong = entries.list(by("status")).await.unwrap_err();
        assert_eq!(wire(&wrong), (422, "form_param_value_invalid"));
        assert!(entries.delete(&made[2].id).await.unwrap().deleted);
        assert_eq!(wire(&entries.delete(&made[2].id).await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(listed(&server, all()).await.len(), 2);
    }
}
