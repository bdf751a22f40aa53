use housekey_domain::publishable_key::PublishableKey;
use housekey_sdk::{AddDomain, Error, GetInterstitial, UpdateDomain, set};
use housekey_store::instances::Environment;
use reqwest::StatusCode;

use crate::live::Live;
use crate::server::{Server, wire};

const LIBRARY: &str = "/npm/@clerk/clerk-js@6/";

async fn page(server: &Server, request: GetInterstitial) -> Result<String, Error> {
    Ok(server.client.miscellaneous().get_public_interstitial(request).await?.0)
}

fn with_key(key: &impl ToString) -> GetInterstitial {
    GetInterstitial { publishable_key: Some(key.to_string()), ..GetInterstitial::default() }
}

/// From where a page loads the library.
fn source(page: &str) -> &str {
    let (_, rest) = page.split_once("src=\"").unwrap();
    rest.split_once(LIBRARY).unwrap().0
}

#[tokio::test]
async fn the_interstitial_is_for_everybody_and_has_no_origin() {
    for server in Server::everywhere().await {
        let key = &server.instance.publishable_key;
        let url = format!("{}/v1/public/interstitial?publishable_key={key}", server.url);
        let answer = reqwest::get(url).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
        assert_eq!(answer.headers()["content-security-policy"], "sandbox allow-scripts");
        assert_eq!(source(&answer.text().await.unwrap()), "https://clerk.example.test");
    }
}

#[tokio::test]
async fn the_interstitial_is_found_by_the_frontend_api_alone() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        for (host, key) in [
            ("clerk.example.test", &server.instance.publishable_key),
            ("clerk.example.com", &live.instance.publishable_key),
        ] {
            let host = Some(host.to_owned());
            let new = GetInterstitial { frontend_api: host.clone(), ..GetInterstitial::default() };
            let old = GetInterstitial { frontend_api_legacy: host.clone(), ..GetInterstitial::default() };
            let both = GetInterstitial { frontend_api_legacy: Some("pub_1a2b3c4d".into()), ..new.clone() };
            for request in [new, old, both] {
                let page = page(&server, request).await.unwrap();
                assert_eq!(source(&page), format!("https://{}", host.as_ref().unwrap()));
                assert!(page.contains(&format!("data-clerk-publishable-key=\"{key}\"")), "{page}");
            }
        }
        let keyless = page(&server, GetInterstitial::default()).await.unwrap_err();
        assert_eq!(wire(&keyless), (400, "missing_query_parameter"));
    }
}

#[tokio::test]
async fn the_interstitial_of_nobodys_frontend_api_loads_nothing() {
    for server in Server::everywhere().await {
        for host in ["pub_1a2b3c4d", "evil.example", "clerk.evil.example"] {
            let request =
                GetInterstitial { frontend_api_legacy: Some(host.into()), ..GetInterstitial::default() };
            let page = page(&server, request).await.unwrap();
            assert!(!page.contains("<script") && !page.contains(host), "{page}");
        }
        let foreign = PublishableKey::new(Environment::Production, "clerk.evil.example").unwrap();
        for (key, code) in [
            (foreign.to_string(), "invalid_query_parameter_value"),
            ("pk_test_x".to_owned(), "malformed_publishable_key"),
        ] {
            assert_eq!(wire(&page(&server, with_key(&key)).await.unwrap_err()), (400, code));
        }
    }
}

#[tokio::test]
async fn the_interstitial_loads_scripts_of_the_instances_domains_and_proxies_only() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let domains = live.client.domains();
        let satellite =
            AddDomain { name: "satellite.org".into(), is_satellite: true, ..AddDomain::default() };
        domains.add(satellite).await.unwrap();
        let primary = domains.list().await.unwrap().data.remove(0);
        let proxied =
            UpdateDomain { proxy_url: set("https://proxy.elsewhere.com/__clerk"), ..UpdateDomain::default() };
        domains.update(&primary.id, proxied).await.unwrap();
        let evil = AddDomain { name: "evil.example".into(), is_satellite: true, ..AddDomain::default() };
        server.client.domains().add(evil).await.unwrap();

        let (own, dev) = (&live.instance.publishable_key, &server.instance.publishable_key);
        for (key, proxy, expected) in [
            (own, "https://proxy.elsewhere.com/__clerk", Some("https://proxy.elsewhere.com/__clerk")),
            (own, "https://app.example.com/__clerk/", Some("https://app.example.com/__clerk")),
            (own, "https://satellite.org/__clerk", Some("https://satellite.org/__clerk")),
            (own, "/__clerk", Some("/__clerk")),
            (own, "http://app.example.com/__clerk", None),
            (own, "https://example.com.evil.example/__clerk", None),
            (own, "https://proxy.elsewhere.com/other", None),
            (own, "https://evil.example/__clerk", None),
            (own, "javascript:alert(1)", None),
            (dev, "http://clerk.example.test/__clerk", Some("http://clerk.example.test/__clerk")),
            (dev, "https://proxy.elsewhere.com/__clerk", None),
            // A development instance's domains are whatever its developer says.
            (dev, "https://evil.example/__clerk", None),
        ] {
            let found =
                page(&server, GetInterstitial { proxy_url: Some(proxy.into()), ..with_key(key) }).await;
            match expected {
                Some(expected) => assert_eq!(source(&found.unwrap()), expected, "{proxy}"),
                None => {
                    assert_eq!(wire(&found.unwrap_err()), (400, "invalid_query_parameter_value"), "{proxy}");
                }
            }
        }
        for (key, domain, expected) in [
            (own, "satellite.org", Some("https://clerk.satellite.org")),
            (own, "clerk.satellite.org", Some("https://clerk.satellite.org")),
            (own, "example.com", Some("https://clerk.example.com")),
            (own, "evil.example", None),
            (dev, "satellite.org", None),
            (dev, "evil.example", Some("https://clerk.example.test")),
        ] {
            let request = GetInterstitial {
                domain: Some(domain.into()),
                use_domain_for_script: Some(true),
                ..with_key(key)
            };
            let found = page(&server, request).await;
            match expected {
                Some(expected) => assert_eq!(source(&found.unwrap()), expected, "{domain}"),
                None => {
                    assert_eq!(wire(&found.unwrap_err()), (400, "invalid_query_parameter_value"), "{domain}");
                }
            }
        }
        let script = GetInterstitial { sign_in_url: Some("javascript:alert(1)".into()), ..with_key(own) };
        assert_eq!(wire(&page(&server, script).await.unwrap_err()), (400, "invalid_query_parameter_value"));
    }
}
