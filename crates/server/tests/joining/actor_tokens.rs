use std::sync::Arc;

use housekey_sdk::{
    ActorToken, ActorTokenStatus, CreateActorToken, CreateSignInToken, ListSessions, Metadata, Session,
    SessionStatus, TokenOptions, User,
};
use serde_json::{Value, json};

use crate::server::{Server, wire};
use crate::sight::Browser;

fn acting(user: &User) -> CreateActorToken {
    let actor: Metadata = serde_json::from_value(json!({"sub": "user_support", "type": "agent"})).unwrap();
    CreateActorToken { user_id: user.id.clone(), actor, ..CreateActorToken::default() }
}

async fn token_for(server: &Server, user: &User) -> ActorToken {
    server.client.actor_tokens().create(acting(user)).await.unwrap()
}

async fn sessions_of(server: &Server, user: &User) -> Vec<Session> {
    let request = ListSessions { user_id: Some(user.id.clone()), ..ListSessions::default() };
    server.client.sessions().list(request).await.unwrap().data
}

#[tokio::test]
async fn support_acts_as_ada_and_every_token_says_so() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let token = token_for(&server, &ada).await;
        assert_eq!(
            (&token.status, &token.actor["sub"]),
            (&ActorTokenStatus::Pending, &json!("user_support"))
        );
        let ticket = token.token.unwrap().to_string();
        let mut browser = Browser::default();
        let asked = browser.open(&token.url.unwrap()).await;
        assert!(asked.status == 200 && asked.text.contains("user_support"), "{}", asked.text);
        assert!(sessions_of(&server, &ada).await.is_empty(), "looking at the link opens nothing");

        let done = browser.send(&server, &[("ticket", &ticket)]).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert!(done.text.contains("user_support is signed in as Ada"), "{}", done.text);
        let session = sessions_of(&server, &ada).await.remove(0);
        assert_eq!(session.actor.as_ref().unwrap()["sub"], json!("user_support"));
        assert_eq!((session.expire_at - session.created_at).seconds(), 30 * 60);
        assert_eq!((session.abandon_at - session.created_at).seconds(), 10 * 60);

        let jwt =
            server.client.sessions().create_token(&session.id, TokenOptions::default()).await.unwrap().jwt;
        let claims = housekey_domain::jwt::verify(&server.signing_key(), &jwt).unwrap().claims;
        assert_eq!(claims["act"], json!({"sub": "user_support", "type": "agent"}));
        let seen = server.client.users().get(&ada.id).await.unwrap();
        assert_eq!((seen.last_sign_in_at, seen.last_active_at), (None, None), "that was not Ada");
        let held = server
            .client
            .clients()
            .verify(housekey_sdk::VerifyClient { token: browser.cookie("__client").unwrap().into() });
        assert_eq!(held.await.unwrap().session_ids, [session.id]);
    }
}

#[tokio::test]
async fn the_session_lasts_as_long_as_it_was_said() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let short = CreateActorToken { session_max_duration_in_seconds: Some(60), ..acting(&ada) };
        let ticket = server.client.actor_tokens().create(short).await.unwrap().token.unwrap().to_string();
        Browser::default().send(&server, &[("ticket", &ticket)]).await;
        server.advance(61);
        assert_eq!(sessions_of(&server, &ada).await[0].status, SessionStatus::Expired);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_50_who_use_a_ticket_at_once_one_gets_in() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let ticket = token_for(&server, &ada).await.token.unwrap().to_string();
        let server = Arc::new(server);
        let attempts: Vec<_> = (0..50)
            .map(|_| {
                let (server, ticket) = (Arc::clone(&server), ticket.clone());
                tokio::spawn(
                    async move { Browser::default().send(&server, &[("ticket", &ticket)]).await.status },
                )
            })
            .collect();
        let mut statuses = Vec::new();
        for attempt in attempts {
            statuses.push(attempt.await.unwrap());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 49, "{statuses:?}");
        assert_eq!(sessions_of(&server, &ada).await.len(), 1);
    }
}

