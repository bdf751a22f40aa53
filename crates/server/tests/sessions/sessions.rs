use housekey_sdk::{ListSessions, SessionStatus};

use crate::server::{Server, wire};

const WEEK: i64 = 7 * 24 * 60 * 60;

#[tokio::test]
async fn a_session_can_be_read_and_revoked_more_than_once() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        assert_eq!(session.status, SessionStatus::Active);
        assert_eq!(server.client.sessions().get(&session.id).await.unwrap(), session);

        let revoked = server.client.sessions().revoke(&session.id).await.unwrap();
        assert_eq!(revoked.status, SessionStatus::Revoked);
        assert_eq!(server.client.sessions().revoke(&session.id).await.unwrap(), revoked);
        assert_eq!(server.client.sessions().get(&session.id).await.unwrap(), revoked);
    }
}

#[tokio::test]
async fn a_session_is_expired_once_its_time_has_come() {
    for server in Server::everywhere().await {
        let session = server.session().await;
        server.advance(WEEK);
        let session = server.client.sessions().get(&session.id).await.unwrap();
        assert_eq!(session.status, SessionStatus::Expired);
        let expired = ListSessions { status: Some(SessionStatus::Expired), ..ListSessions::default() };
        assert_eq!(server.client.sessions().list(expired).await.unwrap().data, [session]);
    }
}

#[tokio::test]
async fn listings_are_filtered_paged_and_counted_if_asked_for() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let first = server.session_of(&ada).await;
        let second = server.session_of(&ada).await;
        server.client.sessions().revoke(&first.id).await.unwrap();

        let of_ada = ListSessions { user_id: Some(ada.id), ..ListSessions::default() };
        let active = ListSessions { status: Some(SessionStatus::Active), ..of_ada.clone() };
        let active = server.client.sessions().list(active).await.unwrap();
        assert_eq!((active.data.as_slice(), active.total_count), ([second].as_slice(), None));

        let counted =
            ListSessions { paginated: Some(true), limit: Some(1), offset: Some(1), ..of_ada.clone() };
        let counted = server.client.sessions().list(counted).await.unwrap();
        assert_eq!((counted.data.len(), counted.total_count), (1, Some(2)));

        let on_client = ListSessions { client_id: Some(first.client_id.clone()), ..ListSessions::default() };
        let on_client = server.client.sessions().list(on_client).await.unwrap();
        assert_eq!(on_client.data.into_iter().map(|session| session.id).collect::<Vec<_>>(), [first.id]);
    }
}

#[tokio::test]
async fn banning_ends_every_session() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let session = server.session_of(&ada).await;
        server.client.users().ban(&ada.id).await.unwrap();

        assert_eq!(server.client.sessions().get(&session.id).await.unwrap().status, SessionStatus::Revoked);
        let request = housekey_sdk::CreateSession { user_id: ada.id, ..Default::default() };
        let refusal = server.client.sessions().create(request).await.unwrap_err();
        assert_eq!(wire(&refusal), (403, "user_banned"));
    }
}

#[tokio::test]
async fn a_session_needs_a_user() {
    for server in Server::everywhere().await {
        let create = |user: &str| {
            server
                .client
                .sessions()
                .create(housekey_sdk::CreateSession { user_id: user.into(), ..Default::default() })
        };
        assert_eq!(wire(&create("user_nobody").await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(wire(&create("").await.unwrap_err()), (422, "form_param_nil"));
    }
}
