use housekey_sdk::{Error, Secret};
use reqwest::{Method, RequestBuilder, StatusCode};

use crate::receiver::Receiver;
use crate::server::{Server, http};

fn wire(error: &Error) -> (u16, &str) {
    (error.status().map_or(0, |status| status.as_u16()), error.code().unwrap_or_default())
}

/// A browser on the webhook dashboard.
struct Browser<'a> {
    server: &'a Server,
    cookie: String,
    page: String,
}

impl<'a> Browser<'a> {
    /// Opens a link and submits its form.
    async fn open(server: &'a Server, link: &Secret) -> Self {
        let page = http().get(link.to_string()).send().await.unwrap();
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("Continue"));
        let answer = press(link, true).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        let page = answer.headers()["location"].to_str().unwrap().to_owned();
        Self { server, cookie: cookie.split(';').next().unwrap().to_owned(), page }
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        http().request(method, format!("{}{path}", self.server.url)).header("cookie", &self.cookie)
    }

    async fn see(&self, path: &str) -> String {
        let answer = self.request(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
        answer.text().await.unwrap()
    }

    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        let form = self.request(Method::POST, path).header("sec-fetch-site", "same-origin");
        form.header("content-type", "application/x-www-form-urlencoded")
            .body(encoded(fields))
            .send()
            .await
            .unwrap()
    }
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('&', "%26").replace('+', "%2B");
    let pairs = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Submits the form of a link, from the page itself or from another site.
async fn press(link: &Secret, is_own: bool) -> reqwest::Response {
    let (page, key) = link.split_once("?key=").unwrap();
    let site = if is_own { "same-origin" } else { "cross-site" };
    let request = http().post(page).header("sec-fetch-site", site);
    request.body(encoded(&[("key", key)])).send().await.unwrap()
}

#[tokio::test]
async fn the_service_is_turned_on_and_off() {
    for server in Server::everywhere().await {
        let webhooks = server.client.webhooks();
        assert_eq!(wire(&webhooks.generate_svix_auth_url().await.unwrap_err()), (400, "svix_app_missing"));
        assert_eq!(wire(&webhooks.delete_svix_app().await.unwrap_err()), (400, "svix_app_missing"));
        let first = webhooks.create_svix_app().await.unwrap().svix_url;
        assert_eq!(wire(&webhooks.create_svix_app().await.unwrap_err()), (400, "svix_app_exists"));
        let second = webhooks.generate_svix_auth_url().await.unwrap().svix_url;
        assert!(first != second && second.starts_with(&server.url));
        let receiver = Receiver::start().await;
        let endpoint = server.tells(&receiver, &[]).await;
        webhooks.delete_svix_app().await.unwrap();
        server.user("ada_lovelace").await;
        assert!(server.deliveries(&endpoint).await.is_empty());
        assert_eq!(press(&second, true).await.status(), 403, "links went with it");
    }
}

#[tokio::test]
async fn a_link_lets_one_browser_in_and_only_by_its_own_button() {
    for server in Server::everywhere().await {
        let link = server.client.webhooks().create_svix_app().await.unwrap().svix_url;
        assert_eq!(press(&link, false).await.status(), 403, "another site's form");
        let browser = Browser::open(&server, &link).await;
        assert_eq!(press(&link, true).await.status(), 403, "it was used");
        browser.see(&browser.page).await;
        let stranger = http().get(format!("{}{}", server.url, browser.page));
        assert_eq!(stranger.send().await.unwrap().status(), 403);
        server.advance(8 * 3600 + 1);
        let late = browser.request(Method::GET, &browser.page).send().await.unwrap();
        assert_eq!(late.status(), 403, "a visit ends");
        let late = server.client.webhooks().generate_svix_auth_url().await.unwrap().svix_url;
        server.advance(601);
        assert_eq!(press(&late, true).await.status(), 403, "a link ends");
    }
}

#[tokio::test]
async fn endpoints_are_added_shown_changed_and_deleted_on_the_page() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        let link = server.client.webhooks().create_svix_app().await.unwrap().svix_url;
        let browser = Browser::open(&server, &link).await;
        let wrong = browser.send(&browser.page, &[("url", "javascript:alert(1)")]).await;
        assert_eq!(wrong.status(), 422);
        assert!(wrong.text().await.unwrap().contains("role=\"alert\""));

        let fields = [
            ("url", receiver.url()),
            ("description", "<script>".into()),
            ("event_types", "user.created".into()),
        ];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        let added = browser.send(&browser.page, &fields).await;
        let endpoint = added.headers()["location"].to_str().unwrap().to_owned();
        assert!(!browser.see(&browser.page).await.contains("<script>"), "what was typed is text");

        server.user("ada_lovelace").await;
        receiver.hears(1).await;
        let mut page = browser.see(&endpoint).await;
        while !page.contains("200") {
            page = browser.see(&endpoint).await;
        }
        let delivery =
            page.split(&format!("{endpoint}/deliveries/")).nth(1).unwrap().split('"').next().unwrap();
        let shown = browser.see(&format!("{endpoint}/deliveries/{delivery}")).await;
        assert!(shown.contains("ada_lovelace"), "the request is shown");
        let message = shown.split("name=\"message\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        browser.send(&format!("{endpoint}/replay"), &[("message", message)]).await;
        let heard = receiver.hears(2).await;
        assert_eq!(heard[0].header("svix-id"), heard[1].header("svix-id"));

        let secret = |text: String| text.split("whsec_").nth(1).map(|rest| rest[..32].to_owned()).unwrap();
        let before = secret(browser.send(&format!("{endpoint}/secret"), &[]).await.text().await.unwrap());
        let after = secret(browser.send(&format!("{endpoint}/rotate"), &[]).await.text().await.unwrap());
        assert_ne!(before, after);
        browser.send(&format!("{endpoint}/state"), &[("disabled", "true")]).await;
        assert!(browser.see(&endpoint).await.contains("disabled"));
        browser.send(&format!("{endpoint}/delete"), &[]).await;
        assert!(browser.see(&browser.page).await.contains("No endpoints yet"));
    }
}

#[tokio::test]
async fn a_form_of_another_site_changes_nothing() {
    for server in Server::everywhere().await {
        let link = server.client.webhooks().create_svix_app().await.unwrap().svix_url;
        let browser = Browser::open(&server, &link).await;
        let form = browser.request(Method::POST, &browser.page).header("origin", "https://evil.example");
        let answer = form.body("url=https://evil.example/hook").send().await.unwrap();
        assert_eq!(answer.status(), 403);
        assert!(browser.see(&browser.page).await.contains("No endpoints yet"));
    }
}
