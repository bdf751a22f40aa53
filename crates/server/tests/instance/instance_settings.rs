use std::sync::Arc;

use housekey_domain::instance_settings::test_mode;
use housekey_sdk::{
    ChangeInstanceDomain, Error, Patch, UpdateBetaFeatures, UpdateInstance,
    UpdateInstanceOrganizationSettings, UpdateInstanceRestrictions, set,
};
use housekey_sdk::{Client, Retry, SessionStatus};
use housekey_server::app::App;
use housekey_server::clock::Clock;
use housekey_server::limits::RateLimiter;
use housekey_server::serve::serve;
use housekey_store::Tx;
use housekey_store::instances::{InstanceRecord, find};
use housekey_store::sessions::{SessionRecord, find as find_session, insert};
use tokio::net::TcpListener;

use crate::live::Live;
use crate::server::{Server, wire};

async fn stored(server: &Server) -> InstanceRecord {
    let id = server.instance.id.clone();
    server.app.db.read(move |tx| find(tx, &id)).await.unwrap().unwrap()
}

/// The parameter of a refusal.
fn param(error: &Error) -> Option<&str> {
    error.errors()[0].param_name()
}

#[tokio::test]
async fn a_change_is_seen_at_once() {
    for server in Server::everywhere().await {
        let settings = server.client.instance_settings();
        let before = settings.get().await.unwrap();
        assert_eq!((before.object.as_ref(), before.environment_type.as_str()), ("instance", "development"));
        assert_eq!((&before.id, before.allowed_origins), (&server.instance.id, None));

        let origins = ["chrome-extension://abc", "HTTPS://App.Example/", "https://app.example"];
        let origins = Some(origins.map(str::to_owned).into());
        settings
            .update(UpdateInstance { allowed_origins: origins, ..UpdateInstance::default() })
            .await
            .unwrap();
        let after = settings.get().await.unwrap().allowed_origins.unwrap();
        assert_eq!(after, ["chrome-extension://abc", "https://app.example"]);

        let none = UpdateInstance { allowed_origins: Some(Vec::new()), ..UpdateInstance::default() };
        settings.update(none).await.unwrap();
        assert_eq!(settings.get().await.unwrap().allowed_origins, None);
        assert_eq!(server.foreign.instance_settings().get().await.unwrap().environment_type, "development");
    }
}

#[tokio::test]
async fn another_process_sees_a_change_within_two_seconds() {
    for server in Server::everywhere().await {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seal = housekey_domain::seal::MasterKey::from_base64(&server.app.seal.to_base64()).unwrap();
        let (clock, limiter) = (Clock::stepping(), RateLimiter::new(None, None));
        let app = App::new(server.app.db.clone(), clock.clone(), seal, url.clone(), limiter);
        tokio::spawn(serve(Arc::clone(&app), listener, std::future::pending()));
        let client =
            Client::builder().secret_key(&server.secret_key).server(url).retry(Retry::none()).build();
        let (there, here) = (client.unwrap(), server.client.instance_settings());

        assert_eq!(there.instance_settings().get().await.unwrap().allowed_origins, None);
        let origins = Some(vec!["https://app.example".to_owned()]);
        here.update(UpdateInstance { allowed_origins: origins.clone(), ..UpdateInstance::default() })
            .await
            .unwrap();
        clock.advance(housekey_sdk::Millis(2_000));
        assert_eq!(there.instance_settings().get().await.unwrap().allowed_origins, origins);
    }
}

#[tokio::test]
async fn null_puts_the_default_back() {
    for server in Server::everywhere().await {
        let settings = server.client.instance_settings();
        assert!(test_mode(&stored(&server).await), "the default of a development instance");
        let change = UpdateInstance {
            test_mode: set(false),
            support_email: set("Help@Example.com"),
            clerk_js_version: set("5.2.1"),
            development_origin: set("http://localhost:5173/"),
            cookieless_dev: set(false),
            enhanced_email_deliverability: set(true),
            ..UpdateInstance::default()
        };
        settings.update(change).await.unwrap();
        let instance = stored(&server).await;
        let general = &instance.settings.general;
        assert!(!test_mode(&instance) && general.enhanced_email_deliverability);
        assert_eq!(general.url_based_session_syncing, Some(false));
        assert_eq!(general.support_email.as_deref(), Some("help@example.com"));
        assert_eq!(general.clerk_js_version.as_deref(), Some("5.2.1"));
        let domain = server.client.domains().list().await.unwrap().data.remove(0);
        assert_eq!(domain.development_origin, "http://localhost:5173");

        let defaults = UpdateInstance {
            test_mode: Patch::Null,
            support_email: Patch::Null,
            clerk_js_version: set(""),
            development_origin: Patch::Null,
            url_based_session_syncing: Patch::Null,
            enhanced_email_deliverability: Patch::Null,
            ..UpdateInstance::default()
        };
        settings.update(defaults).await.unwrap();
        assert_eq!(stored(&server).await.settings, server.instance.settings);
    }
}

