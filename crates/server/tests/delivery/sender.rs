#![expect(deprecated, reason = "the operation is served still")]

use housekey_sdk::{UpdateBetaFeatures, UpdateInstance, UpsertTemplate, set};
use housekey_store::instances::Environment;
use housekey_store::messages::{MessageKind, MessageState};
use serde_json::json;

use crate::mail::on_each;
use crate::server::Server;
use crate::smtp::{Mail, Smtp};

/// The email with a code that a server sends now.
async fn mail(server: &Server, smtp: &Smtp) -> Mail {
    let before = smtp.mails().len();
    let data = json!({ "otp_code": "123456" });
    let sent = server.mail(MessageKind::Email, "verification_code", "ada@example.com", data).await;
    assert_eq!(sent.state, MessageState::Delivered);
    smtp.mails().remove(before)
}

#[tokio::test]
async fn mail_comes_from_whom_the_template_or_else_the_instance_names() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Production, &smtp).await {
        assert_eq!(mail(&server, &smtp).await.from, "hello@acme.test", "the server's own address");

        let beta = server.client.beta_features();
        let named = UpdateBetaFeatures { from_email_address: set("accounts"), ..Default::default() };
        beta.update_instance_settings(named).await.unwrap();
        assert_eq!(mail(&server, &smtp).await.from, "accounts@acme.test");

        let changed = UpsertTemplate {
            body: Some("{{otp_code}}".into()),
            from_email_name: Some("captain".into()),
            ..UpsertTemplate::default()
        };
        let templates = server.client.email_and_sms_templates();
        templates.upsert("email", "verification_code", changed).await.unwrap();
        assert_eq!(mail(&server, &smtp).await.from, "captain@acme.test");

        let enhanced = UpdateBetaFeatures { enhanced_email_deliverability: set(true), ..Default::default() };
        beta.update_instance_settings(enhanced).await.unwrap();
        assert_eq!(mail(&server, &smtp).await.from, "hello@acme.test", "the server's own address again");
    }
}

#[tokio::test]
async fn mail_says_whom_to_write_to() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Production, &smtp).await {
        assert!(!mail(&server, &smtp).await.decoded().contains("Questions?"));
        let support = UpdateInstance { support_email: set("help@acme.test"), ..UpdateInstance::default() };
        server.client.instance_settings().update(support).await.unwrap();
        let text = mail(&server, &smtp).await.decoded();
        assert!(text.contains("Questions? Contact help@acme.test."), "{text}");
    }
}

#[tokio::test]
async fn without_test_mode_a_test_address_is_like_any_other() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Development, &smtp).await {
        let send = || {
            let data = json!({ "otp_code": "424242" });
            server.mail(MessageKind::Email, "verification_code", "ada+clerk_test@example.com", data)
        };
        assert_eq!(send().await.state, MessageState::Kept);
        let off = UpdateInstance { test_mode: set(false), ..UpdateInstance::default() };
        server.client.instance_settings().update(off).await.unwrap();
        assert_eq!(send().await.state, MessageState::Delivered);
    }
}
