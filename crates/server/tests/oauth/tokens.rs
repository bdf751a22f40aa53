use std::sync::Arc;

use housekey_sdk::{CreateOAuthApplication, RevokeOAuthToken, VerifyOAuthAccessToken};
use serde_json::json;

use crate::browser::Browser;
use crate::relying_party::{
    CALLBACK, PASSWORD, RelyingParty, VERIFIER, ada, body, claims, client, post, refusal, request, sign_in,
    text,
};
use crate::server::{Server, wire};

#[tokio::test]
async fn a_code_becomes_tokens_that_tell_who_signed_in() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let tokens = notes.tokens().await;
        assert_eq!((text(&tokens["token_type"]), &tokens["expires_in"]), ("Bearer", &json!(86400)));
        assert!(text(&tokens["access_token"]).starts_with("oat_"));
        assert_eq!(text(&tokens["scope"]), "openid email profile");

        let claims = claims(&server, &tokens["id_token"]);
        assert_eq!((&claims["iss"], &claims["sub"]), (&json!(server.url), &json!(user.id)));
        assert_eq!((&claims["aud"], &claims["nonce"]), (&json!(notes.application.client_id), &json!("n-1")));
        assert_eq!((&claims["email"], &claims["email_verified"]), (&json!("ada@example.test"), &json!(true)));
        assert_eq!(&claims["name"], &json!("Ada Lovelace"));
        assert!(claims["auth_time"].as_i64() <= claims["iat"].as_i64());
        assert!(!claims.contains_key("private_metadata"));

        let info = body(notes.user_info(text(&tokens["access_token"])).await).await;
        assert_eq!((text(&info["object"]), &info["sub"]), ("oauth_user_info", &json!(user.id)));
        assert_eq!((text(&info["preferred_username"]), text(&info["given_name"])), ("ada_lovelace", "Ada"));
    }
}

#[tokio::test]
async fn an_id_token_is_no_session_token() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let tokens = RelyingParty::trusted(&server).await.tokens().await;
        let verifier = housekey_sdk::auth::Verifier::from_pem(server.signing_key().public_pem()).unwrap();
        let options = housekey_sdk::auth::Options::new(verifier);
        let bearer = format!("Bearer {}", text(&tokens["id_token"]));
        let request = axum::http::Request::builder().header("authorization", bearer).body(()).unwrap();
        let state = housekey_sdk::auth::authenticate_request(&request, &options).await;
        assert!(!state.is_signed_in(), "{state:?}");
    }
}

#[tokio::test]
async fn of_fifty_exchanges_of_a_code_one_succeeds_and_is_taken_back() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = Arc::new(RelyingParty::trusted(&server).await);
        let code = notes.code(&mut Browser::new(&server.url)).await;
        let exchanges: Vec<_> = (0..50)
            .map(|_| {
                let (notes, code) = (Arc::clone(&notes), code.clone());
                tokio::spawn(async move { notes.exchange(&code).await })
            })
            .collect();
        let mut given = Vec::new();
        for exchange in exchanges {
            let answer = exchange.await.unwrap();
            match answer.status().as_u16() {
                200 => given.push(body(answer).await),
                _ => assert_eq!(refusal(answer).await, (400, "invalid_grant".into())),
            }
        }
        assert_eq!(given.len(), 1);
        assert_eq!(notes.user_info(text(&given[0]["access_token"])).await.status(), 401);
        assert_eq!(refusal(notes.refresh(text(&given[0]["refresh_token"])).await).await.0, 400);
    }
}

#[tokio::test]
async fn a_code_is_for_one_application_one_address_and_one_verifier() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let other = RelyingParty::trusted(&server).await;
        let code = notes.code(&mut Browser::new(&server.url)).await;
        let exchange = |uri: &'static str, verifier: &'static str| {
            let mut fields = vec![("grant_type", "authorization_code"), ("code", code.as_str())];
            fields.extend(
                [("redirect_uri", uri), ("code_verifier", verifier)]
                    .into_iter()
                    .filter(|(_, v)| !v.is_empty()),
            );
            fields
        };
        let invalid = (400, "invalid_grant".to_owned());
        assert_eq!(refusal(other.token(&exchange(CALLBACK, VERIFIER)).await).await, invalid);
        assert_eq!(
            refusal(notes.token(&exchange("https://app.example.test/other", VERIFIER)).await).await,
            invalid
        );
        assert_eq!(refusal(notes.token(&exchange("", VERIFIER)).await).await, invalid);
        assert_eq!(refusal(notes.token(&exchange(CALLBACK, "")).await).await, invalid);
        assert_eq!(refusal(notes.token(&exchange(CALLBACK, CALLBACK)).await).await, invalid);
        assert_eq!(
            notes.token(&exchange(CALLBACK, VERIFIER)).await.status(),
            200,
            "mistakes do not use it up"
        );
    }
}

