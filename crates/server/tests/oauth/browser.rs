use std::collections::BTreeMap;

use reqwest::redirect::Policy;
use reqwest::{Method, Response};
use url::Url;

use crate::relying_party::encode;

/// A browser without JavaScript: it keeps cookies, shows pages, submits forms, and follows redirects on one server.
pub(crate) struct Browser {
    client: reqwest::Client,
    server: String,
    cookies: BTreeMap<String, String>,
}

/// The page where a browser ended up.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) url: Url,
    pub(crate) status: u16,
    pub(crate) text: String,
}

impl Browser {
    pub(crate) fn new(server: &str) -> Self {
        let client = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        Self { client, server: server.to_owned(), cookies: BTreeMap::new() }
    }

    pub(crate) async fn open(&mut self, url: &str) -> Shown {
        self.go(Method::GET, url, None).await
    }

    /// Submits the page's first form with these fields in addition to the hidden ones.
    pub(crate) async fn send(&mut self, page: &Shown, fields: &[(&str, &str)]) -> Shown {
        let token = hidden(&page.text, "form_token");
        let fields: Vec<_> = fields.iter().copied().chain([("form_token", token.as_str())]).collect();
        self.go(Method::POST, page.url.as_str(), Some(encode(&fields))).await
    }

    /// Submits a form as is.
    pub(crate) async fn post(&mut self, url: &str, form: &str) -> Shown {
        self.go(Method::POST, url, Some(form.to_owned())).await
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub(crate) fn forget_cookies(&mut self) {
        self.cookies.clear();
    }

    async fn go(&mut self, method: Method, url: &str, form: Option<String>) -> Shown {
        let (mut method, mut url, mut form) = (method, Url::parse(url).unwrap(), form);
        for _ in 0..10 {
            let answer = self.request(&method, &url, form.take()).await;
            self.keep_cookies(&answer);
            let status = answer.status().as_u16();
            let Some(location) = answer.headers().get("location") else {
                return Shown { url, status, text: answer.text().await.unwrap() };
            };
            assert_eq!(status, 303, "a redirect that drops the form");
            url = url.join(location.to_str().unwrap()).unwrap();
            if !url.as_str().starts_with(&self.server) {
                return Shown { url, status, text: String::new() };
            }
            method = Method::GET;
        }
        panic!("too many redirects, the last one to {url}");
    }

    async fn request(&self, method: &Method, url: &Url, form: Option<String>) -> Response {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request =
            self.client.request(method.clone(), url.clone()).header("cookie", cookies.join("; "));
        if let Some(form) = form {
            request = request
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(form);
        }
        request.send().await.unwrap()
    }

    fn keep_cookies(&mut self, answer: &Response) {
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let is_for_scripts = cookie.starts_with("__client_uat=");
            assert!(cookie.contains("; SameSite=Lax"), "{cookie}");
            assert_eq!(cookie.contains("; HttpOnly"), !is_for_scripts, "{cookie}");
            let (pair, attributes) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.ends_with("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Shown {
    /// A query parameter of the URL.
    pub(crate) fn param(&self, name: &str) -> Option<String> {
        self.url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    }
}

fn hidden(page: &str, name: &str) -> String {
    let from = page.split_once(&format!("name=\"{name}\" value=\"")).map_or("", |(_, rest)| rest);
    from.split('"').next().unwrap_or_default().to_owned()
}
