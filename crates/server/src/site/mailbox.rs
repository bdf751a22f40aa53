//! `/dev/mailbox`: the emails and SMS of development instances, which are kept here instead of being sent.
//!
//! Messages contain codes and tickets, so the pages are served to browsers on this machine only. Other clients use
//! `/dev/mailbox.json` with a secret key, which returns the messages of that key's instance.

mod local;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use housekey_contract::{InstanceId, Metadata};
use housekey_domain::messages::content;
use housekey_domain::templates::Content;
use housekey_store::Tx;
use housekey_store::instances::{self, Environment};
use housekey_store::messages::{self, MessageRecord, MessageState};
use maud::{Markup, html};
use serde_json::{Value, json};

use crate::app::App;
use crate::error::{Refusal, unknown_path};
use crate::http::NO_SNIFF;
use crate::site::pages::Page;

use self::local::only_here;

/// Maximum number of messages shown per instance.
const MAX_MESSAGES: u32 = 50;

pub(crate) fn routes(app: &Arc<App>) -> Router {
    let (all, one, html, json) = (Arc::clone(app), Arc::clone(app), Arc::clone(app), Arc::clone(app));
    let all = move |request: Request| {
        let (app, allowed) = (Arc::clone(&all), only_here(&all, &request));
        async move {
            allowed?;
            list(&app).await
        }
    };
    let one = move |Path(path): Path<(String, String)>, request: Request| {
        let (app, allowed) = (Arc::clone(&one), only_here(&one, &request));
        async move {
            allowed?;
            show(&app, path).await
        }
    };
    let html = move |Path(path): Path<(String, String)>, request: Request| {
        let (app, allowed) = (Arc::clone(&html), only_here(&html, &request));
        async move {
            allowed?;
            body(&app, path).await
        }
    };
    let json = move |headers: HeaderMap| {
        let app = Arc::clone(&json);
        async move { as_json(&app, &headers).await }
    };
    Router::new()
        .route("/dev/mailbox", get(all))
        .route("/dev/mailbox/{instance}/{id}", get(one))
        .route("/dev/mailbox/{instance}/{id}/html", get(html))
        .route("/dev/mailbox.json", get(json))
}

/// A message with its content, which is empty until the template has been rendered.
struct Shown {
    record: MessageRecord,
    content: Content,
}

async fn of_instance(app: &App, instance: InstanceId) -> Result<Vec<Shown>, Refusal> {
    let moment = app.moment();
    let read = move |tx: &mut housekey_store::DatabaseTx<'_>| {
        messages::newest(&mut Tx::new(tx, &instance, moment), MAX_MESSAGES)
    };
    let mut shown = Vec::new();
    for record in app.db.read(read).await? {
        let content = content(&record, &app.seal)?.unwrap_or_default();
        shown.push(Shown { record, content });
    }
    Ok(shown)
}

async fn list(app: &App) -> Result<Response, Refusal> {
    let mut sections = Vec::new();
    for instance in app.db.read(instances::all).await? {
        if instance.environment == Environment::Development {
            let shown = of_instance(app, instance.id.clone()).await?;
            sections.push(html! {
                h2 { (instance.application_name) " " small { (instance.id) } }
                (table(&instance.id, &shown))
            });
        }
    }
    Ok(Page::new("Mailbox").show(html! {
        p { "Emails and SMS of development instances, newest first. They are kept here unless a mail server or SMS gateway is configured." }
        @for section in sections { (section) }
    }))
}

fn table(instance: &InstanceId, shown: &[Shown]) -> Markup {
    html! {
        @if shown.is_empty() {
            p { "No messages yet." }
        } @else {
            div.scroll { table {
                thead { tr { th scope="col" { "To" } th scope="col" { "Message" } th scope="col" { "Template" } th scope="col" { "Status" } } }
                tbody {
                    @for Shown { record, content } in shown {
                        tr {
                            td { (record.to) }
                            td { a href={ "/dev/mailbox/" (instance) "/" (record.id) } { (line(content)) } }
                            td { (record.kind.as_str()) " " (record.slug) }
                            td { (status(record)) }
                        }
                    }
                }
            } }
        }
    }
}