#[tokio::test]
async fn what_can_not_be_set_is_refused_with_its_parameter() {
    for server in Server::everywhere().await {
        let update = |change: fn(&mut UpdateInstance)| {
            let mut request = UpdateInstance::default();
            change(&mut request);
            server.client.instance_settings().update(request)
        };
        let too_many = |request: &mut UpdateInstance| {
            request.allowed_origins =
                Some((0..101).map(|port| format!("https://a.example:{}", port + 1)).collect());
        };
        for (refused, code, name) in [
            (
                update(|request| request.support_email = set("nobody")),
                "form_param_format_invalid",
                "support_email",
            ),
            (
                update(|request| request.clerk_js_version = set("../5")),
                "form_param_format_invalid",
                "clerk_js_version",
            ),
            (
                update(|request| request.development_origin = set("localhost")),
                "form_param_format_invalid",
                "development_origin",
            ),
            (
                update(|request| request.allowed_origins = Some(vec!["*".into()])),
                "form_param_format_invalid",
                "allowed_origins",
            ),
            (update(too_many), "form_param_value_invalid", "allowed_origins"),
            (update(|request| request.hibp = set(true)), "form_param_value_invalid", "hibp"),
        ] {
            let refusal = refused.await.unwrap_err();
            assert_eq!((wire(&refusal), param(&refusal)), ((422, code), Some(name)));
        }
        assert_eq!(stored(&server).await.settings, server.instance.settings, "nothing was changed");
    }
}

#[tokio::test]
async fn test_mode_can_not_reach_a_live_instance() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        assert!(!test_mode(&live.instance));
        let request = UpdateInstance { test_mode: set(true), ..UpdateInstance::default() };
        let refusal = live.client.instance_settings().update(request).await.unwrap_err();
        assert_eq!(
            (wire(&refusal), param(&refusal)),
            ((400, "request_invalid_for_environment"), Some("test_mode"))
        );
        let request = UpdateBetaFeatures { test_mode: set(true), ..UpdateBetaFeatures::default() };
        let refusal = live.client.beta_features().update_instance_settings(request).await.unwrap_err();
        assert_eq!(wire(&refusal), (400, "request_invalid_for_environment"));
    }
}

#[tokio::test]
async fn restrictions_are_changed_one_by_one() {
    for server in Server::everywhere().await {
        let settings = server.client.instance_settings();
        let allowlist =
            UpdateInstanceRestrictions { allowlist: Some(true), ..UpdateInstanceRestrictions::default() };
        let changed = settings.update_restrictions(allowlist).await.unwrap();
        assert_eq!(
            (changed.object.as_ref(), changed.allowlist, changed.blocklist),
            ("instance_restrictions", true, false)
        );
        let more = UpdateInstanceRestrictions {
            blocklist: Some(true),
            block_email_subaddresses: Some(true),
            block_disposable_email_domains: Some(true),
            ignore_dots_for_gmail_addresses: Some(true),
            allowlist_blocklist_disabled_on_sign_in: Some(false),
            ..UpdateInstanceRestrictions::default()
        };
        let changed = settings.update_restrictions(more).await.unwrap();
        assert!(changed.allowlist && changed.blocklist && changed.block_email_subaddresses);
        assert!(changed.block_disposable_email_domains && changed.ignore_dots_for_gmail_addresses);
        assert!(!changed.allowlist_blocklist_disabled_on_sign_in);
        assert!(stored(&server).await.settings.restrictions.blocklist);
    }
}

#[tokio::test]
async fn organization_settings_are_changed_and_checked() {
    for server in Server::everywhere().await {
        let settings = server.client.instance_settings();
        let change = UpdateInstanceOrganizationSettings {
            max_allowed_memberships: Some(5),
            admin_delete_enabled: Some(false),
            domains_enrollment_modes: Some(vec!["automatic_suggestion".into()]),
            creator_role_id: Some("org:admin".into()),
            domains_default_role_id: Some("org:admin".into()),
            slug_disabled: Some(true),
            ..UpdateInstanceOrganizationSettings::default()
        };
        let changed = settings.update_organization_settings(change).await.unwrap();
        assert_eq!((changed.object.as_ref(), changed.max_allowed_memberships), ("organization_settings", 5));
        assert!(changed.enabled && !changed.admin_delete_enabled && changed.slug_disabled);
        assert_eq!(
            (changed.creator_role.as_str(), changed.domains_default_role.as_str()),
            ("org:admin", "org:admin")
        );
        let modes: Vec<_> =
            changed.domains_enrollment_modes.iter().map(housekey_sdk::EnrollmentMode::as_str).collect();
        assert_eq!(modes, ["manual_invitation", "automatic_suggestion"]);
        assert_eq!(settings.get_organization_settings().await.unwrap(), changed);

        for (request, expected) in [
            (
                UpdateInstanceOrganizationSettings {
                    max_allowed_memberships: Some(-1),
                    ..Default::default()
                },
                (422, "form_param_value_invalid"),
            ),
            (
                UpdateInstanceOrganizationSettings {
                    domains_enrollment_modes: Some(vec!["open".into()]),
                    ..Default::default()
                },
                (422, "form_param_value_invalid"),
            ),
            (
                UpdateInstanceOrganizationSettings {
                    creator_role_id: Some("org:king".into()),
                    ..Default::default()
                },
                (404, "resource_not_found"),
            ),
        ] {
            let refusal = settings.update_organization_settings(request).await.unwrap_err();
            assert_eq!(wire(&refusal), expected);
        }
        assert_eq!(stored(&server).await.settings.organizations.max_allowed_memberships, 5);
    }
}

