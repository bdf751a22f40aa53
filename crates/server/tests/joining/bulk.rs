use housekey_sdk::{
    CreateInvitation, CreateInvitations, CreateUser, CreateWaitlistEntry, ListInvitations,
    ListWaitlistEntries,
};

use crate::server::{Server, wire};
use crate::sight::messages_of;

fn inviting(addresses: &[String]) -> CreateInvitations {
    let one =
        |address: &String| CreateInvitation { email_address: address.clone(), ..CreateInvitation::default() };
    addresses.iter().map(one).collect::<Vec<_>>().into()
}

fn people(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("guest{n}@example.com")).collect()
}

#[tokio::test]
async fn ten_are_invited_at_once_each_with_a_link_of_their_own() {
    for server in Server::everywhere().await {
        let made = server.client.invitations().bulk_create(inviting(&people(10))).await.unwrap();
        let mut urls: Vec<_> =
            made.iter().map(|invitation| invitation.url.as_ref().unwrap().to_string()).collect();
        urls.sort();
        urls.dedup();
        assert_eq!((made.len(), urls.len()), (10, 10));
        assert_eq!(made[3].email_address, "guest3@example.com", "they come back in their order");
        assert_eq!(messages_of(&server).await.len(), 10);
    }
}

#[tokio::test]
async fn all_are_invited_or_none() {
    for server in Server::everywhere().await {
        let email_address = Some(vec!["guest2@example.com".into()]);
        server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await.unwrap();
        let mut request = inviting(&people(3));
        let taken = server.client.invitations().bulk_create(request.clone()).await.unwrap_err();
        assert_eq!(wire(&taken), (422, "form_identifier_exists"));
        request.0[2].ignore_existing = Some(true);
        let still = server.client.invitations().bulk_create(request).await.unwrap_err();
        assert_eq!(wire(&still), (422, "form_identifier_exists"), "here it can't be ignored");
        let listed = server.client.invitations().list(ListInvitations::default()).await.unwrap();
        assert!(listed.data.is_empty() && messages_of(&server).await.is_empty());
    }
}

#[tokio::test]
async fn too_many_none_and_the_same_twice_are_refused() {
    for server in Server::everywhere().await {
        let twice = ["ada@example.com".to_owned(), " ADA@example.com".to_owned()];
        for (request, code) in [
            (inviting(&people(11)), "form_param_value_invalid"),
            (inviting(&[]), "form_param_value_invalid"),
            (inviting(&twice), "form_param_duplicate"),
        ] {
            let refusal = server.client.invitations().bulk_create(request).await.unwrap_err();
            assert_eq!(wire(&refusal), (422, code));
        }
    }
}

#[tokio::test]
async fn fifty_are_put_on_the_waitlist_at_once() {
    for server in Server::everywhere().await {
        let waiting = |count| {
            let one = |email_address| CreateWaitlistEntry { email_address, notify: Some(false) };
            people(count).into_iter().map(one).collect::<Vec<_>>()
        };
        let made = server.client.waitlist_entries().bulk_create(waiting(50).into()).await.unwrap();
        assert_eq!(made.len(), 50);
        let again = server.client.waitlist_entries().bulk_create(waiting(50).into()).await.unwrap();
        assert_eq!(again[7].id, made[7].id, "who is there stays as they are");
        let too_many = server.client.waitlist_entries().bulk_create(waiting(51).into()).await.unwrap_err();
        assert_eq!(wire(&too_many), (422, "form_param_value_invalid"));
        let all = server.client.waitlist_entries().list(ListWaitlistEntries::default()).await.unwrap();
        assert_eq!((all.data.len(), all.total_count), (10, 50));
    }
}
