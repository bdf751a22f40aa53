use housekey_sdk::{AddDomain, Domain, Patch, UpdateDomain, set};
use housekey_store::instances::Environment;

use crate::live::Live;
use crate::server::{Server, wire};

fn satellite(name: &str) -> AddDomain {
    AddDomain { name: name.into(), is_satellite: true, ..AddDomain::default() }
}

fn renamed(name: &str) -> UpdateDomain {
    UpdateDomain { name: Some(name.into()), ..UpdateDomain::default() }
}

async fn primary(client: &housekey_sdk::Client) -> Domain {
    client.domains().list().await.unwrap().data.remove(0)
}

#[tokio::test]
async fn an_instance_has_a_primary_domain_from_the_beginning() {
    for server in Server::everywhere().await {
        let page = server.client.domains().list().await.unwrap();
        let [domain] = page.data.as_slice() else { panic!("{page:?}") };
        assert_eq!((page.total_count, domain.object.as_ref(), domain.is_satellite), (1, "domain", false));
        assert_eq!((domain.name.as_str(), domain.proxy_url.clone()), ("clerk.example.test", None));
        assert_eq!(domain.frontend_api_url, "http://clerk.example.test");
        assert_eq!(domain.accounts_portal_url.as_deref(), Some(server.url.as_str()));
        assert_eq!(domain.development_origin, "http://localhost:3000");
        assert_eq!(domain.cname_targets, None, "names of development instances are not looked up");
        assert_ne!(primary(&server.foreign).await.id, domain.id);
    }
}

