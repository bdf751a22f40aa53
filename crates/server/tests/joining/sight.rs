//! What tests observe beside the API: queued messages, and the pages that users see.

use std::sync::{Arc, Mutex};

use housekey_domain::messages;
use housekey_sdk::reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use housekey_sdk::reqwest::{self, Response, redirect};
use housekey_store::Tx;
use housekey_store::instances::{self, Restrictions};
use housekey_store::messages::MessageRecord;
use serde_json::Value;

use crate::server::Server;

/// A queued message.
pub(crate) struct Waiting {
    pub(crate) slug: String,
    pub(crate) to: String,
    pub(crate) data: Value,
}

/// All queued messages, oldest first.
pub(crate) async fn messages_of(server: &Server) -> Vec<Waiting> {
    let found = Arc::new(Mutex::new(Vec::new()));
    let (id, kept) = (server.instance.id.clone(), Arc::clone(&found));
    let moment = server.app.moment();
    let sql = "SELECT document FROM messages WHERE instance_id = $1 ORDER BY id";
    let read = move |tx: &mut housekey_store::DatabaseTx<'_>| {
        let documents = Tx::new(tx, &id, moment).all(sql, &[], |row| row.get::<String>(0))?;
        *kept.lock().unwrap() = documents;
        Ok::<_, housekey_store::StoreError>(())
    };
    server.app.db.read(read).await.unwrap();
    let documents = found.lock().unwrap().clone();
    let records = documents.iter().map(|document| serde_json::from_str::<MessageRecord>(document).unwrap());
    records
        .map(|record| {
            let data = Value::Object(messages::open(&record, &server.app.seal).unwrap());
            Waiting { slug: record.slug, to: record.to, data }
        })
        .collect()
}

/// Sets the instance's restrictions. A server caches an instance for two seconds.
pub(crate) async fn restrict(server: &Server, restrictions: Restrictions) {
    let id = server.instance.id.clone();
    let change = move |tx: &mut housekey_store::DatabaseTx<'_>| {
        let mut instance = instances::find(tx, &id)?.unwrap();
        instance.settings.restrictions = restrictions.clone();
        instances::update(tx, &instance)
    };
    server.app.db.write(change).await.unwrap();
    server.advance(3);
}

/// A browser with cookies that follows redirects only on request.
#[derive(Default)]
pub(crate) struct Browser {
    pub(crate) cookies: Vec<(String, String)>,
}

/// A displayed page.
pub(crate) struct Shown {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) set_cookies: Vec<String>,
    pub(crate) text: String,
}

impl Browser {
    pub(crate) async fn open(&mut self, url: &str) -> Shown {
        let request = http().get(url).header(COOKIE, self.cookie_header());
        self.keep(request.send().await.unwrap()).await
    }

    /// Submits the ticket page's form from that page.
    pub(crate) async fn send(&mut self, server: &Server, fields: &[(&str, &str)]) -> Shown {
        self.send_from(server, "same-origin", fields).await
    }

    pub(crate) async fn send_from(&mut self, server: &Server, site: &str, fields: &[(&str, &str)]) -> Shown {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = http()
            .post(format!("{}/v1/tickets/accept", server.url))
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .header(COOKIE, self.cookie_header())
            .body(body);
        self.keep(request.send().await.unwrap()).await
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn keep(&mut self, response: Response) -> Shown {
        let text = |value: &reqwest::header::HeaderValue| value.to_str().unwrap().to_owned();
        let set_cookies: Vec<String> = response.headers().get_all(SET_COOKIE).iter().map(text).collect();
        for cookie in &set_cookies {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        Shown {
            status: response.status().as_u16(),
            location: response.headers().get(LOCATION).map(text),
            set_cookies,
            text: response.text().await.unwrap(),
        }
    }
}

/// The ticket in a link.
pub(crate) fn ticket_of(url: &str) -> String {
    url.split_once("ticket=").unwrap().1.to_owned()
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().redirect(redirect::Policy::none()).build().unwrap()
}
