use housekey_sdk::{GetInterstitial, Html};

use crate::server::{Server, wire};

#[tokio::test]
async fn the_key_set_holds_the_instances_public_key() {
    for server in Server::everywhere().await {
        let keys = server.client.jwks().get().await.unwrap().keys;
        assert_eq!(keys.as_slice(), std::slice::from_ref(&server.instance.public_key));
        assert_ne!(server.foreign.jwks().get().await.unwrap().keys, keys);
    }
}

#[tokio::test]
async fn a_testing_token_ends_within_the_hour_in_seconds() {
    for server in Server::everywhere().await {
        let before = server.app.clock.now().seconds();
        let token = server.client.testing_tokens().create().await.unwrap();
        assert!((before + 3_600..before + 3_660).contains(&token.expires_at), "{}", token.expires_at);
        assert!(token.token.len() > 40);
        assert_ne!(server.client.testing_tokens().create().await.unwrap().token, token.token);
    }
}

#[tokio::test]
async fn the_interstitial_is_for_everybody_and_has_no_origin() {
    let server = Server::everywhere().await.remove(0);
    let key = &server.instance.publishable_key;
    let url = format!("{}/v1/public/interstitial?publishable_key={key}", server.url);
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(answer.headers()["content-security-policy"], "sandbox allow-scripts");
    assert!(answer.text().await.unwrap().contains("https://clerk.example.test/npm/@clerk/clerk-js@6/"));
}

#[tokio::test]
async fn the_interstitial_loads_nothing_it_should_not() {
    let server = Server::everywhere().await.remove(0);
    let page = |change: fn(&mut GetInterstitial)| {
        let key = server.instance.publishable_key.clone();
        let mut request = GetInterstitial { publishable_key: Some(key), ..GetInterstitial::default() };
        change(&mut request);
        server.client.miscellaneous().get_public_interstitial(request)
    };
    let Html(markup) = page(|request| request.proxy_url = Some("/__clerk".into())).await.unwrap();
    assert!(markup.contains("src=\"/__clerk/npm/"), "{markup}");
    let script = page(|request| request.sign_in_url = Some("javascript:alert(1)".into()));
    assert_eq!(wire(&script.await.unwrap_err()), (400, "invalid_query_parameter_value"));
    let keyless = page(|request| request.publishable_key = None);
    assert_eq!(wire(&keyless.await.unwrap_err()), (400, "missing_query_parameter"));
}
