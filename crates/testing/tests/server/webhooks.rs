use axum::body::Bytes;
use axum::http::HeaderMap;
use housekey_sdk::CreateUser;
use housekey_sdk::webhooks::Webhook;
use housekey_testing::TestServer;
use tokio::sync::mpsc;

async fn busy() -> TestServer {
    let server = TestServer::start().await;
    server
        .seed_user("user_ada", CreateUser { username: Some("lovelace".into()), ..Default::default() })
        .await;
    server.client().users().ban("user_ada").await.unwrap();
    server.client().users().delete("user_ada").await.unwrap();
    server
}

#[tokio::test]
async fn webhooks_come_signed_and_in_order() {
    let server = busy().await;
    let verifier = Webhook::new(server.webhook_secret()).unwrap().clock(server.clock().for_tokens());

    let sent = server.webhooks().await;

    let types: Vec<_> = sent.iter().map(housekey_testing::Webhook::event_type).collect();
    assert_eq!(types, ["user.created", "user.updated", "user.deleted"]);
    for webhook in &sent {
        assert_eq!(verifier.verify(&webhook.headers, &webhook.body).unwrap().id, webhook.id());
    }
    let mut forged = sent[0].body.clone();
    forged.push(b' ');
    assert!(verifier.verify(&sent[0].headers, &forged).is_err());
}

#[tokio::test]
async fn webhooks_reach_a_handler_elsewhere_too_with_the_same_secret() {
    let server = TestServer::start().await;
    let verifier = Webhook::new(server.webhook_secret()).unwrap().clock(server.clock().for_tokens());
    let (url, mut received) = handler().await;
    server.deliver_webhooks_to(&url).await;
    server
        .seed_user("user_ada", CreateUser { username: Some("lovelace".into()), ..Default::default() })
        .await;

    let (headers, body) = received.recv().await.unwrap();

    let here = server.webhooks().await;
    assert_eq!((here.len(), here[0].event_type().as_str()), (1, "user.created"));
    assert_eq!(verifier.verify(&headers, &body).unwrap().id, here[0].id(), "the same message");
}

#[tokio::test]
async fn webhooks_come_whatever_the_clock_did_meanwhile() {
    let server = TestServer::start().await;
    for id in ["user_ada", "user_grace", "user_joan"] {
        server.seed_user(id, CreateUser { username: Some(id.into()), ..Default::default() }).await;
        server.clock().advance(std::time::Duration::from_hours(48));
    }

    let subjects: Vec<_> = server.webhooks().await.iter().map(|sent| sent.data()["id"].clone()).collect();
    assert_eq!(subjects, ["user_ada", "user_grace", "user_joan"]);
}

/// A handler that passes on what comes.
async fn handler() -> (String, mpsc::UnboundedReceiver<(HeaderMap, Bytes)>) {
    let (passed_on, received) = mpsc::unbounded_channel();
    let handle = move |headers: HeaderMap, body: Bytes| async move {
        passed_on.send((headers, body)).unwrap();
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let router = axum::Router::new().fallback(handle);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, received)
}
