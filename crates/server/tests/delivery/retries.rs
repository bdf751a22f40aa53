use housekey_domain::webhooks;
use housekey_sdk::UpdateUser;

use crate::receiver::Receiver;
use crate::server::Server;

/// The retry delays in seconds, including up to 10% jitter.
const PAUSES: [i64; 7] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];

#[tokio::test]
async fn a_failed_message_is_tried_again_with_growing_pauses_and_then_given_up() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        receiver.will_answer(&[500; 8]);
        server.user("ada_lovelace").await;
        let mut tried = server.tries(&endpoint, 1).await;
        for (index, pause) in PAUSES.into_iter().enumerate() {
            server.advance(pause + pause / 10 + 1);
            tried = server.tries(&endpoint, index + 2).await;
        }
        let ids: Vec<_> = receiver.requests().iter().map(|sent| sent.header("svix-id").to_owned()).collect();
        assert!(ids.len() == 8 && ids.iter().all(|id| *id == ids[0]), "one message: {ids:?}");
        let waited: Vec<_> =
            tried.attempts.windows(2).map(|pair| (pair[1].at - pair[0].at).seconds()).collect();
        for (waited, pause) in waited.iter().zip(PAUSES) {
            assert!(
                (pause - pause / 10..=pause + pause / 10 + 25).contains(waited),
                "{waited} after {pause}"
            );
        }
        server.advance(100 * 3600);
        server.user("grace_hopper").await;
        receiver.hears(9).await;
        assert_eq!(server.deliveries(&endpoint).await[1].attempts.len(), 8, "it was given up");
    }
}

#[tokio::test]
async fn what_is_new_about_a_user_waits_for_what_was_before() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        receiver.will_answer(&[503]);
        let ada = server.user("ada_lovelace").await;
        server.tries(&endpoint, 1).await;
        let request = UpdateUser { first_name: housekey_sdk::set("Ada"), ..UpdateUser::default() };
        server.client.users().update(&ada.id, request).await.unwrap();
        server.user("grace_hopper").await;
        receiver.hears(2).await;
        assert_eq!(receiver.requests()[1].event()["data"]["username"], "grace_hopper", "others go on");
        server.advance(6);
        receiver.hears(4).await;
        assert_eq!(receiver.kinds(), ["user.created", "user.created", "user.created", "user.updated"]);
    }
}

#[tokio::test]
async fn an_endpoint_that_fails_for_five_days_is_told_no_more_until_it_is_enabled() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        receiver.will_answer(&[500; 2]);
        server.user("ada_lovelace").await;
        server.tries(&endpoint, 1).await;
        assert!(server.endpoint(&endpoint).await.failing_since.is_some());
        server.advance(5 * 24 * 3600 + 1);
        server.tries(&endpoint, 2).await;
        let mut disabled = server.endpoint(&endpoint).await;
        while !disabled.disabled {
            tokio::task::yield_now().await;
            disabled = server.endpoint(&endpoint).await;
        }
        server.user("grace_hopper").await;
        server.settles().await;
        server.advance(24 * 3600);
        let id = endpoint.id.clone();
        server.write(move |tx| webhooks::set_disabled(tx, &id, false)).await;
        server.user("mary_somerville").await;
        let heard = receiver.hears(3).await;
        assert_eq!(heard[2].event()["data"]["username"], "mary_somerville");
        assert_eq!(server.endpoint(&endpoint).await.failing_since, None);
    }
}

#[tokio::test]
async fn a_message_can_be_replayed() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        server.user("ada_lovelace").await;
        receiver.hears(1).await;
        let delivered = server.tries(&endpoint, 1).await;
        let (id, message) = (endpoint.id.clone(), delivered.message_id);
        server.write(move |tx| webhooks::replay(tx, "whd_again".into(), &id, &message)).await;
        server.app.work.notify_one();
        let heard = receiver.hears(2).await;
        assert_eq!(heard[0].header("svix-id"), heard[1].header("svix-id"));
        assert_eq!(heard[0].body, heard[1].body);
    }
}
