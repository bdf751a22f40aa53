#![expect(deprecated, reason = "Clerk advises against them, and still has them")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use housekey_sdk::{
    CreateOrganization, CreateSamlConnection, GiveSamlLoginHint, ListSamlConnections, MapSamlAttributes,
    Patch, SamlConnection, SamlLoginHintMode, SamlProvider, UpdateSamlConnection, set,
};
use tokio::net::TcpListener;

use crate::live::Live;
use crate::server::{Server, wire};

const CERTIFICATE: &str = include_str!("../../../domain/src/saml_connections/metadata/certificate.txt");

fn metadata(entity_id: &str) -> String {
    format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
        <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
        <X509Certificate>{CERTIFICATE}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
        <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
        Location="https://idp.example.com/sso"/></IDPSSODescriptor></EntityDescriptor>"#
    )
}

fn named(name: &str) -> CreateSamlConnection {
    CreateSamlConnection {
        name: name.into(),
        provider: SamlProvider::Okta,
        domains: Some(vec![format!("{name}.example.com")]),
        ..CreateSamlConnection::default()
    }
}

async fn create(server: &Server, name: &str) -> SamlConnection {
    server.client.saml_connections().create(named(name)).await.unwrap()
}

/// An identity provider that serves its metadata; one path redirects, one is too long, one isn't metadata.
async fn provider() -> (String, Arc<AtomicU32>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&asked);
    let target = format!("{url}/metadata");
    let router = Router::new()
        .route(
            "/metadata",
            get(move || async move {
                counted.fetch_add(1, Ordering::Relaxed);
                metadata("https://idp.example.com/fetched")
            }),
        )
        .route("/moved", get(|| async move { (StatusCode::FOUND, [("location", target)]).into_response() }))
        .route("/long", get(|| async { metadata("x") + &" ".repeat(300_000) }))
        .route("/page", get(|| async { "<html/>" }));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, asked)
}

#[tokio::test]
async fn a_connection_is_made_read_changed_and_deleted() {
    for server in Server::everywhere().await {
        let connections = server.client.saml_connections();
        let request = CreateSamlConnection {
            idp_entity_id: Some("https://idp.example.com".into()),
            idp_sso_url: Some("https://idp.example.com/sso?tenant=1".into()),
            idp_certificate: Some(format!(
                "-----BEGIN CERTIFICATE-----\n{CERTIFICATE}-----END CERTIFICATE-----\n"
            )),
            attribute_mapping: Some(MapSamlAttributes { user_id: Some("uid".into()), ..Default::default() }),
            ..named("Acme")
        };
        let made = connections.create(request).await.unwrap();
        assert_eq!((made.object.as_ref(), made.active, made.user_count), ("saml_connection", false, 0));
        assert_eq!((made.domain.as_str(), made.domains.len()), ("acme.example.com", 1));
        assert_eq!(
            (made.attribute_mapping.user_id.as_str(), made.attribute_mapping.email_address.as_str()),
            ("uid", "mail")
        );
        assert_eq!(made.idp_certificate.as_deref(), Some(CERTIFICATE.replace('\n', "").as_str()));
        assert!(made.idp_certificate_issued_at < made.idp_certificate_expires_at);
        assert_eq!(
            (made.login_hint.mode.clone(), made.provider.clone()),
            (SamlLoginHintMode::Off, SamlProvider::Okta.to_string())
        );
        assert_eq!(connections.get(&made.id).await.unwrap(), made);

        let hint = GiveSamlLoginHint { mode: SamlLoginHintMode::CustomAttribute, source: Some("upn".into()) };
        let change = UpdateSamlConnection {
            name: Some("Acme Corporation".into()),
            domains: Some(vec!["Acme.test".into(), "acme.test".into(), "corp.acme.test".into()]),
            idp_certificate: Patch::Null,
            attribute_mapping: Some(MapSamlAttributes { last_name: Some("sn".into()), ..Default::default() }),
            allow_subdomains: Some(true),
            login_hint: Some(hint.clone()),
            active: Some(false),
            ..UpdateSamlConnection::default()
        };
        let changed = connections.update(&made.id, change).await.unwrap();
        assert_eq!(
            (changed.name.as_str(), changed.domains.join(" ")),
            ("Acme Corporation", "acme.test corp.acme.test".into())
        );
        assert_eq!((changed.idp_certificate, changed.idp_certificate_expires_at), (None, None));
        assert_eq!((changed.idp_entity_id, changed.allow_subdomains), (made.idp_entity_id, true));
        assert_eq!(
            (changed.attribute_mapping.user_id.as_str(), changed.attribute_mapping.last_name.as_str()),
            ("uid", "sn")
        );
        assert_eq!((changed.login_hint.mode, changed.login_hint.source), (hint.mode, hint.source));

        let deleted = connections.delete(&made.id).await.unwrap();
        assert_eq!((deleted.object.as_ref(), deleted.id.as_str()), ("saml_connection", made.id.as_str()));
        assert_eq!(wire(&connections.get(&made.id).await.unwrap_err()), (404, "resource_not_found"));
        assert!(connections.create(named("acme")).await.is_ok(), "its domains are free again");
    }
}