#[tokio::test]
async fn a_satellite_is_added_renamed_and_deleted() {
    for server in Server::everywhere().await {
        let domains = server.client.domains();
        let added = domains.add(satellite("LocalHost:3001")).await.unwrap();
        assert_eq!((added.name.as_str(), added.is_satellite), ("localhost:3001", true));
        assert_eq!(
            (added.accounts_portal_url.clone(), added.development_origin.as_str()),
            (None, "http://localhost:3001")
        );
        let changed = domains.update(&added.id, renamed("other.test:3002")).await.unwrap();
        assert_eq!((&changed.id, changed.name.as_str()), (&added.id, "other.test:3002"));
        let page = domains.list().await.unwrap();
        assert_eq!((page.total_count, page.data.len(), &page.data[1]), (2, 2, &changed));

        let deleted = domains.delete(&added.id).await.unwrap();
        assert_eq!((deleted.object.as_ref(), deleted.id.as_str()), ("domain", added.id.as_str()));
        assert_eq!(domains.list().await.unwrap().total_count, 1);
        assert_eq!(wire(&domains.delete(&added.id).await.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn what_can_not_be_a_domain_is_refused() {
    for server in Server::everywhere().await {
        let domains = server.client.domains();
        domains.add(satellite("taken.test")).await.unwrap();
        let proxied = Some("https://proxied.test/__clerk".to_owned());
        for (request, expected, param) in [
            (
                AddDomain { is_satellite: false, ..satellite("a.test") },
                (422, "form_param_value_invalid"),
                "is_satellite",
            ),
            (satellite("https://a.test"), (422, "form_param_format_invalid"), "name"),
            (satellite(""), (422, "form_param_format_invalid"), "name"),
            (satellite("taken.test"), (422, "form_identifier_exists"), "name"),
            (satellite("clerk.example.test"), (422, "form_identifier_exists"), "name"),
            (
                AddDomain { proxy_url: proxied, ..satellite("a.test") },
                (400, "request_invalid_for_environment"),
                "proxy_url",
            ),
        ] {
            let refusal = domains.add(request).await.unwrap_err();
            assert_eq!((wire(&refusal), refusal.errors()[0].param_name()), (expected, Some(param)));
        }
        let other = domains.add(satellite("other.test")).await.unwrap();
        for name in ["taken.test", "clerk.example.test"] {
            let refusal = domains.update(&other.id, renamed(name)).await.unwrap_err();
            assert_eq!(wire(&refusal), (422, "form_identifier_exists"), "{name}");
        }
        assert!(domains.update(&other.id, renamed("other.test")).await.is_ok(), "a name may stay");
    }
}

#[tokio::test]
async fn the_primary_domain_stays() {
    for server in Server::everywhere().await {
        let primary = primary(&server.client).await;
        let refusal = server.client.domains().delete(&primary.id).await.unwrap_err();
        assert_eq!(wire(&refusal), (403, "operation_not_allowed_on_primary_domain"));
    }
}

#[tokio::test]
async fn domains_are_an_instances_own() {
    for server in Server::everywhere().await {
        let own = server.client.domains().add(satellite("own.test")).await.unwrap();
        let ids = [own.id, primary(&server.client).await.id];
        for id in ids {
            let update = server.foreign.domains().update(&id, renamed("mine.test")).await;
            assert_eq!(wire(&update.unwrap_err()), (404, "resource_not_found"));
            let deleted = server.foreign.domains().delete(&id).await;
            assert_eq!(wire(&deleted.unwrap_err()), (404, "resource_not_found"));
        }
        assert_eq!(server.client.domains().list().await.unwrap().total_count, 2);
        assert!(
            server.foreign.domains().add(satellite("own.test")).await.is_ok(),
            "names are taken within an instance"
        );
    }
}

#[tokio::test]
async fn a_live_domain_needs_its_name_in_dns_or_a_proxy() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let domains = live.client.domains();
        let satellite = domains.add(satellite("example.org")).await.unwrap();
        assert_eq!(satellite.frontend_api_url, "https://clerk.example.org");
        let [target] = satellite.cname_targets.as_deref().unwrap() else { panic!("{satellite:?}") };
        assert_eq!(
            (target.host.as_str(), target.value.as_str(), target.required),
            ("clerk.example.org", "127.0.0.1", true)
        );

        let proxy = |url: &str| UpdateDomain { proxy_url: set(url), ..UpdateDomain::default() };
        let proxied = domains.update(&satellite.id, proxy("https://example.org/__clerk/")).await.unwrap();
        assert_eq!(proxied.proxy_url.as_deref(), Some("https://example.org/__clerk"));
        assert_eq!(proxied.frontend_api_url, "https://example.org/__clerk");
        assert!(!proxied.cname_targets.unwrap()[0].required);
        let plain = domains.update(&satellite.id, proxy("http://example.org/__clerk")).await.unwrap_err();
        assert_eq!(wire(&plain), (422, "form_param_value_invalid"));
        let without = UpdateDomain { proxy_url: Patch::Null, ..UpdateDomain::default() };
        assert_eq!(domains.update(&satellite.id, without).await.unwrap(), satellite);
    }
}

#[tokio::test]
async fn a_new_name_of_the_primary_domain_moves_the_frontend_api() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let before = primary(&live.client).await;
        assert_eq!(
            (before.name.as_str(), before.frontend_api_url.as_str()),
            ("example.com", "https://clerk.example.com")
        );

        let after = live.client.domains().update(&before.id, renamed("www.example.co.uk")).await.unwrap();
        assert_eq!(
            (after.name.as_str(), after.frontend_api_url.as_str()),
            ("example.co.uk", "https://clerk.example.co.uk")
        );
        let key = live.stored(&server).await.publishable_key.parse().unwrap();
        assert_eq!(housekey_domain::publishable_key::PublishableKey::host(&key), "clerk.example.co.uk");
        assert_eq!(key.environment(), Environment::Production);

        let secondary = UpdateDomain { is_secondary: Some(true), ..renamed("app.example.co.uk") };
        let after = live.client.domains().update(&before.id, secondary).await.unwrap();
        assert_eq!(after.name, "app.example.co.uk", "a subdomain of a secondary application matters");
        let suffix = UpdateDomain { is_secondary: Some(false), ..renamed("co.uk") };
        let refusal = live.client.domains().update(&before.id, suffix).await.unwrap_err();
        assert_eq!(wire(&refusal), (422, "form_param_value_invalid"));
    }
}
