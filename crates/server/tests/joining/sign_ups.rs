use housekey_domain::sign_ups::{Applicant, NewSignUp, create};
use housekey_sdk::{CreateUser, Millis, Patch, SignUpId, SignUpStatus, UpdateSignUp, set};
use housekey_server::rng::rng;

use crate::server::{Server, wire};

/// Starts a sign-up, as a Frontend API will.
async fn sign_up(server: &Server, address: &str) -> SignUpId {
    let applicant = Applicant { email_address: Some(address.into()), ..Applicant::default() };
    let (now, settings) = (server.app.clock.now(), server.instance.settings.clone());
    let new = NewSignUp::check(applicant, &settings.sign_up, None, now, &mut rng()).unwrap();
    let id = std::sync::Arc::new(std::sync::Mutex::new(SignUpId::default()));
    let kept = std::sync::Arc::clone(&id);
    server
        .write(move |tx| {
            *kept.lock().unwrap() = create(tx, &settings, &new)?.id;
            Ok(())
        })
        .await;
    id.lock().unwrap().clone()
}

#[tokio::test]
async fn a_sign_up_says_what_it_waits_for() {
    for server in Server::everywhere().await {
        let id = sign_up(&server, "ada@example.com").await;
        let seen = server.client.sign_ups().get(&id).await.unwrap();
        assert_eq!((&seen.object[..], &seen.status), ("sign_up_attempt", &SignUpStatus::MissingRequirements));
        assert_eq!(
            (seen.missing_fields, seen.unverified_fields),
            (vec!["password".into()], vec!["email_address".into()])
        );
        assert_eq!(seen.email_address.as_deref(), Some("ada@example.com"));
        assert_eq!(seen.verifications.email_address.unwrap().next_action.as_str(), "needs_prepare");
        assert_eq!(
            wire(&server.client.sign_ups().get("sua_unknown").await.unwrap_err()),
            (404, "resource_not_found")
        );
    }
}

#[tokio::test]
async fn a_backend_marks_a_sign_up_while_it_goes_on() {
    for server in Server::everywhere().await {
        let id = sign_up(&server, "ada@example.com").await;
        let sign_ups = server.client.sign_ups();
        let marked = UpdateSignUp { external_id: set("crm-7"), custom_action: set(true) };
        let marked = sign_ups.update(&id, marked).await.unwrap();
        assert_eq!((marked.external_id.as_deref(), marked.custom_action), (Some("crm-7"), true));
        let kept = sign_ups.update(&id, UpdateSignUp::default()).await.unwrap();
        assert_eq!((kept.external_id.as_deref(), kept.custom_action), (Some("crm-7"), true));
        let cleared = UpdateSignUp { external_id: Patch::Null, custom_action: Patch::Null };
        let cleared = sign_ups.update(&id, cleared).await.unwrap();
        assert_eq!((cleared.external_id, cleared.custom_action), (None, false));

        let taken = CreateUser {
            external_id: Some("crm-8".into()),
            username: Some("grace".into()),
            ..CreateUser::default()
        };
        server.client.users().create(taken).await.unwrap();
        let refusal = UpdateSignUp { external_id: set("crm-8"), ..UpdateSignUp::default() };
        let refusal = sign_ups.update(&id, refusal).await.unwrap_err();
        assert_eq!(wire(&refusal), (422, "form_identifier_exists"));
    }
}

#[tokio::test]
async fn a_sign_up_is_abandoned_after_a_day() {
    for server in Server::everywhere().await {
        let id = sign_up(&server, "ada@example.com").await;
        let seen = server.client.sign_ups().get(&id).await.unwrap();
        server.app.clock.advance(Millis(seen.abandon_at.0 - server.app.clock.now().0));
        assert_eq!(server.client.sign_ups().get(&id).await.unwrap().status, SignUpStatus::Abandoned);
        let late = server.client.sign_ups().update(&id, UpdateSignUp::default()).await.unwrap_err();
        assert_eq!(wire(&late), (403, "sign_up_cannot_be_updated"));
    }
}
