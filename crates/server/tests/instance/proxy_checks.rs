use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use housekey_sdk::{DomainId, VerifyProxy};
use tokio::net::TcpListener;

use crate::live::Live;
use crate::server::{Server, wire};

/// Responds to all requests below a path, and returns its URL.
async fn serving<F, A>(answer: F) -> String
where
    F: Fn(Request) -> A + Clone + Send + Sync + 'static,
    A: Future<Output = Response> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/__clerk", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await.unwrap() });
    url
}

/// A typical proxy: it adds its URL, a secret key and the client's address.
async fn proxy(server: &Server, secret_key: &str) -> String {
    let (upstream, secret_key) = (server.url.clone(), secret_key.to_owned());
    serving(move |request| forward(request, upstream.clone(), secret_key.clone())).await
}

async fn forward(request: Request, upstream: String, secret_key: String) -> Response {
    let host = request.headers()[header::HOST].to_str().unwrap().to_owned();
    let path = request.uri().path_and_query().unwrap().as_str().strip_prefix("/__clerk").unwrap().to_owned();
    let mut headers = HeaderMap::new();
    headers.insert("clerk-proxy-url", HeaderValue::try_from(format!("http://{host}/__clerk")).unwrap());
    headers.insert("clerk-secret-key", HeaderValue::try_from(secret_key).unwrap());
    headers.insert("x-forwarded-for", HeaderValue::from_static("192.0.2.1"));
    let client = reqwest::Client::builder().build().unwrap();
    let answer = client.get(format!("{upstream}{path}")).headers(headers).send().await.unwrap();
    (answer.status(), answer.bytes().await.unwrap()).into_response()
}

async fn primary(server: &Server) -> DomainId {
    server.client.domains().list().await.unwrap().data.remove(0).id
}

fn check(domain_id: &DomainId, proxy_url: &str) -> VerifyProxy {
    VerifyProxy { domain_id: Some(domain_id.clone()), proxy_url: Some(proxy_url.to_owned()) }
}

#[tokio::test]
async fn a_proxy_that_leads_here_is_found_to_work() {
    for server in Server::everywhere().await {
        let (domain, url) = (primary(&server).await, proxy(&server, &server.secret_key).await);
        let checked = server.client.proxy_checks().verify(check(&domain, &format!("{url}/"))).await.unwrap();
        assert_eq!((checked.object.as_ref(), checked.successful), ("proxy_check", true));
        assert_eq!((&checked.domain_id, checked.proxy_url.as_str()), (&domain, url.as_str()));
        assert_eq!(checked.last_run_at, Some(checked.created_at));

        server.advance(60);
        let again = server.client.proxy_checks().verify(check(&domain, &url)).await.unwrap();
        assert_eq!((&again.id, again.created_at), (&checked.id, checked.created_at), "the same check");
        assert!(again.last_run_at > checked.last_run_at && again.updated_at > checked.updated_at);
    }
}

#[tokio::test]
async fn a_proxy_that_leads_elsewhere_is_found_not_to() {
    for server in Server::everywhere().await {
        let domain = primary(&server).await;
        let healthy = r#"{"status":"healthy","x_forwarded_for":"192.0.2.1"}"#;
        let works = proxy(&server, &server.secret_key).await;
        for (url, why) in [
            (proxy(&server, "sk_test_unknown").await, "another secret key"),
            (serving(|_| async { StatusCode::NOT_FOUND.into_response() }).await, "no such path"),
            (serving(|_| async { "healthy".into_response() }).await, "no JSON"),
            (serving(|_| async { r#"{"status":"unhealthy"}"#.into_response() }).await, "unhealthy"),
            (
                serving(move |_| async move { (StatusCode::BAD_GATEWAY, healthy).into_response() }).await,
                "502",
            ),
            (
                serving(move |_| {
                    let location = format!("{works}/v1/proxy-health");
                    async move { (StatusCode::FOUND, [(header::LOCATION, location)]).into_response() }
                })
                .await,
                "a redirect",
            ),
            ("http://127.0.0.1:9/__clerk".to_owned(), "nobody there"),
        ] {
            let checked = server.client.proxy_checks().verify(check(&domain, &url)).await.unwrap();
            assert!(!checked.successful, "{why}");
        }
    }
}

#[tokio::test]
async fn a_live_instance_asks_nobody_inside() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let domain = live.client.domains().list().await.unwrap().data.remove(0).id;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        for url in
            [format!("http://{address}/x"), "http://localhost:1/x".into(), "https://169.254.169.254/x".into()]
        {
            let refusal = live.client.proxy_checks().verify(check(&domain, &url)).await.unwrap_err();
            assert_eq!(
                (wire(&refusal), refusal.errors()[0].param_name()),
                ((422, "form_param_value_invalid"), Some("proxy_url"))
            );
        }
        let came = tokio::time::timeout(std::time::Duration::from_millis(50), listener.accept()).await;
        assert!(came.is_err(), "nobody was asked");
    }
}

#[tokio::test]
async fn a_check_needs_a_domain_of_its_own_and_a_proxy() {
    for server in Server::everywhere().await {
        let (domain, checks) = (primary(&server).await, server.client.proxy_checks());
        for (request, expected) in [
            (
                VerifyProxy { proxy_url: Some("https://a.test".into()), domain_id: None },
                (422, "form_param_missing"),
            ),
            (VerifyProxy { domain_id: Some(domain.clone()), proxy_url: None }, (422, "form_param_missing")),
            (check(&domain, "ftp://a.test"), (422, "form_param_format_invalid")),
            (check(&"dmn_unknown".into(), "https://a.test"), (404, "resource_not_found")),
        ] {
            assert_eq!(wire(&checks.verify(request).await.unwrap_err()), expected);
        }
        let foreign = server.foreign.proxy_checks().verify(check(&domain, "https://a.test")).await;
        assert_eq!(wire(&foreign.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn a_proxy_is_told_what_it_lacks() {
    let server = Server::everywhere().await.remove(0);
    let answer = reqwest::get(format!("{}/v1/proxy-health?domain_id=dmn_1", server.url)).await.unwrap();
    assert_eq!(answer.status(), 400);
    let body = answer.text().await.unwrap();
    assert!(body.contains("bad_request") && body.contains("Clerk-Proxy-Url"), "{body}");
}