#[tokio::test]
async fn beta_features_change_some_of_the_same_settings() {
    for server in Server::everywhere().await {
        let beta = server.client.beta_features();
        let defaults = beta.update_instance_settings(UpdateBetaFeatures::default()).await.unwrap();
        assert_eq!((defaults.object.as_ref(), &defaults.id), ("instance_settings", &server.instance.id));
        assert_eq!((defaults.from_email_address.as_str(), defaults.progressive_sign_up), ("noreply", true));
        let change = UpdateBetaFeatures {
            restricted_to_allowlist: set(true),
            from_email_address: set("Hello"),
            progressive_sign_up: set(false),
            enhanced_email_deliverability: set(true),
            test_mode: set(false),
        };
        let changed = beta.update_instance_settings(change).await.unwrap();
        assert_eq!((changed.from_email_address.as_str(), changed.progressive_sign_up), ("hello", false));
        assert!(changed.restricted_to_allowlist && changed.enhanced_email_deliverability);
        let instance = stored(&server).await;
        assert!(instance.settings.restrictions.allowlist && !test_mode(&instance));

        let whole = UpdateBetaFeatures { from_email_address: set("hello@example.com"), ..Default::default() };
        let refusal = beta.update_instance_settings(whole).await.unwrap_err();
        assert_eq!(
            (wire(&refusal), param(&refusal)),
            ((422, "form_param_format_invalid"), Some("from_email_address"))
        );
    }
}

#[tokio::test]
async fn moving_to_another_domain_signs_everybody_out() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let id = live.instance.id.clone();
        let moment = server.app.moment();
        let now = moment.now;
        let sessions = move |tx: &mut housekey_store::DatabaseTx<'_>| {
            for number in 0..450 {
                let session = SessionRecord {
                    id: format!("sess_{number}").into(),
                    status: if number % 2 == 0 { SessionStatus::Active } else { SessionStatus::Pending },
                    expire_at: now + housekey_sdk::Millis(60_000),
                    abandon_at: now + housekey_sdk::Millis(60_000),
                    ..SessionRecord::default()
                };
                insert(&mut Tx::new(tx, &id, moment), &session)?;
            }
            Ok::<_, housekey_store::StoreError>(())
        };
        server.app.db.write(sessions).await.unwrap();

        let home =
            ChangeInstanceDomain { home_url: Some("https://www.example.org/".into()), is_secondary: None };
        live.client.instance_settings().change_domain(home).await.unwrap();
        let domain = live.client.domains().list().await.unwrap().data.remove(0);
        assert_eq!(
            (domain.name.as_str(), domain.frontend_api_url.as_str()),
            ("example.org", "https://clerk.example.org")
        );
        let id = live.instance.id.clone();
        let moment = server.app.moment();
        let left = server.app.db.read(move |tx| {
            let tx = &mut Tx::new(tx, &id, moment);
            let mut open = 0;
            for number in 0..450 {
                let session = find_session(tx, &format!("sess_{number}").into())?.unwrap();
                open += u32::from(session.status != SessionStatus::Revoked);
            }
            Ok::<_, housekey_store::StoreError>(open)
        });
        assert_eq!(left.await.unwrap(), 0);
    }
}

#[tokio::test]
async fn only_a_live_instance_moves_and_only_to_a_home_of_the_web() {
    for server in Server::everywhere().await {
        let home = |url: &str| ChangeInstanceDomain { home_url: Some(url.into()), is_secondary: None };
        let refusal =
            server.client.instance_settings().change_domain(home("https://example.org")).await.unwrap_err();
        assert_eq!(wire(&refusal), (400, "request_invalid_for_environment"));
        let live = Live::on(&server).await;
        for (request, code) in [
            (ChangeInstanceDomain::default(), "form_param_missing"),
            (home("http://example.org"), "form_param_value_invalid"),
            (home("https://127.0.0.1"), "form_param_format_invalid"),
            (home("https://co.uk"), "form_param_value_invalid"),
        ] {
            let refusal = live.client.instance_settings().change_domain(request).await.unwrap_err();
            assert_eq!((wire(&refusal), param(&refusal)), ((422, code), Some("home_url")));
        }
        #[expect(deprecated, reason = "the former name must work too")]
        let former =
            live.client.beta_features().update_production_instance_domain(home("https://www.example.net"));
        former.await.unwrap();
        assert_eq!(live.client.domains().list().await.unwrap().data[0].name, "example.net");
    }
}
