use housekey_sdk::{CreateOAuthApplication, Error, ListOAuthApplications, UpdateOAuthApplication};

use crate::relying_party::request;
use crate::server::{Server, wire};

const NOT_FOUND: (u16, &str) = (404, "resource_not_found");

fn named(name: &str) -> CreateOAuthApplication {
    CreateOAuthApplication { name: name.into(), ..request() }
}

#[tokio::test]
async fn an_application_is_made_read_changed_and_deleted() {
    for server in Server::everywhere().await {
        let applications = server.client.oauth_applications();
        let made = applications.create(named("Notes")).await.unwrap();
        assert_eq!((made.object.as_ref(), &made.instance_id), ("oauth_application", &server.instance.id));
        assert!(made.id.as_str().starts_with("oa_") && made.client_secret.as_ref().unwrap().len() >= 32);
        assert!(
            made.consent_screen_enabled
                && !made.public
                && !made.pkce_required
                && !made.dynamically_registered
        );
        assert_eq!(made.callback_url, made.redirect_uris[0]);
        assert_eq!(made.token_fetch_url, format!("{}/oauth/token", server.url));
        assert_eq!(made.discovery_url, format!("{}/.well-known/openid-configuration", server.url));

        let read = applications.get(&made.id).await.unwrap();
        assert_eq!(read.client_secret, None, "the secret is shown once");
        let change =
            UpdateOAuthApplication { name: Some("Papers".into()), ..UpdateOAuthApplication::default() };
        let changed = applications.update(&made.id, change).await.unwrap();
        assert_eq!((changed.name.as_str(), &changed.redirect_uris), ("Papers", &made.redirect_uris));

        let deleted = applications.delete(&made.id).await.unwrap();
        assert_eq!((deleted.object.as_ref(), deleted.id.as_str()), ("oauth_application", made.id.as_str()));
        assert_eq!(wire(&applications.get(&made.id).await.unwrap_err()), NOT_FOUND);
    }
}

#[tokio::test]
async fn applications_are_listed_in_order_and_found_by_name_or_client_id() {
    for server in Server::everywhere().await {
        let applications = server.client.oauth_applications();
        let mut made = Vec::new();
        for name in ["beta", "Alpha", "100%"] {
            made.push(applications.create(named(name)).await.unwrap());
        }
        let list = async |request: ListOAuthApplications| {
            let page = applications.list(request).await.unwrap();
            (page.data.into_iter().map(|found| found.name).collect::<Vec<_>>(), page.total_count)
        };
        let usual = ListOAuthApplications::default;
        assert_eq!(list(usual()).await, (vec!["100%".into(), "Alpha".into(), "beta".into()], 3));
        let by_name = ListOAuthApplications { order_by: Some("-name".into()), limit: Some(2), ..usual() };
        assert_eq!(list(by_name).await, (vec!["beta".into(), "Alpha".into()], 3));
        let by = |query: &str| ListOAuthApplications { name_query: Some(query.into()), ..usual() };
        assert_eq!(list(by("ALPH")).await, (vec!["Alpha".into()], 1));
        assert_eq!(list(by("%")).await, (vec!["100%".into()], 1));
        assert_eq!(list(by(&made[0].client_id)).await, (vec!["beta".into()], 1));
        let refused =
            applications.list(ListOAuthApplications { order_by: Some("id".into()), ..usual() }).await;
        assert_eq!(wire(&refused.unwrap_err()), (422, "form_param_value_invalid"));
    }
}

#[tokio::test]
async fn a_public_application_has_no_secret() {
    for server in Server::everywhere().await {
        let applications = server.client.oauth_applications();
        let public = CreateOAuthApplication { public: Some(true), ..named("App") };
        let public = applications.create(public).await.unwrap();
        assert_eq!((public.client_secret.as_deref(), public.pkce_required), (Some(""), true));
        let refused = applications.rotate_secret(&public.id).await.unwrap_err();
        assert_eq!(wire(&refused), (403, "resource_forbidden"));

        let change = UpdateOAuthApplication { public: Some(false), ..UpdateOAuthApplication::default() };
        applications.update(&public.id, change).await.unwrap();
        let (one, other) = (
            applications.rotate_secret(&public.id).await.unwrap(),
            applications.rotate_secret(&public.id).await.unwrap(),
        );
        assert!(one.client_secret.is_some() && one.client_secret != other.client_secret);
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_parameter() {
    for server in Server::everywhere().await {
        let with_uri =
            |uri: &str| CreateOAuthApplication { redirect_uris: Some(vec![uri.into()]), ..named("Notes") };
        for (request, code, param) in [
            (named(" "), "form_param_nil", "name"),
            (named(&"x".repeat(257)), "form_param_max_length_exceeded", "name"),
            (with_uri("/callback"), "form_param_format_invalid", "redirect_uris"),
            (with_uri("https://a.test/#x"), "form_param_format_invalid", "redirect_uris"),
            (with_uri("javascript:alert(1)"), "form_param_value_invalid", "redirect_uris"),
            (
                CreateOAuthApplication { callback_url: Some("x".into()), ..named("Notes") },
                "form_param_format_invalid",
                "callback_url",
            ),
            (
                CreateOAuthApplication { scopes: Some("email admin".into()), ..named("Notes") },
                "form_param_value_invalid",
                "scopes",
            ),
        ] {
            let refusal = server.client.oauth_applications().create(request).await.unwrap_err();
            assert_eq!((wire(&refusal), param_name(&refusal)), ((422, code), Some(param)));
        }
    }
}

#[tokio::test]
async fn applications_of_another_instance_are_not_there() {
    for server in Server::everywhere().await {
        let own = server.client.oauth_applications().create(named("Notes")).await.unwrap();
        let foreign = server.foreign.oauth_applications();
        assert_eq!(wire(&foreign.get(&own.id).await.unwrap_err()), NOT_FOUND);
        let change = UpdateOAuthApplication::default();
        assert_eq!(wire(&foreign.update(&own.id, change).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&foreign.delete(&own.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(wire(&foreign.rotate_secret(&own.id).await.unwrap_err()), NOT_FOUND);
        assert_eq!(foreign.list(ListOAuthApplications::default()).await.unwrap().total_count, 0);
        assert!(server.client.oauth_applications().get(&own.id).await.is_ok(), "it is there for its own");
    }
}

fn param_name(error: &Error) -> Option<&str> {
    error.errors().first()?.param_name()
}