#[tokio::test]
async fn a_code_without_a_challenge_takes_no_verifier() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        let page = browser
            .open(&notes.authorize_url(&[("code_challenge", ""), ("code_challenge_method", "")]))
            .await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        let code = page.param("code").unwrap();
        assert_eq!(refusal(notes.exchange(&code).await).await, (400, "invalid_grant".into()));
        let fields =
            [("grant_type", "authorization_code"), ("code", code.as_str()), ("redirect_uri", CALLBACK)];
        assert_eq!(notes.token(&fields).await.status(), 200);
    }
}

#[tokio::test]
async fn codes_and_tokens_end_in_time() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let code = notes.code(&mut Browser::new(&server.url)).await;
        server.advance(600);
        assert_eq!(refusal(notes.exchange(&code).await).await, (400, "invalid_grant".into()));
        let tokens = notes.tokens().await;
        server.advance(86_399);
        assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 200);
        server.advance(1);
        let late = notes.user_info(text(&tokens["access_token"])).await;
        assert_eq!(late.headers()["www-authenticate"], "Bearer error=\"invalid_token\"");
        assert_eq!(late.status(), 401);
        assert_eq!(notes.refresh(text(&tokens["refresh_token"])).await.status(), 200);
    }
}

#[tokio::test]
async fn a_refresh_token_is_good_once_and_its_thief_is_found_out() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let first = notes.tokens().await;
        let second = body(notes.refresh(text(&first["refresh_token"])).await).await;
        assert_ne!(first["refresh_token"], second["refresh_token"]);
        assert_eq!(second["scope"], first["scope"]);
        let narrow = [
            ("grant_type", "refresh_token"),
            ("refresh_token", text(&second["refresh_token"])),
            ("scope", "email"),
        ];
        let third = body(notes.token(&narrow).await).await;
        assert_eq!((text(&third["scope"]), third.get("id_token")), ("email", None));
        let other = RelyingParty::trusted(&server).await;
        let stolen = other.refresh(text(&third["refresh_token"])).await;
        assert_eq!(refusal(stolen).await, (400, "invalid_grant".into()), "another application's");
        assert_eq!(notes.user_info(text(&third["access_token"])).await.status(), 200);

        assert_eq!(
            refusal(notes.refresh(text(&first["refresh_token"])).await).await,
            (400, "invalid_grant".into())
        );
        for token in [&first, &second, &third] {
            assert_eq!(
                notes.user_info(text(&token["access_token"])).await.status(),
                401,
                "the family is gone"
            );
        }
        assert_eq!(
            refusal(notes.refresh(text(&third["refresh_token"])).await).await,
            (400, "invalid_grant".into())
        );
    }
}

#[tokio::test]
async fn an_application_proves_which_one_it_is() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let refresh = text(&notes.tokens().await["refresh_token"]).to_owned();
        let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
        for wrong in [("client_secret", "wrong"), ("client_id", "unknown")] {
            let answer = notes.token(&[fields[0], fields[1], wrong]).await;
            assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with("Basic "));
            assert_eq!(refusal(answer).await, (401, "invalid_client".into()), "{wrong:?}");
        }
        let form = format!("grant_type=refresh_token&refresh_token={refresh}");
        assert_eq!(refusal(post(&notes.application.token_fetch_url, form.clone()).await).await.0, 401);
        let secret = notes.application.client_secret.clone();
        let basic = client()
            .post(&notes.application.token_fetch_url)
            .basic_auth(&notes.application.client_id, secret)
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = basic.body(form).send().await.unwrap();
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let tokens = body(answer).await;
        server.client.oauth_applications().rotate_secret(&notes.application.id).await.unwrap();
        let old = notes.refresh(text(&tokens["refresh_token"])).await;
        assert_eq!(refusal(old).await, (401, "invalid_client".into()), "the old secret");
    }
}

#[tokio::test]
async fn a_public_application_has_nothing_but_its_verifier() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let public =
            CreateOAuthApplication { public: Some(true), consent_screen_enabled: Some(false), ..request() };
        let public = RelyingParty::new(&server, public).await;
        let tokens = public.tokens().await;
        let tokens = body(public.refresh(text(&tokens["refresh_token"])).await).await;
        let form =
            format!("token={}&client_id={}", text(&tokens["access_token"]), public.application.client_id);
        let introspected = post(&public.application.token_introspection_url, form).await;
        assert_eq!(refusal(introspected).await, (401, "invalid_client".into()));
    }
}

#[tokio::test]
async fn a_token_that_is_given_back_takes_the_others_along() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        for given_back in ["access_token", "refresh_token"] {
            let tokens = notes.tokens().await;
            let credentials = format!(
                "client_id={}&client_secret={}",
                notes.application.client_id,
                notes.application.client_secret.as_deref().unwrap()
            );
            let revoke = format!("{}/revoke", notes.application.token_fetch_url);
            let unknown = post(&revoke, format!("token=oat_unknown&{credentials}")).await;
            assert_eq!(unknown.status(), 200, "a token that is none is no error");
            assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 200);
            let form = format!("token={}&{credentials}", text(&tokens[given_back]));
            assert_eq!(post(&revoke, form).await.status(), 200);
            assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 401);
            assert_eq!(refusal(notes.refresh(text(&tokens["refresh_token"])).await).await.0, 400);
        }
    }
}