#[tokio::test]
async fn metadata_goes_before_single_fields() {
    for server in Server::everywhere().await {
        let connections = server.client.saml_connections();
        let (url, asked) = provider().await;
        let pasted = CreateSamlConnection {
            idp_entity_id: Some("https://other.example.com".into()),
            idp_metadata: Some(metadata("https://idp.example.com/pasted")),
            ..named("pasted")
        };
        let pasted = connections.create(pasted).await.unwrap();
        assert_eq!(pasted.idp_entity_id.as_deref(), Some("https://idp.example.com/pasted"));
        assert_eq!(pasted.idp_sso_url.as_deref(), Some("https://idp.example.com/sso"));
        assert!(pasted.idp_certificate.is_some() && pasted.idp_metadata.is_some());

        let fetched =
            UpdateSamlConnection { idp_metadata_url: set(format!("{url}/metadata")), ..Default::default() };
        let fetched = connections.update(&pasted.id, fetched).await.unwrap();
        assert_eq!(fetched.idp_entity_id.as_deref(), Some("https://idp.example.com/fetched"));
        assert_eq!(fetched.idp_metadata_url.as_deref(), Some(format!("{url}/metadata").as_str()));
        assert_eq!(asked.load(Ordering::Relaxed), 1);

        for path in ["moved", "long", "page", "nowhere"] {
            let request =
                CreateSamlConnection { idp_metadata_url: Some(format!("{url}/{path}")), ..named(path) };
            let refusal = connections.create(request).await.unwrap_err();
            assert_eq!(
                (refusal.status().unwrap().as_u16(), refusal.errors()[0].param_name()),
                (422, Some("idp_metadata_url")),
                "{path}"
            );
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1, "a redirect is not followed");
        assert_eq!(connections.list(ListSamlConnections::default()).await.unwrap().total_count, 1);
    }
}

#[tokio::test]
async fn a_live_instance_fetches_nothing_from_inside() {
    for server in Server::everywhere().await {
        let (url, asked) = provider().await;
        let live = Live::on(&server).await;
        let request =
            CreateSamlConnection { idp_metadata_url: Some(format!("{url}/metadata")), ..named("inside") };
        let refusal = live.client.saml_connections().create(request).await.unwrap_err();
        assert_eq!(
            (wire(&refusal), refusal.errors()[0].param_name()),
            ((422, "form_param_value_invalid"), Some("idp_metadata_url"))
        );
        assert_eq!(asked.load(Ordering::Relaxed), 0);
    }
}

