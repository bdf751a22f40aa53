use housekey_domain::jwt;
use housekey_sdk::{CreateOAuthApplication, CreateUser, OAuthApplication, User};
use reqwest::Response;
use serde_json::Value;

use crate::browser::{Browser, Shown};
use crate::server::Server;

pub(crate) const CALLBACK: &str = "https://app.example.test/callback";
pub(crate) const PASSWORD: &str = "correct horse battery staple";
/// The example of RFC 7636, appendix B.
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// An application that signs users in here.
pub(crate) struct RelyingParty {
    pub(crate) application: OAuthApplication,
    pub(crate) server: String,
}

impl RelyingParty {
    /// A confidential one that needs no consent.
    pub(crate) async fn trusted(server: &Server) -> Self {
        Self::new(server, CreateOAuthApplication { consent_screen_enabled: Some(false), ..request() }).await
    }

    pub(crate) async fn new(server: &Server, request: CreateOAuthApplication) -> Self {
        let application = server.client.oauth_applications().create(request).await.unwrap();
        Self { application, server: server.url.clone() }
    }

    /// Its authorization URL with changed parameters; an empty value removes one.
    pub(crate) fn authorize_url(&self, changes: &[(&str, &str)]) -> String {
        let usual = [
            ("response_type", "code"),
            ("client_id", self.application.client_id.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid email profile"),
            ("state", "a-long-state"),
            ("nonce", "n-1"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        let value = |name: &str| changes.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, default) in usual {
            let value = value(name).unwrap_or(default);
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        for (name, value) in changes.iter().filter(|(name, _)| !usual.iter().any(|(known, _)| known == name))
        {
            query.append_pair(name, value);
        }
        format!("{}?{}", self.application.authorize_url, query.finish())
    }

    /// Sends a form to the token endpoint, including the client secret.
    pub(crate) async fn token(&self, fields: &[(&str, &str)]) -> Response {
        let secret = self.application.client_secret.as_deref().unwrap_or_default();
        let usual = [("client_id", self.application.client_id.as_str()), ("client_secret", secret)];
        let is_new = |(name, value): &(&str, &str)| {
            !value.is_empty() && !fields.iter().any(|(known, _)| known == name)
        };
        let fields: Vec<_> = fields.iter().copied().chain(usual.into_iter().filter(is_new)).collect();
        post(&self.application.token_fetch_url, encode(&fields)).await
    }

    pub(crate) async fn exchange(&self, code: &str) -> Response {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        self.token(&fields).await
    }

    pub(crate) async fn refresh(&self, token: &str) -> Response {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    pub(crate) async fn user_info(&self, token: &str) -> Response {
        client().get(&self.application.user_info_url).bearer_auth(token).send().await.unwrap()
    }

    /// The tokens of a user who signs in with a password.
    pub(crate) async fn tokens(&self) -> Value {
        let code = self.code(&mut Browser::new(&self.server)).await;
        body(self.exchange(&code).await).await
    }

    /// The code of a user who signs in with a password.
    pub(crate) async fn code(&self, browser: &mut Browser) -> String {
        let page = browser.open(&self.authorize_url(&[])).await;
        let page = sign_in(browser, &page, "ada@example.test", PASSWORD).await;
        page.param("code").unwrap_or_else(|| panic!("no code: {page:?}"))
    }
}

/// An application that needs consent and may request everything.
pub(crate) fn request() -> CreateOAuthApplication {
    CreateOAuthApplication {
        name: "Notes".into(),
        redirect_uris: Some(vec![CALLBACK.into()]),
        scopes: Some("profile email public_metadata private_metadata".into()),
        ..CreateOAuthApplication::default()
    }
}

/// A user with a password.
pub(crate) async fn ada(server: &Server) -> User {
    server.client.users().create(with_password()).await.unwrap()
}

pub(crate) fn with_password() -> CreateUser {
    CreateUser {
        first_name: Some("Ada".into()),
        last_name: Some("Lovelace".into()),
        email_address: Some(vec!["ada@example.test".into()]),
        username: Some("ada_lovelace".into()),
        password: Some(PASSWORD.into()),
        ..CreateUser::default()
    }
}

pub(crate) async fn sign_in(browser: &mut Browser, page: &Shown, name: &str, password: &str) -> Shown {
    browser.send(page, &[("identifier", name), ("password", password), ("step", "password")]).await
}

pub(crate) fn encode(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

pub(crate) async fn post(url: &str, form: String) -> Response {
    let request = client().post(url).header("content-type", "application/x-www-form-urlencoded");
    request.body(form).send().await.unwrap()
}

pub(crate) fn client() -> reqwest::Client {
    reqwest::Client::builder().build().unwrap()
}

/// The body of a successful response.
pub(crate) async fn body(answer: Response) -> Value {
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert_eq!(status, 200, "{text}");
    serde_json::from_str(&text).unwrap()
}

/// The status and code of an error.
pub(crate) async fn refusal(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["error"].as_str().unwrap_or_default().to_owned())
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// The claims of an ID token, after verifying its signature.
pub(crate) fn claims(server: &Server, token: &Value) -> serde_json::Map<String, Value> {
    jwt::verify(&server.signing_key(), text(token)).unwrap().claims
}