#[tokio::test]
async fn tokens_die_with_their_user_and_their_application() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let tokens = notes.tokens().await;
        server.client.users().lock(&user.id).await.unwrap();
        assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 200, "a lock is not a ban");
        server.client.users().unlock(&user.id).await.unwrap();

        server.client.users().ban(&user.id).await.unwrap();
        server.client.users().unban(&user.id).await.unwrap();
        assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 401, "banned once");

        let tokens = notes.tokens().await;
        server.client.oauth_applications().delete(&notes.application.id).await.unwrap();
        assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 401);

        let notes = RelyingParty::trusted(&server).await;
        let tokens = notes.tokens().await;
        server.client.users().delete(&user.id).await.unwrap();
        assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 401);
        assert_eq!(
            refusal(notes.refresh(text(&tokens["refresh_token"])).await).await,
            (400, "invalid_grant".into())
        );
    }
}

#[tokio::test]
async fn tokens_can_be_looked_at() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let other = RelyingParty::trusted(&server).await;
        let tokens = notes.tokens().await;
        let look = async |party: &RelyingParty, token: &str| {
            let (id, secret) = (&party.application.client_id, party.application.client_secret.clone());
            let request = client().post(&notes.application.token_introspection_url).basic_auth(id, secret);
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            body(request.body(format!("token={token}")).send().await.unwrap()).await
        };
        let seen = look(&notes, text(&tokens["access_token"])).await;
        assert_eq!((&seen["active"], &seen["sub"]), (&json!(true), &json!(user.id)));
        assert_eq!(look(&notes, text(&tokens["refresh_token"])).await["active"], json!(true));
        assert_eq!(look(&notes, "oat_unknown").await, json!({ "active": false }));
        assert_eq!(look(&other, text(&tokens["access_token"])).await, json!({ "active": false }));

        let request =
            client().post(&notes.application.token_introspection_url).bearer_auth(&server.secret_key);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(format!("token={}", text(&tokens["access_token"]))).send().await.unwrap();
        assert_eq!(body(answer).await["active"], json!(true), "the instance's backend may look at all");
    }
}

#[tokio::test]
async fn the_backend_verifies_and_revokes_access_tokens() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let tokens = notes.tokens().await;
        let verify = |token: &str| VerifyOAuthAccessToken { access_token: Some(token.into()), secret: None };
        let api = server.client.oauth_access_tokens();
        let seen = api.verify(verify(text(&tokens["access_token"]))).await.unwrap();
        assert_eq!(
            (seen.object.as_ref(), seen.kind.as_ref()),
            ("clerk_idp_oauth_access_token", "oauth:access_token")
        );
        assert_eq!(
            (seen.subject.as_str(), seen.client_id),
            (user.id.as_str(), notes.application.client_id.clone())
        );
        assert_eq!(seen.scopes, ["openid", "email", "profile"]);
        let older =
            VerifyOAuthAccessToken { secret: Some(text(&tokens["access_token"]).into()), access_token: None };
        assert_eq!(api.verify(older).await.unwrap().id, seen.id);

        let foreign =
            server.foreign.oauth_access_tokens().verify(verify(text(&tokens["access_token"]))).await;
        assert_eq!(wire(&foreign.unwrap_err()), (404, "resource_not_found"));
        let refresh = api.verify(verify(text(&tokens["refresh_token"]))).await;
        assert_eq!(wire(&refresh.unwrap_err()), (404, "resource_not_found"), "a refresh token is none");
        let nothing = api.verify(VerifyOAuthAccessToken::default()).await;
        assert_eq!(wire(&nothing.unwrap_err()), (422, "form_param_missing"));

        let (applications, id) = (server.client.oauth_applications(), &notes.application.id);
        let token = RevokeOAuthToken { token: text(&tokens["refresh_token"]).into() };
        let other = RelyingParty::trusted(&server).await;
        let not_its = applications.revoke_token(&other.application.id, token.clone()).await;
        assert_eq!(wire(&not_its.unwrap_err()), (404, "resource_not_found"));
        applications.revoke_token(id, token).await.unwrap();
        let gone = api.verify(verify(text(&tokens["access_token"]))).await;
        assert_eq!(wire(&gone.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn what_is_stored_opens_nothing() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let tokens = notes.tokens().await;
        let secrets: Vec<String> = [text(&tokens["access_token"]), text(&tokens["refresh_token"])]
            .into_iter()
            .chain(notes.application.client_secret.as_deref())
            .map(str::to_owned)
            .collect();
        let rows = server.app.db.read(|tx| {
            let mut rows: Vec<String> = Vec::new();
            for table in ["oauth_applications", "oauth_grants", "oauth_tokens", "sign_ins"] {
                rows.extend(tx.all(&format!("SELECT document FROM {table}"), &[], |row| row.get(0))?);
            }
            Ok::<_, housekey_store::StoreError>(rows)
        });
        let rows = rows.await.unwrap().join("\n");
        assert!(rows.contains("digest") && secrets.iter().all(|secret| !rows.contains(secret.as_str())));
    }
}
