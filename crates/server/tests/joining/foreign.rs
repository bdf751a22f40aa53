use housekey_sdk::{
    CreateActorToken, CreateAllowlistIdentifier, CreateBlocklistIdentifier, CreateInvitation,
    CreateWaitlistEntry, InvitationStatus, InviteWaitlistEntry, ListAllowlistIdentifiers,
    ListBlocklistIdentifiers, ListInvitations, ListWaitlistEntries, WaitlistEntryStatus,
};
use serde_json::json;

use crate::server::{Server, wire};

const NOT_FOUND: (u16, &str) = (404, "resource_not_found");

#[tokio::test]
async fn what_belongs_to_another_instance_is_not_there() {
    for server in Server::everywhere().await {
        let (own, foreign) = (&server.client, &server.foreign);
        let allow = CreateAllowlistIdentifier { identifier: "*@example.com".into(), notify: None };
        let allowed = own.allowlist_identifiers().create(allow.clone()).await.unwrap();
        let block = CreateBlocklistIdentifier { identifier: "*@example.com".into() };
        let blocked = own.blocklist_identifiers().create(block.clone()).await.unwrap();
        let invite =
            CreateInvitation { email_address: "ada@example.com".into(), ..CreateInvitation::default() };
        let invited = own.invitations().create(invite.clone()).await.unwrap();
        let wait = CreateWaitlistEntry { email_address: "grace@example.com".into(), notify: None };
        let waiting = own.waitlist_entries().create(wait.clone()).await.unwrap();

        assert_eq!(wire(&foreign.allowlist_identifiers().delete(&allowed.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&foreign.blocklist_identifiers().delete(&blocked.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&foreign.invitations().revoke(&invited.id).await.unwrap_err()), NOT_FOUND);
        let entries = foreign.waitlist_entries();
        let refusal = entries.invite(&waiting.id, InviteWaitlistEntry::default()).await.unwrap_err();
        assert_eq!(wire(&refusal), NOT_FOUND);
        assert_eq!(wire(&entries.reject(&waiting.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&entries.delete(&waiting.id).await.unwrap_err()), NOT_FOUND);
        let all = ListAllowlistIdentifiers::default();
        assert!(foreign.allowlist_identifiers().list(all).await.unwrap().data.is_empty());
        let all = ListBlocklistIdentifiers::default();
        assert_eq!(foreign.blocklist_identifiers().list(all).await.unwrap().total_count, 0);
        assert!(foreign.invitations().list(ListInvitations::default()).await.unwrap().data.is_empty());
        assert_eq!(entries.list(ListWaitlistEntries::default()).await.unwrap().total_count, 0);

        assert!(foreign.allowlist_identifiers().create(allow).await.is_ok(), "lists are an instance's own");
        assert!(foreign.blocklist_identifiers().create(block).await.is_ok());
        assert!(foreign.invitations().create(invite).await.is_ok());
        assert_ne!(foreign.waitlist_entries().create(wait).await.unwrap().id, waiting.id);
        let listed = own.invitations().list(ListInvitations::default()).await.unwrap().data;
        assert_eq!(listed[0].status, InvitationStatus::Pending, "nothing changed");
        let listed = own.waitlist_entries().list(ListWaitlistEntries::default()).await.unwrap().data;
        assert_eq!(listed[0].status, WaitlistEntryStatus::Pending);
    }
}

#[tokio::test]
async fn nobody_of_another_instance_can_be_acted_as() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let actor = json!({"sub": "support"}).as_object().cloned().unwrap();
        let request = CreateActorToken { user_id: ada.id, actor, ..CreateActorToken::default() };
        let token = server.client.actor_tokens().create(request.clone()).await.unwrap();
        assert_eq!(wire(&server.foreign.actor_tokens().create(request).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&server.foreign.actor_tokens().revoke(&token.id).await.unwrap_err()), NOT_FOUND);
    }
}
