//! Several instances in one server.

use housekey_sdk::UpdateOAuthApplication;
use serde_json::json;

use crate::browser::Browser;
use crate::relying_party::{RelyingParty, ada, body, client, request, text};
use crate::server::Server;

#[tokio::test]
async fn each_instance_is_an_issuer_of_its_own() {
    for server in Server::everywhere().await {
        let other = server.foreign.oauth_applications().create(request()).await.unwrap();
        let issuer = format!("{}/instances/{}", server.url, other.instance_id);
        assert_eq!(other.discovery_url, format!("{issuer}/.well-known/openid-configuration"));
        let inserted =
            format!("{}/.well-known/oauth-authorization-server/instances/{}", server.url, other.instance_id);
        for (url, issuer) in [
            (format!("{}/.well-known/openid-configuration", server.url), server.url.clone()),
            (format!("{}/.well-known/oauth-authorization-server", server.url), server.url.clone()),
            (other.discovery_url.clone(), issuer.clone()),
            (inserted, issuer.clone()),
        ] {
            let answer = client().get(&url).send().await.unwrap();
            assert_eq!(answer.headers()["access-control-allow-origin"], "*");
            let document = body(answer).await;
            assert_eq!(document["issuer"], json!(issuer), "{url}");
            assert_eq!(document["token_endpoint"], json!(format!("{issuer}/oauth/token")));
            let keys = body(client().get(text(&document["jwks_uri"])).send().await.unwrap()).await;
            assert_eq!(keys["keys"].as_array().unwrap().len(), 1);
        }
        let own = format!("{}/instances/{}/.well-known/openid-configuration", server.url, server.instance.id);
        assert_eq!(client().get(own).send().await.unwrap().status(), 404, "an instance has one issuer");
        let unknown = format!("{}/instances/ins_unknown/.well-known/jwks.json", server.url);
        assert_eq!(client().get(unknown).send().await.unwrap().status(), 404);
    }
}

#[tokio::test]
async fn what_one_instance_gives_is_nothing_to_another() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let other = server.foreign.oauth_applications().create(request()).await.unwrap();
        let trust = UpdateOAuthApplication {
            consent_screen_enabled: Some(false),
            ..UpdateOAuthApplication::default()
        };
        server.foreign.oauth_applications().update(&other.id, trust).await.unwrap();
        let other = RelyingParty { application: other, server: server.url.clone() };
        let mut browser = Browser::new(&server.url);
        let code = notes.code(&mut browser).await;

        let page = browser.open(&other.authorize_url(&[("prompt", "none")])).await;
        assert_eq!(
            page.param("error").as_deref(),
            Some("login_required"),
            "the session is the other instance's"
        );
        let issuer = format!("{}/instances/{}", server.url, other.application.instance_id);
        assert_eq!(page.param("iss"), Some(issuer));
        let page = browser.open(&other.authorize_url(&[("client_id", &notes.application.client_id)])).await;
        assert_eq!(page.status, 401, "{page:?}");

        assert_eq!(other.exchange(&code).await.status(), 400);
        let tokens = body(notes.exchange(&code).await).await;
        assert_eq!(other.user_info(text(&tokens["access_token"])).await.status(), 401);
        assert_eq!(other.refresh(text(&tokens["refresh_token"])).await.status(), 400);
        assert_eq!(notes.user_info(text(&tokens["access_token"])).await.status(), 200);
    }
}

#[tokio::test]
async fn browsers_may_call_from_any_origin_where_no_cookie_counts() {
    for server in Server::everywhere().await {
        for path in ["/oauth/token", "/oauth/userinfo", "/.well-known/jwks.json"] {
            let url = format!("{}{path}", server.url);
            let preflight = client().request(reqwest::Method::OPTIONS, &url).send().await.unwrap();
            assert_eq!(
                (preflight.status().as_u16(), &preflight.headers()["access-control-allow-origin"]),
                (204, &"*".parse().unwrap())
            );
        }
        let refused = client().get(format!("{}/oauth/userinfo", server.url)).send().await.unwrap();
        assert_eq!(refused.headers()["access-control-allow-origin"], "*", "refusals can be read too");
        let page = client().get(format!("{}/oauth/authorize", server.url)).send().await.unwrap();
        assert!(!page.headers().contains_key("access-control-allow-origin"));
        assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    }
}
