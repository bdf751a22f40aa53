//! Webhooks of a real server, received by axum, and judged beside the libraries of Svix and of Standard Webhooks.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::routing::post;
use housekey_sdk::webhooks::{Event, EventData, Webhook};
use housekey_sdk::{CreateUser, reqwest};
use housekey_testing::TestServer;
use proptest::prelude::*;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// What Standard Webhooks calls the headers that Svix begins with `svix-`.
const PARTS: [&str; 3] = ["id", "timestamp", "signature"];

#[derive(Clone, FromRef)]
struct App {
    webhook: Webhook,
    heard: mpsc::UnboundedSender<Event>,
}

async fn receive(State(heard): State<mpsc::UnboundedSender<Event>>, event: Event) -> StatusCode {
    heard.send(event).unwrap();
    StatusCode::NO_CONTENT
}

/// An endpoint with this secret, and what its handler hears.
async fn endpoint(secret: &str) -> (String, mpsc::UnboundedReceiver<Event>) {
    let (heard, events) = mpsc::unbounded_channel();
    let state = App { webhook: Webhook::new(secret).unwrap(), heard };
    let app =
        Router::new().route("/hook", post(receive)).layer(DefaultBodyLimit::max(64 * 1024)).with_state(state);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    (url, events)
}

#[tokio::test]
async fn a_handler_is_told_what_happened() {
    let server = TestServer::start().await;
    let (url, mut events) = endpoint(server.webhook_secret()).await;
    server.deliver_webhooks_to(&url).await;

    let request = CreateUser { username: Some("ada_lovelace".into()), ..CreateUser::default() };
    let ada = server.client().users().create(request).await.unwrap();

    let event = events.recv().await.unwrap();
    assert_eq!(event.data, EventData::UserCreated(ada.into()));
}

