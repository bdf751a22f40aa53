use housekey_sdk::{
    CreateAllowlistIdentifier, CreateBlocklistIdentifier, IdentifierType, InvitationStatus,
    ListAllowlistIdentifiers, ListBlocklistIdentifiers, ListInvitations,
};

use crate::server::{Server, wire};
use crate::sight::messages_of;

fn allow(identifier: &str) -> CreateAllowlistIdentifier {
    CreateAllowlistIdentifier { identifier: identifier.into(), notify: None }
}

fn block(identifier: &str) -> CreateBlocklistIdentifier {
    CreateBlocklistIdentifier { identifier: identifier.into() }
}

#[tokio::test]
async fn an_identifier_is_listed_in_its_normal_form_and_once() {
    for server in Server::everywhere().await {
        let list = server.client.allowlist_identifiers();
        let entry = list.create(allow(" Ada@Example.COM ")).await.unwrap();
        assert_eq!(
            (entry.identifier.as_str(), &entry.object[..]),
            ("ada@example.com", "allowlist_identifier")
        );
        assert_eq!(entry.identifier_type, IdentifierType::EmailAddress);
        assert_eq!((&entry.instance_id, entry.invitation_id), (&server.instance.id, None));
        let again = list.create(allow("ada@example.com")).await.unwrap_err();
        assert_eq!(wire(&again), (400, "duplicate_record"));
        let number = list.create(allow("+1 (201) 555-0123")).await.unwrap();
        assert_eq!(number.identifier_type, IdentifierType::PhoneNumber);

        let bare = list.list(ListAllowlistIdentifiers::default()).await.unwrap();
        assert_eq!((bare.data.len(), bare.total_count), (2, None));
        let paged = ListAllowlistIdentifiers { paginated: Some(true), limit: Some(1), offset: None };
        let paged = list.list(paged).await.unwrap();
        assert_eq!((paged.data, paged.total_count), (vec![number], Some(2)), "newest first");

        let deleted = list.delete(&entry.id).await.unwrap();
        assert_eq!((deleted.id.as_str(), deleted.deleted), (entry.id.as_str(), true));
        assert_eq!(wire(&list.delete(&entry.id).await.unwrap_err()), (404, "resource_not_found"));
        assert!(list.create(allow("ada@example.com")).await.is_ok(), "it is free again");
    }
}

#[tokio::test]
async fn the_two_lists_know_nothing_of_each_other() {
    for server in Server::everywhere().await {
        let (allowed, blocked) =
            (server.client.allowlist_identifiers(), server.client.blocklist_identifiers());
        allowed.create(allow("*@example.com")).await.unwrap();
        let entry = blocked.create(block("*@Example.com")).await.unwrap();
        assert_eq!((entry.identifier.as_str(), &entry.object[..]), ("*@example.com", "blocklist_identifier"));
        let as_allowed = allowed.delete(entry.id.as_str()).await.unwrap_err();
        assert_eq!(wire(&as_allowed), (404, "resource_not_found"));
        let page = blocked.list(ListBlocklistIdentifiers::default()).await.unwrap();
        assert_eq!((page.data.len(), page.total_count), (1, 1));
        assert!(blocked.delete(&entry.id).await.unwrap().deleted);
        assert_eq!(blocked.list(ListBlocklistIdentifiers::default()).await.unwrap().total_count, 0);
    }
}

#[tokio::test]
async fn what_is_no_identifier_is_refused() {
    for server in Server::everywhere().await {
        for wrong in ["", "ada", "*@", "*@a*.example", "+1"] {
            let refusal = server.client.blocklist_identifiers().create(block(wrong)).await.unwrap_err();
            assert_eq!(wire(&refusal), (422, "form_param_format_invalid"), "{wrong:?}");
            let refusal = server.client.allowlist_identifiers().create(allow(wrong)).await.unwrap_err();
            assert_eq!(wire(&refusal), (422, "form_param_format_invalid"), "{wrong:?}");
        }
    }
}

#[tokio::test]
async fn who_is_allowed_can_be_invited_along() {
    for server in Server::everywhere().await {
        let list = server.client.allowlist_identifiers();
        let notify = |identifier| CreateAllowlistIdentifier { notify: Some(true), ..allow(identifier) };
        let entry = list.create(notify("ada@example.com")).await.unwrap();
        let invitations = server.client.invitations().list(ListInvitations::default()).await.unwrap().data;
        assert_eq!(invitations[0].status, InvitationStatus::Pending);
        assert_eq!(entry.invitation_id, Some(invitations[0].id.clone()));
        let messages = messages_of(&server).await;
        assert_eq!((messages.len(), messages[0].to.as_str()), (1, "ada@example.com"));
        for wrong in ["*@example.com", "+12015550123"] {
            let refusal = list.create(notify(wrong)).await.unwrap_err();
            assert_eq!(wire(&refusal), (422, "form_param_value_invalid"), "{wrong}");
        }
    }
}
