//! Authorization requests, and the consent they need.

use housekey_sdk::CreateOAuthApplication;

use crate::browser::Browser;
use crate::relying_party::{CALLBACK, PASSWORD, RelyingParty, ada, request, sign_in};
use crate::server::Server;

#[tokio::test]
async fn where_nobody_can_be_answered_the_user_is_told() {
    for server in Server::everywhere().await {
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        for changes in [
            [("client_id", "unknown")],
            [("redirect_uri", "https://evil.example/callback")],
            [("redirect_uri", "https://app.example.test/callback/")],
            [("redirect_uri", "https://app.example.test/callback#x")],
            [("redirect_uri", "//app.example.test/callback")],
        ] {
            let page = browser.open(&notes.authorize_url(&changes)).await;
            assert!(matches!(page.status, 400 | 401), "{page:?}");
            assert!(page.text.contains("Something went wrong"), "{page:?}");
        }
        let twice = format!("{}&client_id=x", notes.authorize_url(&[]));
        assert_eq!(browser.open(&twice).await.status, 400);
    }
}

#[tokio::test]
async fn what_an_application_does_wrong_is_told_to_it() {
    for server in Server::everywhere().await {
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        for (changes, code) in [
            (vec![("response_type", "token")], "unsupported_response_type"),
            (vec![("response_type", "")], "invalid_request"),
            (vec![("scope", "openid admin")], "invalid_scope"),
            (vec![("code_challenge_method", "plain")], "invalid_request"),
            (vec![("code_challenge_method", "")], "invalid_request"),
            (vec![("code_challenge", "short")], "invalid_request"),
            (
                vec![("code_challenge", ""), ("code_challenge_method", ""), ("state", "short")],
                "invalid_request",
            ),
            (vec![("prompt", "none login")], "invalid_request"),
            (vec![("prompt", "surprise")], "invalid_request"),
            (vec![("max_age", "-1")], "invalid_request"),
            (vec![("request", "x.y.z")], "request_not_supported"),
            (vec![("prompt", "none")], "login_required"),
        ] {
            let page = browser.open(&notes.authorize_url(&changes)).await;
            assert!(page.url.as_str().starts_with(CALLBACK), "{changes:?}: {page:?}");
            assert_eq!(page.param("error").as_deref(), Some(code), "{changes:?}: {}", page.url);
            assert_eq!(page.param("iss").as_deref(), Some(server.url.as_str()));
            let state =
                changes.iter().find(|(name, _)| *name == "state").map_or("a-long-state", |(_, value)| value);
            assert_eq!(page.param("state").as_deref(), Some(state));
        }
    }
}

#[tokio::test]
async fn public_applications_and_those_that_say_so_must_use_pkce() {
    for server in Server::everywhere().await {
        for request in [
            CreateOAuthApplication { public: Some(true), ..request() },
            CreateOAuthApplication { pkce_required: Some(true), ..request() },
        ] {
            let notes = RelyingParty::new(&server, request).await;
            let without = notes.authorize_url(&[("code_challenge", ""), ("code_challenge_method", "")]);
            let page = Browser::new(&server.url).open(&without).await;
            assert_eq!(page.param("error").as_deref(), Some("invalid_request"));
        }
    }
}

#[tokio::test]
async fn whoever_is_signed_in_and_said_yes_is_not_asked_again() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::new(&server, request()).await;
        let mut browser = Browser::new(&server.url);
        let page = browser.open(&notes.authorize_url(&[])).await;
        assert!(page.text.contains("Sign in to Test") && page.text.contains("Notes"), "{page:?}");
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert!(
            page.text.contains("Authorize Notes") && page.text.contains("View your email address"),
            "{page:?}"
        );
        let page = browser.send(&page, &[("answer", "allow")]).await;
        assert!(page.param("code").is_some() && page.param("iss").is_some(), "{page:?}");

        let again = browser.open(&notes.authorize_url(&[("prompt", "none")])).await;
        assert!(again.param("code").is_some(), "{again:?}");
        let more = browser.open(&notes.authorize_url(&[("scope", "openid private_metadata")])).await;
        assert!(more.text.contains("Authorize Notes"), "more is asked about: {more:?}");
        let silent = notes.authorize_url(&[("scope", "openid private_metadata"), ("prompt", "none")]);
        assert_eq!(browser.open(&silent).await.param("error").as_deref(), Some("consent_required"));
        let asked = browser.open(&notes.authorize_url(&[("prompt", "consent")])).await;
        assert!(asked.text.contains("Authorize Notes"), "{asked:?}");
    }
}

#[tokio::test]
async fn whoever_says_no_grants_nothing() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::new(&server, request()).await;
        let mut browser = Browser::new(&server.url);
        let page = browser.open(&notes.authorize_url(&[])).await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        let denied = browser.send(&page, &[("answer", "deny")]).await;
        assert_eq!(denied.param("error").as_deref(), Some("access_denied"));
        let late = browser.send(&page, &[("answer", "allow")]).await;
        assert_eq!(late.status, 404, "the visit is over");
    }
}

#[tokio::test]
async fn a_program_of_the_users_own_machine_is_asked_about_every_time() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let program = CreateOAuthApplication {
            public: Some(true),
            redirect_uris: Some(vec!["http://127.0.0.1/cb".into()]),
            ..request()
        };
        let program = RelyingParty::new(&server, program).await;
        let mut browser = Browser::new(&server.url);
        let url = program.authorize_url(&[("redirect_uri", "http://127.0.0.1:51004/cb")]);
        let page = browser.open(&url).await;
        let page = sign_in(&mut browser, &page, "ada_lovelace", PASSWORD).await;
        let page = browser.send(&page, &[("answer", "allow")]).await;
        assert!(page.url.as_str().starts_with("http://127.0.0.1:51004/cb?code="), "{page:?}");
        assert!(browser.open(&url).await.text.contains("Authorize Notes"));
    }
}

#[tokio::test]
async fn an_application_can_have_the_user_sign_in_anew() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        notes.code(&mut browser).await;
        assert!(browser.open(&notes.authorize_url(&[("max_age", "60")])).await.param("code").is_some());
        let page = browser.open(&notes.authorize_url(&[("prompt", "login")])).await;
        assert!(page.text.contains("Sign in to Test"), "{page:?}");
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert!(page.param("code").is_some(), "{page:?}");
        server.advance(61);
        let page = browser.open(&notes.authorize_url(&[("max_age", "60")])).await;
        assert!(page.text.contains("Sign in to Test"), "{page:?}");
    }
}

#[tokio::test]
async fn an_answer_can_be_posted() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        let page = browser
            .open(&notes.authorize_url(&[("response_mode", "form_post"), ("state", "<\"&'>-state")]))
            .await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert!(page.text.contains(&format!("action=\"{CALLBACK}\"")), "{page:?}");
        assert!(page.text.contains("name=\"code\" value=\"oac_") && !page.text.contains("<\"&"), "{page:?}");
    }
}

#[tokio::test]
async fn a_request_may_come_by_post() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        let url = notes.authorize_url(&[]);
        let (url, form) = url.split_once('?').unwrap();
        let page = browser.post(url, form).await;
        assert!(page.text.contains("Sign in to Test"), "{page:?}");
    }
}