fn line(content: &Content) -> &str {
    let line = if content.subject.is_empty() { &content.text } else { &content.subject };
    if line.is_empty() { "(not rendered yet)" } else { line }
}

fn status(record: &MessageRecord) -> String {
    let status = match record.state {
        MessageState::Waiting => "queued",
        MessageState::Delivered => "delivered",
        MessageState::Kept => "in mailbox",
        MessageState::Left => "left to the application",
        MessageState::Failed => "failed",
    };
    record.problem.as_ref().map_or_else(|| status.to_owned(), |problem| format!("{status}: {problem}"))
}

async fn find(app: &App, (instance, id): (String, String)) -> Result<Shown, Refusal> {
    let instance = InstanceId::from(instance);
    let wanted = instance.clone();
    let record = app.db.read(move |tx| instances::find(tx, &wanted)).await?;
    if record.is_none_or(|record| record.environment != Environment::Development) {
        return Err(unknown_path());
    }
    let moment = app.moment();
    let read = move |tx: &mut housekey_store::DatabaseTx<'_>| {
        messages::find(&mut Tx::new(tx, &instance, moment), &id.as_str().into())
    };
    let record = app.db.read(read).await?.ok_or_else(unknown_path)?;
    let content = content(&record, &app.seal)?.unwrap_or_default();
    Ok(Shown { record, content })
}

async fn show(app: &App, path: (String, String)) -> Result<Response, Refusal> {
    let Shown { record, content } = find(app, path.clone()).await?;
    Ok(Page::new(line(&content)).show(html! {
        p { a href="/dev/mailbox" { "All messages" } }
        dl {
            dt { "To" } dd { (record.to) }
            dt { "Template" } dd { (record.kind.as_str()) " " (record.slug) }
            dt { "Status" } dd { (status(&record)) }
        }
        pre { (linked(&content.text)) }
        @if !content.html.is_empty() {
            p { a href={ "/dev/mailbox/" (path.0) "/" (path.1) "/html" } { "View as HTML" } }
        }
    }))
}

/// Renders text with its URLs as links.
fn linked(text: &str) -> Markup {
    html! {
        @for word in text.split_inclusive(char::is_whitespace) {
            @if word.starts_with("https://") || word.starts_with("http://") {
                a href=(word.trim_end()) rel="noreferrer" { (word) }
            } @else { (word) }
        }
    }
}

/// Serves a message's HTML under a policy that blocks scripts and remote content.
async fn body(app: &App, path: (String, String)) -> Result<Response, Refusal> {
    let Shown { content, .. } = find(app, path).await?;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; \
                  frame-ancestors 'none'; sandbox allow-popups allow-top-navigation-by-user-activation";
    let mut response = content.html.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    Ok(response)
}

async fn as_json(app: &App, headers: &HeaderMap) -> Result<Response, Refusal> {
    let instance = app.keyring.authenticate(headers, app.clock.now()).await?;
    if instance.environment() != Environment::Development {
        return Err(unknown_path());
    }
    let shown = of_instance(app, instance.id().clone()).await?;
    let all: Vec<Value> = shown.iter().map(|shown| fields(shown).into()).collect();
    let body = Value::Array(all).to_string();
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body).into_response())
}

fn fields(Shown { record, content }: &Shown) -> Metadata {
    let fields = json!({
        "id": record.id,
        "kind": record.kind,
        "slug": record.slug,
        "to": record.to,
        "state": record.state,
        "problem": record.problem,
        "subject": content.subject,
        "text": content.text,
        "html": content.html,
        "created_at": record.created_at,
    });
    fields.as_object().cloned().unwrap_or_default()
}