#[tokio::test]
async fn a_handler_is_never_called_for_what_is_not_genuine() {
    let (url, mut events) = endpoint(SECRET).await;
    let body = r#"{"type":"user.deleted","data":{"id":"user_1"}}"#;
    let long = "x".repeat(64 * 1024 + 1);
    let sign =
        |secret: &str, body: &str| Webhook::new(secret).unwrap().sign("msg_1", body.as_bytes()).unwrap();
    for (headers, body, status) in [
        (sign(SECRET, body), body, 204),
        (sign("whsec_AAAA", body), body, 401),
        (sign(SECRET, "{}"), body, 401),
        (HeaderMap::new(), body, 400),
        (sign(SECRET, "{}"), "{}", 400),
        (sign(SECRET, &long), long.as_str(), 413),
    ] {
        let request =
            reqwest::Client::builder().build().unwrap().post(&url).headers(headers).body(body.to_owned());
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{body:.20}");
        if status != 204 {
            assert!(response.text().await.unwrap().contains(r#""code":"webhook_invalid""#), "{status}");
        }
    }
    assert_eq!(events.recv().await.unwrap().id, "msg_1");
    assert!(events.try_recv().is_err(), "one of six");
}

/// What the three libraries say of a webhook: ours, Svix's, Standard Webhooks'.
fn verdicts(headers: &HeaderMap, body: &[u8], secret: &str) -> [bool; 3] {
    let standard = PARTS.iter().filter_map(|part| {
        let value = headers.get(format!("svix-{part}"))?;
        Some((HeaderName::try_from(format!("webhook-{part}")).unwrap(), value.clone()))
    });
    let standard: HeaderMap = standard.collect();
    let ours = Webhook::new(secret).unwrap();
    assert_eq!(ours.check(headers, body).is_ok(), ours.check(&standard, body).is_ok(), "under either name");
    [
        ours.check(headers, body).is_ok(),
        svix::webhooks::Webhook::new(secret).unwrap().verify(body, headers).is_ok(),
        standardwebhooks::Webhook::new(secret).unwrap().verify(body, &standard).is_ok(),
    ]
}

#[tokio::test]
async fn all_libraries_take_what_the_server_signs_and_nothing_else() {
    let server = TestServer::start().await;
    let request = CreateUser { username: Some("ada_lovelace".into()), ..CreateUser::default() };
    let ada = server.client().users().create(request).await.unwrap();
    server.client().users().delete(&ada.id).await.unwrap();

    let sent = server.webhooks().await;
    assert_eq!(sent.len(), 2);
    for webhook in sent {
        assert_eq!(verdicts(&webhook.headers, &webhook.body, server.webhook_secret()), [true; 3]);
        assert_eq!(verdicts(&webhook.headers, &webhook.body, SECRET), [false; 3]);
    }
}

#[test]
fn what_others_sign_is_genuine_here() {
    let webhook = Webhook::new(SECRET).unwrap();
    let now: i64 = webhook.sign("msg_1", b"").unwrap()["svix-timestamp"].to_str().unwrap().parse().unwrap();
    for seconds in [now - 290, now, now + 290] {
        let svix = svix::webhooks::Webhook::new(SECRET).unwrap().sign("msg_1", seconds, b"{}").unwrap();
        let standard = standardwebhooks::Webhook::new(SECRET).unwrap().sign("msg_1", seconds, b"{}").unwrap();
        for signature in [svix, standard] {
            let values = ["msg_1".to_owned(), seconds.to_string(), signature];
            let names = PARTS.map(|part| HeaderName::try_from(format!("svix-{part}")).unwrap());
            let values = values.map(|value| HeaderValue::try_from(value).unwrap());
            let headers: HeaderMap = names.into_iter().zip(values).collect();
            assert_eq!(verdicts(&headers, b"{}", SECRET), [true; 3], "{seconds}");
        }
    }
}

/// What an attacker may change.
#[derive(Clone, Debug)]
enum Change {
    Nothing,
    /// Puts a byte at a place of the body.
    Body(prop::sample::Index, u8),
    /// Puts a character at a place of a header.
    Header(prop::sample::Index, prop::sample::Index, char),
    /// Cuts a header off.
    Cut(prop::sample::Index, prop::sample::Index),
    /// Leaves a header out.
    Without(prop::sample::Index),
    /// Adds signatures that are not the secret's.
    Signatures(String),
    /// Lets time pass.
    Seconds(i64),
}

fn change() -> impl Strategy<Value = Change> {
    let any_index = any::<prop::sample::Index>;
    prop_oneof![
        Just(Change::Nothing),
        (any_index(), any::<u8>()).prop_map(|(place, byte)| Change::Body(place, byte)),
        (any_index(), any_index(), "[ -~]".prop_map(|text| text.chars().next().unwrap()))
            .prop_map(|(header, place, character)| Change::Header(header, place, character)),
        (any_index(), any_index()).prop_map(|(header, place)| Change::Cut(header, place)),
        any_index().prop_map(Change::Without),
        "(v1|v1a|v2)?,?[A-Za-z0-9+/]{0,44}=?( v1,[A-Za-z0-9+/]{43}=)?".prop_map(Change::Signatures),
        (-1_000_i64..1_000).prop_map(Change::Seconds),
    ]
}

fn apply(change: &Change, headers: &mut HeaderMap, body: &mut Vec<u8>) {
    let name = |header: &prop::sample::Index| format!("svix-{}", header.get(&PARTS));
    let set = |headers: &mut HeaderMap, name: &str, value: String| {
        headers.insert(HeaderName::try_from(name).unwrap(), HeaderValue::try_from(value).unwrap());
    };
    let value = |headers: &HeaderMap, name: &str| headers[name].to_str().unwrap().to_owned();
    match change {
        Change::Nothing => {}
        Change::Body(_, byte) if body.is_empty() => body.push(*byte),
        Change::Body(place, byte) => *place.get_mut(body) = *byte,
        Change::Header(header, place, character) => {
            let (name, mut text) = (name(header), value(headers, &name(header)));
            let place = place.index(text.len());
            text.replace_range(place..=place, &character.to_string());
            set(headers, &name, text);
        }
        Change::Cut(header, place) => {
            let text = value(headers, &name(header));
            set(headers, &name(header), text[..place.index(text.len() + 1)].to_owned());
        }
        Change::Without(header) => drop(headers.remove(name(header))),
        Change::Signatures(more) => {
            let text = format!("{more} {}", value(headers, "svix-signature"));
            set(headers, "svix-signature", text);
        }
        Change::Seconds(seconds) => {
            let now: i64 = value(headers, "svix-timestamp").parse().unwrap();
            set(headers, "svix-timestamp", (now + seconds).to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn all_libraries_agree_about_what_was_tampered_with(body in ".{0,200}", change in change()) {
        let original = body.into_bytes();
        let signed = Webhook::new(SECRET).unwrap().sign("msg_1", &original).unwrap();
        let (mut headers, mut body) = (signed.clone(), original.clone());
        apply(&change, &mut headers, &mut body);

        let [ours, svix, standard] = verdicts(&headers, &body, SECRET);

        // Others read a time such as `+170…` as the number it is; here it is not what was signed.
        let is_respelled = headers.get("svix-timestamp") != signed.get("svix-timestamp") && svix && !ours;
        prop_assert!(is_respelled || [svix, standard] == [ours; 2], "{ours} {svix} {standard}");
        let is_same = ["svix-id", "svix-timestamp"].iter().all(|name| headers.get(*name) == signed.get(*name));
        prop_assert!(!ours || is_same && body == original, "taken although it was changed");
        prop_assert!(ours || headers != signed || body != original, "refused although it was not");
    }
}
