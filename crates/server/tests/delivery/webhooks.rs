use std::time::Duration;

use housekey_domain::webhooks::{self, reveal};
use housekey_sdk::UpdateUser;
use housekey_sdk::webhooks::{EventData, Webhook};
use housekey_store::instances::Environment;

use crate::receiver::Receiver;
use crate::server::Server;

#[tokio::test]
async fn a_receiver_is_told_what_happened_and_by_whom() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        let ada = server.user("ada_lovelace").await;
        let [created] = &receiver.hears(1).await[..] else { panic!("one") };

        let event = created.event();
        assert_eq!((event["object"].as_str(), event["type"].as_str()), (Some("event"), Some("user.created")));
        assert_eq!(event["instance_id"], server.instance.id.as_str());
        assert_eq!(event["data"], serde_json::to_value(&ada).unwrap(), "as the API shows it");
        assert_eq!(event["timestamp"], ada.created_at.0);
        assert_eq!(event["event_attributes"]["http_request"]["client_ip"], "127.0.0.1");
        let agent = event["event_attributes"]["http_request"]["user_agent"].as_str().unwrap();
        assert!(agent.contains("housekey"), "{agent}");

        let secret = reveal(&endpoint, &server.app.seal).unwrap();
        let (id, seconds) = (created.header("svix-id"), created.header("svix-timestamp"));
        let expected = secret.sign(&id.into(), seconds.parse().unwrap(), &created.body);
        assert_eq!(created.header("svix-signature"), expected);
        assert_eq!(created.header("webhook-signature"), expected);
        assert_eq!(created.header("content-type"), "application/json");

        let read = Webhook::new(&secret.to_text()).unwrap().verify(&created.headers, &created.body).unwrap();
        assert_eq!(
            (read.id.as_str(), read.data),
            (id, EventData::UserCreated(ada.into())),
            "as our SDK reads it"
        );
    }
}

#[tokio::test]
async fn an_endpoint_is_told_of_what_it_asked_for() {
    for server in Server::everywhere().await {
        let (all, some) = (Receiver::start().await, Receiver::start().await);
        server.tells(&all, &[]).await;
        server.tells(&some, &["user.deleted"]).await;
        let ada = server.user("ada_lovelace").await;
        server.client.users().delete(&ada.id).await.unwrap();
        all.hears(2).await;
        some.hears(1).await;
        assert_eq!(all.kinds(), ["user.created", "user.deleted"]);
        assert_eq!(some.kinds(), ["user.deleted"]);
    }
}

#[tokio::test]
async fn for_a_day_messages_are_signed_with_the_secret_before_too() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        let id = endpoint.id.clone();
        let fresh = webhooks::new_secret(&endpoint.id, &server.app.seal, &mut housekey_server::rng::rng());
        let rotated = server.write(move |tx| webhooks::rotate(tx, &id, &fresh)).await;
        let (old, new) =
            (reveal(&endpoint, &server.app.seal).unwrap(), reveal(&rotated, &server.app.seal).unwrap());
        assert_ne!(old.to_text(), new.to_text());

        server.user("ada_lovelace").await;
        let sent = receiver.hears(1).await.remove(0);
        let of = |secret: &webhooks::SigningSecret| {
            let seconds = sent.header("svix-timestamp").parse().unwrap();
            secret.sign(&sent.header("svix-id").into(), seconds, &sent.body)
        };
        assert_eq!(sent.header("svix-signature"), format!("{} {}", of(&new), of(&old)));

        server.advance(24 * 3600 + 1);
        server.user("grace_hopper").await;
        let sent = receiver.hears(2).await.remove(1);
        assert_eq!(sent.header("svix-signature").split(' ').count(), 1);
    }
}

#[tokio::test]
async fn a_live_instance_is_no_way_into_the_network() {
    for server in Server::of(Environment::Production).await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        server.user("ada_lovelace").await;
        let tried = server.tries(&endpoint, 1).await;
        assert_eq!(tried.attempts[0].status, None);
        assert!(tried.attempts[0].answer.contains("not on the public internet"), "{tried:?}");
        assert!(receiver.requests().is_empty());
    }
}

#[tokio::test]
async fn the_events_of_one_user_arrive_in_their_order() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        server.tells(&receiver, &[]).await;
        let ada = server.user("ada_lovelace").await;
        for step in 0..20 {
            let request =
                UpdateUser { first_name: housekey_sdk::set(format!("Ada {step}")), ..UpdateUser::default() };
            server.client.users().update(&ada.id, request).await.unwrap();
        }
        receiver.hears(21).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let names: Vec<_> = receiver.requests()[1..]
            .iter()
            .map(|sent| sent.event()["data"]["first_name"].as_str().unwrap().to_owned())
            .collect();
        let expected: Vec<_> = (0..20).map(|step| format!("Ada {step}")).collect();
        assert_eq!(names, expected, "each once, in order");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        receiver.will_answer(&[302]);
        server.user("ada_lovelace").await;
        let tried = server.tries(&endpoint, 1).await;
        assert_eq!((tried.attempts[0].status, tried.delivered), (Some(302), false));
    }
}