#[tokio::test]
async fn a_ticket_that_was_used_revoked_or_has_expired_is_no_good() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let used = token_for(&server, &ada).await;
        let ticket = used.token.clone().unwrap().to_string();
        assert_eq!(Browser::default().send(&server, &[("ticket", &ticket)]).await.status, 200);
        let again = Browser::default().open(used.url.as_deref().unwrap()).await;
        assert!(again.status == 400 && again.text.contains("has already been used"), "{}", again.text);
        let refusal = server.client.actor_tokens().revoke(&used.id).await.unwrap_err();
        assert_eq!(wire(&refusal), (400, "actor_token_cannot_be_revoked_code"));

        let revoked = token_for(&server, &ada).await;
        let status = server.client.actor_tokens().revoke(&revoked.id).await.unwrap().status;
        assert_eq!(status, ActorTokenStatus::Revoked);
        let shown = Browser::default().send(&server, &[("ticket", revoked.token.unwrap().as_ref())]).await;
        assert!(shown.status == 400 && shown.text.contains("has been revoked"), "{}", shown.text);

        let late = token_for(&server, &ada).await;
        server.advance(3601);
        let shown = Browser::default().send(&server, &[("ticket", late.token.unwrap().as_ref())]).await;
        assert!(shown.status == 400 && shown.text.contains("has expired"), "{}", shown.text);
    }
}

#[tokio::test]
async fn a_ticket_needs_somebody_who_acts_and_somebody_to_be() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let with =
            |actor: Value| CreateActorToken { actor: serde_json::from_value(actor).unwrap(), ..acting(&ada) };
        for (request, expected) in [
            (with(json!({})), (422, "form_param_missing")),
            (with(json!({"sub": ""})), (422, "form_param_format_invalid")),
            (with(json!({"sub": 7})), (422, "form_param_format_invalid")),
            (with(json!({"sub": "a", "note": "x".repeat(2000)})), (422, "form_param_exceeds_allowed_size")),
            (
                CreateActorToken { expires_in_seconds: Some(0), ..acting(&ada) },
                (422, "form_param_value_invalid"),
            ),
            (
                CreateActorToken { session_max_duration_in_seconds: Some(-1), ..acting(&ada) },
                (422, "form_param_value_invalid"),
            ),
            (CreateActorToken { user_id: "user_nobody".into(), ..acting(&ada) }, (404, "resource_not_found")),
            (CreateActorToken { user_id: "".into(), ..acting(&ada) }, (422, "form_param_nil")),
        ] {
            let refusal = server.client.actor_tokens().create(request).await.unwrap_err();
            assert_eq!(wire(&refusal), expected);
        }
        let unknown = server.client.actor_tokens().revoke("act_unknown").await.unwrap_err();
        assert_eq!(wire(&unknown), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn nobody_acts_as_somebody_who_is_banned() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let ticket = token_for(&server, &ada).await.token.unwrap().to_string();
        server.client.users().ban(&ada.id).await.unwrap();
        let shown = Browser::default().send(&server, &[("ticket", &ticket)]).await;
        assert_eq!(shown.status, 403, "{}", shown.text);
        server.client.users().unban(&ada.id).await.unwrap();
        assert_eq!(
            Browser::default().send(&server, &[("ticket", &ticket)]).await.status,
            200,
            "it was not used up"
        );
    }
}

#[tokio::test]
async fn a_new_sign_in_takes_the_place_of_what_the_browser_had() {
    for server in Server::everywhere().await {
        let ada = server.ada().await;
        let request = CreateSignInToken { user_id: ada.id.clone(), ..CreateSignInToken::default() };
        let token = server.client.sign_in_tokens().create(request).await.unwrap();
        let mut browser = Browser::default();
        let asked = browser.open(token.url.as_deref().unwrap()).await;
        assert!(asked.text.contains("You will be signed in as"), "{}", asked.text);
        let done = browser.send(&server, &[("ticket", token.token.unwrap().as_ref())]).await;
        assert!(done.text.contains("You are signed in as Ada"), "{}", done.text);
        let first = browser.cookie("__client").unwrap().to_owned();
        assert!(server.client.users().get(&ada.id).await.unwrap().last_sign_in_at.is_some());

        let ticket = token_for(&server, &ada).await.token.unwrap().to_string();
        browser.send(&server, &[("ticket", &ticket)]).await;
        let mut statuses: Vec<_> =
            sessions_of(&server, &ada).await.into_iter().map(|session| session.status).collect();
        statuses.sort_by_key(ToString::to_string);
        assert_eq!(statuses, [SessionStatus::Active, SessionStatus::Replaced]);
        let old = server.client.clients().verify(housekey_sdk::VerifyClient { token: first.into() });
        assert_eq!(
            wire(&old.await.unwrap_err()),
            (400, "cookie_invalid"),
            "the browser's token is a new one"
        );
    }
}
