//! What can't be sent doesn't hold up anything else.

use housekey_domain::webhooks;
use housekey_sdk::{InstanceId, Millis, UpdateUser};
use housekey_store::events::EventRecord;
use housekey_store::messages::{MessageKind, MessageState};
use housekey_store::webhooks::{self as rows, DeliveryRecord, EndpointRecord, WebhookMessageRecord};
use housekey_store::{Tx, events};
use serde_json::json;

use crate::receiver::Receiver;
use crate::server::Server;

/// More than one batch.
const MANY: usize = 120;

/// Writes an event of a type that only a newer version knows.
fn emit_strange(tx: &mut Tx<'_>, subject: &str) -> housekey_domain::error::Result<()> {
    let event = EventRecord { kind: "thing.happened".into(), at: tx.now(), ..EventRecord::default() };
    Ok(events::append(tx, subject, &event)?)
}

#[tokio::test]
async fn events_that_cannot_be_shown_hold_up_their_own_subject_only() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        server.tells(&receiver, &["user.created", "user.updated"]).await;
        let ada = server.user("ada_lovelace").await;
        receiver.hears(1).await;
        let subject = ada.id.clone();
        server
            .write(move |tx| {
                emit_strange(tx, subject.as_str())?;
                (0..MANY).try_for_each(|number| emit_strange(tx, &format!("thing_{number}")))
            })
            .await;
        let request = UpdateUser { first_name: housekey_sdk::set("Ada"), ..UpdateUser::default() };
        server.client.users().update(&ada.id, request).await.unwrap();
        server.user("grace_hopper").await;

        let heard = receiver.hears(2).await;
        assert_eq!(heard[1].event()["data"]["username"], "grace_hopper");
        server.settles().await;
        assert_eq!(receiver.requests().len(), 2, "what is new about Ada waits for what was before");
        server.advance(61);
        server.settles().await;
        let now = server.app.clock.now() + Millis::from_seconds(3_600);
        let waiting = server.app.db.read(move |tx| events::earliest(tx, now, 500)).await.unwrap();
        assert_eq!(waiting.len(), MANY + 2, "nothing is lost");
        let now = now + Millis::from_seconds(31 * 24 * 3600);
        server.write_at(now, webhooks::prune).await;
        let waiting = server.app.db.read(move |tx| events::earliest(tx, now, 500)).await.unwrap();
        assert!(waiting.is_empty(), "after a month nobody waits for them any more");
    }
}

#[tokio::test]
async fn events_of_an_instance_that_is_gone_are_forgotten() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        server.tells(&receiver, &[]).await;
        let (moment, gone) = (server.app.moment(), InstanceId::from("ins_gone"));
        let left = server.app.db.write(move |tx| {
            let mut tx = Tx::new(tx, &gone, moment);
            rows::insert(&mut tx, &EndpointRecord { id: "ep_gone".into(), ..EndpointRecord::default() })?;
            (0..MANY).try_for_each(|number| emit_strange(&mut tx, &format!("thing_{number}")))
        });
        let left: housekey_domain::error::Result<()> = left.await;
        left.unwrap();
        server.user("ada_lovelace").await;
        receiver.hears(1).await;
        let later = moment.now + Millis::from_seconds(24 * 3600);
        let mut waiting = MANY;
        for _ in 0..500 {
            waiting = server.app.db.read(move |tx| events::earliest(tx, later, 1)).await.unwrap().len();
            if waiting == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(waiting, 0, "the events should have been forgotten");
    }
}

#[tokio::test]
async fn a_message_that_cannot_be_opened_counts_as_tried() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        let (now, endpoint_id) = (server.app.clock.now(), endpoint.id.clone());
        server
            .write(move |tx| {
                let message = WebhookMessageRecord {
                    id: "msg_broken".into(),
                    sealed_body: "not sealed".into(),
                    created_at: now,
                    ..WebhookMessageRecord::default()
                };
                rows::insert_message(tx, &message)?;
                let delivery = DeliveryRecord {
                    id: "whd_broken".into(),
                    endpoint_id: endpoint_id.clone(),
                    message_id: message.id,
                    subject: "thing_1".into(),
                    created_at: now,
                    ..DeliveryRecord::default()
                };
                Ok(rows::insert_in_line(tx, &delivery)?)
            })
            .await;
        let tried = server.tries(&endpoint, 1).await;
        assert!(tried.attempts[0].answer.contains("can't be opened"), "{tried:?}");
        server.user("ada_lovelace").await;
        receiver.hears(1).await;
    }
}

#[tokio::test]
async fn an_e_mail_whose_template_is_missing_is_tried_again() {
    for server in Server::everywhere().await {
        let waiting = server.mail(MessageKind::Email, "love_letter", "ada@example.com", json!({})).await;
        assert_eq!((waiting.state, waiting.attempts), (MessageState::Waiting, 1));
        assert!(waiting.due_at > waiting.updated_at && waiting.problem.is_some());
        let data = json!({ "otp_code": "123456" });
        let kept = server.mail(MessageKind::Email, "verification_code", "ada@example.com", data).await;
        assert_eq!(kept.state, MessageState::Kept);
    }
}
