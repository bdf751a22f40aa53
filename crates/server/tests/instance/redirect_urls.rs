use housekey_domain::error::Error as Refusal;
use housekey_domain::redirect_urls::is_allowed;
use housekey_sdk::{CreateRedirectUrl, ListRedirectUrls, RedirectUrl};
use housekey_store::Tx;
use housekey_store::instances::InstanceRecord;

use crate::live::Live;
use crate::server::{Server, wire};

fn url(url: &str) -> CreateRedirectUrl {
    CreateRedirectUrl { url: url.into() }
}

async fn create(server: &Server, text: &str) -> RedirectUrl {
    server.client.redirect_urls().create(url(text)).await.unwrap()
}

#[tokio::test]
async fn a_redirect_url_is_added_read_listed_and_deleted() {
    for server in Server::everywhere().await {
        let urls = server.client.redirect_urls();
        let first = create(&server, "https://example.com/callback").await;
        let second = create(&server, "my-app://callback").await;
        assert_eq!(
            (first.object.as_ref(), first.url.as_str()),
            ("redirect_url", "https://example.com/callback")
        );
        assert_eq!((urls.get(&first.id).await.unwrap(), first.created_at), (first.clone(), first.updated_at));

        let bare = urls.list(ListRedirectUrls::default()).await.unwrap();
        assert_eq!((bare.data, bare.total_count), (vec![second.clone(), first.clone()], None));
        let one = ListRedirectUrls { paginated: Some(true), limit: Some(1), offset: Some(1) };
        let page = urls.list(one).await.unwrap();
        assert_eq!((page.data, page.total_count), (vec![first.clone()], Some(2)));

        let deleted = urls.delete(&first.id).await.unwrap();
        assert_eq!((deleted.object.as_ref(), deleted.id.as_str()), ("redirect_url", first.id.as_str()));
        assert_eq!(wire(&urls.get(&first.id).await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(wire(&urls.delete(&first.id).await.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn what_can_not_be_a_redirect_url_is_refused() {
    for server in Server::everywhere().await {
        create(&server, "https://example.com/callback").await;
        for (text, expected) in [
            ("https://example.com/callback", (422, "form_identifier_exists")),
            ("", (422, "form_param_nil")),
            ("https://user@example.com/", (422, "form_param_format_invalid")),
            ("javascript://example.com/%0aalert(1)", (422, "form_param_value_invalid")),
            (&format!("https://example.com/{}", "a".repeat(3_000)), (422, "form_param_max_length_exceeded")),
        ] {
            let refusal = server.client.redirect_urls().create(url(text)).await.unwrap_err();
            assert_eq!((wire(&refusal), refusal.errors()[0].param_name()), (expected, Some("url")), "{text}");
        }
        let live = Live::on(&server).await;
        let plain = live.client.redirect_urls().create(url("http://example.com/callback")).await;
        assert_eq!(wire(&plain.unwrap_err()), (422, "form_param_value_invalid"));
    }
}

#[tokio::test]
async fn redirect_urls_are_an_instances_own() {
    for server in Server::everywhere().await {
        let own = create(&server, "https://example.com/callback").await;
        let foreign = server.foreign.redirect_urls();
        assert_eq!(wire(&foreign.get(&own.id).await.unwrap_err()), (404, "resource_not_found"));
        assert_eq!(wire(&foreign.delete(&own.id).await.unwrap_err()), (404, "resource_not_found"));
        assert!(foreign.list(ListRedirectUrls::default()).await.unwrap().data.is_empty());
        assert!(foreign.create(url("https://example.com/callback")).await.is_ok());
        assert!(server.client.redirect_urls().get(&own.id).await.is_ok(), "nothing happened to it");
    }
}

/// Tricks known from open redirects, against an app at `https://app.example.com/callback`.
const TRICKS: [&str; 35] = [
    "",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "https://evil.example",
    "https://evil.example/https://app.example.com/callback",
    "https://evil.example?https://app.example.com/callback",
    "https://evil.example#https://app.example.com/callback",
    "https://app.example.com@evil.example/callback",
    "https://app.example.com:pass@evil.example/callback",
    "https://evil.example\\@app.example.com/callback",
    "https://app.example.com\\.evil.example/callback",
    "https://app.example.com%2f@evil.example/callback",
    "https://app.example.com%2fevil.example/callback",
    "https://app.example.com.evil.example/callback",
    "https://app.example.com:443/callback",
    "https://app.example.com:8443/callback",
    "http://app.example.com/callback",
    "https://APP.example.com/callback",
    "https://app.example.com/callback/",
    "https://app.example.com/callback?next=//evil.example",
    "https://app.example.com/callback#x",
    "https://app.example.com/callback/../evil",
    "https://app.example.com/callback%2f..%2fevil",
    "https://app.example.com/callback\r\nLocation: https://evil.example",
    "https://app.example.com/callback\t",
    " https://app.example.com/callback",
    "https://аpp.example.com/callback",
    "https://app。example.com/callback",
    "javascript://app.example.com/callback%0aalert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
];

#[tokio::test]
async fn nobody_is_sent_anywhere_else_by_a_trick() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let registered = "https://app.example.com/callback";
        // The test instance's domain is example.com itself; this one has another.
        let instance = InstanceRecord {
            publishable_key: server.instance.publishable_key.replace("pk_test_", "pk_live_"),
            ..live.instance.clone()
        };
        live.client.redirect_urls().create(url(registered)).await.unwrap();
        let moment = server.app.moment();
        let judged = server.app.db.read(move |tx| {
            let tx = &mut Tx::new(tx, &instance.id, moment);
            let mut allowed = Vec::new();
            for trick in TRICKS.into_iter().chain([registered]) {
                if is_allowed(tx, &instance, trick)? {
                    allowed.push(trick);
                }
            }
            Ok::<_, Refusal>(allowed)
        });
        assert_eq!(judged.await.unwrap(), [registered]);
    }
}

#[tokio::test]
async fn an_instances_own_origins_need_no_entry() {
    for server in Server::everywhere().await {
        let live = Live::on(&server).await;
        let instances = [server.instance.clone(), live.instance.clone()];
        let moment = server.app.moment();
        let judged = server.app.db.read(move |tx| {
            let mut judge = |instance: &InstanceRecord, url: &str| {
                is_allowed(&mut Tx::new(tx, &instance.id, moment), instance, url)
            };
            let [development, live] = &instances;
            Ok::<_, Refusal>([
                judge(development, "http://localhost:5173/welcome")?,
                judge(live, "http://localhost:5173/welcome")?,
                judge(live, "https://example.com/welcome?from=mail")?,
                judge(live, "https://www.example.com/welcome")?,
                judge(live, "http://www.example.com/welcome")?,
                judge(live, "https://badexample.com/welcome")?,
                judge(live, "https://www.example.com:8443/welcome")?,
                judge(development, "https://www.example.com/welcome")?,
            ])
        });
        assert_eq!(judged.await.unwrap(), [true, false, true, true, false, false, false, false]);
    }
}
