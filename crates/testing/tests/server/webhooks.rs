use housekey_sdk::CreateUser;
use housekey_sdk::webhooks::Webhook;
use housekey_testing::TestServer;

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
async fn webhooks_reach_a_handler_elsewhere_too() {
    let (server, receiver) = (TestServer::start().await, TestServer::start().await);
    // Another server will do: it answers 404, and it counts as little as any handler's answer to what is kept here.
    server.deliver_webhooks_to(&format!("{}/v1/users", receiver.url())).await;
    server
        .seed_user("user_ada", CreateUser { username: Some("lovelace".into()), ..Default::default() })
        .await;

    assert_eq!(server.webhooks().await.len(), 1);
    for _ in 0..1_000 {
        if receiver.calls("users.create") == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the webhook did not come");
}
