use serde_json::json;

use super::signature::NAMES;
use super::*;
use crate::{DeletedObject, EventType};

const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER: &str = "whsec_AAAA";
const BODY: &[u8] = br#"{"object":"event","type":"user.deleted","data":{"id":"user_1","object":"user","deleted":true,"new":1},"timestamp":1700000000123,"later":1,"event_attributes":null}"#;
const NOW: Millis = Millis(1_700_000_000_000);

fn webhook() -> Webhook {
    of(SECRET)
}

fn of(secret: &str) -> Webhook {
    Webhook::new(secret).unwrap().clock(Clock::fixed(NOW))
}

/// The headers of a genuine webhook, signed so many seconds from now.
fn headers(seconds: i64) -> HeaderMap {
    webhook().clock(Clock::fixed(NOW + Millis::from_seconds(seconds))).sign("msg_1", BODY).unwrap()
}

#[test]
fn a_genuine_webhook_is_read_under_either_name_of_its_headers() {
    for names in NAMES {
        let signed = headers(0);
        let renamed = names.into_iter().zip(NAMES[0]);
        let headers = renamed.map(|(new, old)| (new.parse().unwrap(), signed[old].clone())).collect();

        let event = webhook().verify(&headers, BODY).unwrap();

        assert_eq!((event.id.as_str(), &event.event_type), ("msg_1", &EventType::UserDeleted));
        let EventData::UserDeleted(deleted) = &event.data else { panic!("{event:?}") };
        assert_eq!((deleted.id.as_str(), deleted.deleted), ("user_1", true));
        assert_eq!((&event.raw_data["new"], event.timestamp), (&json!(1), Some(Millis(1_700_000_000_123))));
        assert_eq!(event.data_as::<DeletedObject>().unwrap(), **deleted);
    }
}

#[test]
fn a_known_signature_is_recognized() {
    // The example of Standard Webhooks' specification.
    let clock = Clock::fixed(Millis::from_seconds(1_614_265_330));
    let headers = webhook().clock(clock).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", br#"{"test": 2432232314}"#);
    assert_eq!(headers.unwrap()["svix-signature"], "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

#[test]
fn one_signature_of_several_is_enough() {
    let mut headers = headers(0);
    let tag = headers["svix-signature"].to_str().unwrap().to_owned();
    for signatures in
        [format!("v1,AAAA {tag}"), format!("v1a,eA== v2,eA== {tag} v1,?"), format!("{tag} {tag}")]
    {
        headers.insert("svix-signature", signatures.parse().unwrap());
        assert_eq!(webhook().check(&headers, BODY).unwrap(), "msg_1", "{signatures}");
    }
    for signatures in
        ["", "v1,", "v1,AAAA", &tag[3..], &tag.replace("v1,", "v1a,"), &tag.replace("v1,", "V1,")]
    {
        headers.insert("svix-signature", signatures.parse().unwrap());
        assert!(matches!(webhook().check(&headers, BODY), Err(WebhookError::Signature)), "{signatures}");
    }
}

#[test]
fn a_secret_can_be_changed_without_losing_a_webhook() {
    let both = of(OTHER).or(SECRET).unwrap();
    let old = of(OTHER).sign("msg_1", BODY).unwrap();

    assert!(both.verify(&headers(0), BODY).is_ok() && both.verify(&old, BODY).is_ok());
    let signed_by_both = both.sign("msg_1", BODY).unwrap();
    assert!(
        webhook().verify(&signed_by_both, BODY).is_ok() && of(OTHER).verify(&signed_by_both, BODY).is_ok()
    );
    assert!(matches!(webhook().verify(&old, BODY), Err(WebhookError::Signature)));
}

#[test]
fn what_is_not_genuine_is_refused() {
    let good = headers(0);
    let refused = |headers: &HeaderMap, body: &[u8]| webhook().verify(headers, body).unwrap_err();

    assert!(matches!(refused(&good, b"{}"), WebhookError::Signature));
    for name in NAMES[0] {
        let mut without = good.clone();
        without.remove(name);
        assert!(matches!(refused(&without, BODY), WebhookError::Header(_)), "{name}");
        let mut twice = good.clone();
        twice.append(name, "msg_2".parse().unwrap());
        assert!(matches!(refused(&twice, BODY), WebhookError::Header(_)), "{name}");
    }
    assert!(matches!(of(OTHER).verify(&good, BODY), Err(WebhookError::Signature)));
    for secret in ["", "whsec_", "whsec_?", "whsec_whsec_AAAA"] {
        assert!(matches!(Webhook::new(secret), Err(WebhookError::Secret)), "{secret}");
        assert!(matches!(verify(&good, BODY, secret), Err(WebhookError::Secret)), "{secret}");
    }
}

#[test]
fn what_is_from_another_time_is_refused() {
    for seconds in [-301, 301, i64::MAX / 2000, i64::MIN / 2000] {
        let refused = webhook().verify(&headers(seconds), BODY);
        assert!(matches!(refused, Err(WebhookError::Time)), "{seconds}");
    }
    assert!(webhook().verify(&headers(-300), BODY).is_ok() && webhook().verify(&headers(300), BODY).is_ok());
    let patient = webhook().tolerance(Duration::from_secs(3600));
    assert!(patient.verify(&headers(-3_600), BODY).is_ok());
    for timestamp in ["", "now", "1e9", "9223372036854775808", "1700000000.5"] {
        let mut headers = headers(0);
        headers.insert("svix-timestamp", timestamp.parse().unwrap());
        assert!(matches!(webhook().verify(&headers, BODY), Err(WebhookError::Header(_))), "{timestamp}");
    }
}

#[test]
fn what_is_genuine_but_no_event_is_told_apart() {
    for body in ["", "[]", "{}", r#"{"type":"user.created"}"#, r#"{"data":{}}"#] {
        let headers = webhook().sign("msg_1", body.as_bytes()).unwrap();
        let refused = webhook().verify(&headers, body.as_bytes());
        assert!(matches!(refused, Err(WebhookError::Body(_))), "{body}");
    }
    let body = br#"{"type":"comet.seen","data":"far away"}"#;
    let event = webhook().verify(&webhook().sign("msg_1", body).unwrap(), body).unwrap();
    let unknown =
        EventData::Unknown { event_type: EventType::Other("comet.seen".into()), data: json!("far away") };
    assert_eq!(event.data, unknown);
}

#[test]
fn neither_the_secret_nor_the_data_is_shown() {
    let event = webhook().verify(&headers(0), BODY).unwrap();
    let shown = format!("{:?} {event:?}", webhook());
    assert!(!shown.contains("user_1") && !shown.contains("MfKQ"), "{shown}");
}
