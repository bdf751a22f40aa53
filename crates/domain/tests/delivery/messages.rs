use std::sync::Arc;

use housekey_contract::MessageId;
use housekey_domain::error::{Error, blank};
use housekey_domain::messages::{self, NewMessage, Recipient, enqueue};
use housekey_domain::seal::MasterKey;
use housekey_store::messages::{MessageKind, MessageState, find};
use serde_json::json;

use crate::world::{NOW, World, rng};

fn invitation(seal: &MasterKey) -> NewMessage {
    let data = json!({ "action_url": "https://app.example.com/?ticket=secret-ticket" });
    let data = data.as_object().unwrap();
    messages::email("invitation", Recipient::from("ada@example.com"), data, seal, NOW, &mut rng())
}

#[tokio::test]
async fn a_message_waits_sealed() {
    for world in World::everywhere().await {
        let message = invitation(&world.seal);
        let id = world.write(move |tx| enqueue(tx, &message)).await.unwrap();
        let found = world.write(move |tx| Ok(find(tx, &id)?)).await.unwrap().unwrap();
        assert_eq!((found.kind, found.state), (MessageKind::Email, MessageState::Waiting));
        assert_eq!(
            (found.slug.as_str(), found.to.as_str(), found.due_at),
            ("invitation", "ada@example.com", NOW)
        );
        assert!(!serde_json::to_string(&found).unwrap().contains("secret-ticket"));
        let opened = messages::open(&found, &world.seal).unwrap();
        assert_eq!(opened["action_url"], "https://app.example.com/?ticket=secret-ticket");
        let other = MasterKey::generate(&mut rng());
        assert!(messages::open(&found, &other).is_err());
    }
}

#[tokio::test]
async fn a_message_of_what_is_rolled_back_is_not_sent() {
    for world in World::everywhere().await {
        let message = Arc::new(invitation(&world.seal));
        let enqueued = Arc::clone(&message);
        let failed: Result<MessageId, Error> = world
            .write(move |tx| {
                enqueue(tx, &enqueued)?;
                Err(blank("role"))
            })
            .await;
        assert!(failed.is_err());
        // The same message can still be enqueued: its id is free.
        world.write(move |tx| enqueue(tx, &message)).await.unwrap();
    }
}

#[test]
fn an_sms_is_known_by_its_id() {
    let seal = MasterKey::generate(&mut rng());
    let data = json!({ "otp_code": "123456" });
    let data = data.as_object().unwrap();
    let sms =
        messages::sms("verification_code", Recipient::from("+15555550100"), data, &seal, NOW, &mut rng());
    assert!(format!("{sms:?}").contains("sms_"));
    assert!(!format!("{sms:?}").contains("123456"));
}