#[tokio::test]
async fn no_connection_is_put_in_service_and_nobody_is_signed_in() {
    for server in Server::everywhere().await {
        let made = create(&server, "acme").await;
        let active = UpdateSamlConnection { active: Some(true), ..UpdateSamlConnection::default() };
        let refusal = server.client.saml_connections().update(&made.id, active).await.unwrap_err();
        assert_eq!(
            (wire(&refusal), refusal.errors()[0].param_name()),
            ((422, "saml_connection_cant_be_activated"), Some("active"))
        );
        assert!(!server.client.saml_connections().get(&made.id).await.unwrap().active);
        let client = reqwest::Client::builder().build().unwrap();
        let answer = client.post(&made.acs_url).body("SAMLResponse=PHg+").send().await.unwrap();
        assert_eq!(answer.status(), 422);
        assert!(answer.text().await.unwrap().contains("saml_connection_not_found"));
        let unknown = client.post(format!("{}/v1/saml/acs/samlc_unknown", server.url)).send().await.unwrap();
        assert_eq!(unknown.status(), 404);
    }
}

#[tokio::test]
async fn a_provider_finds_this_servers_metadata() {
    for server in Server::everywhere().await {
        let made = create(&server, "acme").await;
        assert_eq!(made.sp_metadata_url, format!("{}/v1/saml/metadata/{}.xml", server.url, made.id));
        let answer = reqwest::get(&made.sp_metadata_url).await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/samlmetadata+xml");
        let xml = answer.text().await.unwrap();
        assert!(xml.contains(&format!(r#"entityID="{}""#, made.sp_entity_id)), "{xml}");
        assert!(xml.contains(&format!(r#"Location="{}""#, made.acs_url)), "{xml}");
        for file in ["samlc_unknown.xml".to_owned(), made.id.to_string()] {
            let answer = reqwest::get(format!("{}/v1/saml/metadata/{file}", server.url)).await.unwrap();
            assert_eq!(answer.status(), 404, "{file}");
        }
    }
}

#[tokio::test]
async fn connections_are_listed_searched_and_sorted() {
    for server in Server::everywhere().await {
        for name in ["Beta_1", "alpha", "beta%2"] {
            let domains = Some(vec![format!("{}.example.com", name.replace(['_', '%'], ""))]);
            server
                .client
                .saml_connections()
                .create(CreateSamlConnection { domains, ..named(name) })
                .await
                .unwrap();
            server.advance(1);
        }
        let list = |change: fn(&mut ListSamlConnections)| {
            let mut request = ListSamlConnections::default();
            change(&mut request);
            let call = server.client.saml_connections().list(request);
            async move {
                let page = call.await.unwrap();
                let names: Vec<String> = page.data.into_iter().map(|connection| connection.name).collect();
                (names.join(" "), page.total_count)
            }
        };
        assert_eq!(list(|_| ()).await, ("beta%2 alpha Beta_1".into(), 3), "newest first");
        assert_eq!(list(|request| request.order_by = Some("+name".into())).await.0, "alpha beta%2 Beta_1");
        assert_eq!(list(|request| request.query = Some("BETA".into())).await, ("beta%2 Beta_1".into(), 2));
        assert_eq!(
            list(|request| request.query = Some("a_1".into())).await.0,
            "Beta_1",
            "no pattern of its own"
        );
        assert_eq!(list(|request| request.query = Some("%".into())).await.0, "beta%2");
        let page = list(|request| (request.limit, request.offset) = (Some(1), Some(1))).await;
        assert_eq!(page, ("alpha".into(), 3));
        assert_eq!(list(|request| request.organization_id = Some(vec!["+org_1".into()])).await.1, 0);
        assert_eq!(list(|request| request.organization_id = Some(vec!["-org_1".into()])).await.1, 3);
    }
}

#[tokio::test]
async fn what_can_not_be_a_connection_is_refused_with_its_parameter() {
    for server in Server::everywhere().await {
        create(&server, "taken").await;
        let taken = Some(vec!["new.example.com".to_owned(), "TAKEN.example.com".to_owned()]);
        let hint = GiveSamlLoginHint { mode: SamlLoginHintMode::CustomAttribute, source: None };
        for (request, code, param) in [
            (CreateSamlConnection { name: " ".into(), ..named("a") }, "form_param_nil", "name"),
            (CreateSamlConnection { domains: None, ..named("a") }, "form_param_missing", "domains"),
            (
                CreateSamlConnection { domains: Some(vec!["x".into()]), ..named("a") },
                "form_param_format_invalid",
                "domains",
            ),
            (CreateSamlConnection { domains: taken, ..named("a") }, "form_identifier_exists", "domains"),
            (
                CreateSamlConnection { idp_sso_url: Some("javascript:alert(1)".into()), ..named("a") },
                "form_param_format_invalid",
                "idp_sso_url",
            ),
            (
                CreateSamlConnection { idp_certificate: Some("AAAA".into()), ..named("a") },
                "form_param_format_invalid",
                "idp_certificate",
            ),
            (
                CreateSamlConnection { idp_metadata: Some("<x/>".into()), ..named("a") },
                "saml_failed_to_parse_idp_metadata",
                "idp_metadata",
            ),
            (
                CreateSamlConnection { login_hint: Some(hint), ..named("a") },
                "form_param_missing",
                "login_hint.source",
            ),
        ] {
            let refusal = server.client.saml_connections().create(request).await.unwrap_err();
            assert_eq!((wire(&refusal), refusal.errors()[0].param_name()), ((422, code), Some(param)));
        }
        let organization = CreateSamlConnection { organization_id: Some("org_unknown".into()), ..named("a") };
        let refusal = server.client.saml_connections().create(organization).await.unwrap_err();
        assert_eq!(wire(&refusal), (404, "resource_not_found"));
        assert!(
            server.client.saml_connections().create(named("new")).await.is_ok(),
            "nothing was kept of those"
        );
    }
}

#[tokio::test]
async fn connections_are_an_instances_own() {
    for server in Server::everywhere().await {
        let own = create(&server, "acme").await;
        let foreign = server.foreign.saml_connections();
        assert_eq!(wire(&foreign.get(&own.id).await.unwrap_err()), (404, "resource_not_found"));
        let change = UpdateSamlConnection { name: Some("Mine".into()), ..UpdateSamlConnection::default() };
        assert_eq!(wire(&foreign.update(&own.id, change).await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(wire(&foreign.delete(&own.id).await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(foreign.list(ListSamlConnections::default()).await.unwrap().total_count, 0);
        assert!(foreign.create(named("acme")).await.is_ok(), "domains are taken within an instance");
        assert_eq!(
            server.client.saml_connections().get(&own.id).await.unwrap(),
            own,
            "nothing happened to it"
        );
    }
}

#[tokio::test]
async fn a_connection_belongs_to_an_organization_while_there_is_one() {
    for server in Server::everywhere().await {
        let connections = server.client.saml_connections();
        let acme = CreateOrganization { name: "Acme".into(), ..CreateOrganization::default() };
        let organization = server.client.organizations().create(acme).await.unwrap();
        let of_acme = Some(organization.id.clone());
        let made = connections
            .create(CreateSamlConnection { organization_id: of_acme.clone(), ..named("acme") })
            .await
            .unwrap();
        assert_eq!(made.organization_id, of_acme);
        create(&server, "other").await;
        for (sign, name) in [("", "acme"), ("+", "acme"), ("-", "other")] {
            let ids = Some(vec![format!("{sign}{}", organization.id)]);
            let request = ListSamlConnections { organization_id: ids, ..ListSamlConnections::default() };
            let found = connections.list(request).await.unwrap();
            assert_eq!((found.data[0].name.as_str(), found.total_count), (name, 1), "{sign}");
        }
        server.client.organizations().delete(&organization.id).await.unwrap();
        assert_eq!(connections.get(&made.id).await.unwrap().organization_id, None);
    }
}
