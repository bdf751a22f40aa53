#![expect(deprecated, reason = "the operations are served still")]

use housekey_sdk::{Error, ListTemplates, PreviewTemplate, TemplateDelivery, UpsertTemplate};
use housekey_store::messages::{MessageKind, MessageState};
use serde_json::json;

use crate::receiver::Receiver;
use crate::server::Server;

fn wire(error: &Error) -> (u16, &str) {
    (error.status().map_or(0, |status| status.as_u16()), error.code().unwrap_or_default())
}

fn body(body: &str) -> UpsertTemplate {
    UpsertTemplate { body: Some(body.into()), ..UpsertTemplate::default() }
}

#[tokio::test]
async fn the_built_in_templates_are_there_in_their_order() {
    for server in Server::everywhere().await {
        let templates = server.client.email_sms_templates();
        let emails = templates.list("email", ListTemplates::default()).await.unwrap().data;
        assert_eq!((emails[0].slug.as_str(), emails[0].position), ("verification_code", 0));
        for slug in ["invitation", "organization_invitation", "password_changed", "magic_link_sign_in"] {
            assert!(emails.iter().any(|template| template.slug == slug), "{slug}");
        }
        let page = ListTemplates { paginated: Some(true), limit: Some(2), offset: Some(1) };
        let page = templates.list("sms", page).await.unwrap();
        assert_eq!((page.data.len(), page.total_count), (2, Some(5)));
        assert!(page.data.iter().all(|template| template.subject.is_none()));
        let wrong = templates.list("fax", ListTemplates::default()).await.unwrap_err();
        assert_eq!(wire(&wrong), (422, "form_param_value_invalid"));
        assert_eq!(wire(&templates.get("email", "nothing").await.unwrap_err()).0, 404);
    }
}

#[tokio::test]
async fn mail_says_what_the_changed_template_says_until_it_is_reverted() {
    for server in Server::everywhere().await {
        let changed = UpsertTemplate {
            subject: Some("{{#if app.name}}{{app.name}}{{/if}}: {{otp_code}}".into()),
            body: Some("<p>Ahoy, {{otp_code}}</p>".into()),
            from_email_name: Some("captain".into()),
            ..UpsertTemplate::default()
        };
        let saved = server.client.email_and_sms_templates().upsert("email", "verification_code", changed);
        let saved = saved.await.unwrap();
        assert!(saved.can_revert && saved.resource_type == "user" && saved.from_email_name == "captain");
        let send = |to: &'static str| {
            server.mail(MessageKind::Email, "verification_code", to, json!({ "otp_code": "123456" }))
        };
        send("ada@example.com").await;
        let mail = &server.mailbox().await[0];
        assert_eq!(
            (mail["subject"].as_str(), mail["text"].as_str()),
            (Some("Test: 123456"), Some("Ahoy, 123456"))
        );

        let reverted =
            server.client.email_sms_templates().revert("email", "verification_code").await.unwrap();
        assert!(!reverted.can_revert && reverted.resource_type == "system" && reverted.instance_id.is_none());
        send("grace@example.com").await;
        assert_eq!(server.mailbox().await[0]["subject"], "123456 is your Test verification code");
    }
}

#[tokio::test]
async fn what_is_no_template_is_refused() {
    for server in Server::everywhere().await {
        let templates = server.client.email_and_sms_templates();
        for (request, code) in [
            (body("{{otp_code}} {{#if"), "form_param_format_invalid"),
            (body("{{otp_code}} {{exec 'id'}}"), "form_param_format_invalid"),
            (body("no code in it"), "required_variable_missing"),
            (body(""), "form_param_nil"),
            (body(&"x".repeat(100_001)), "form_param_max_length_exceeded"),
            (
                UpsertTemplate { from_email_name: Some("a@b".into()), ..UpsertTemplate::default() },
                "form_param_format_invalid",
            ),
        ] {
            let refused = templates.upsert("email", "verification_code", request).await.unwrap_err();
            assert_eq!(wire(&refused), (422, code));
        }
        assert_eq!(wire(&templates.upsert("email", "nothing", body("x")).await.unwrap_err()).0, 404);
        let kept = server.client.email_sms_templates().get("email", "verification_code").await.unwrap();
        assert!(!kept.can_revert, "nothing was changed");
    }
}

#[tokio::test]
async fn a_preview_shows_words_filled_with_examples() {
    for server in Server::everywhere().await {
        let request = PreviewTemplate {
            subject: Some("Hi {{inviter_name}}".into()),
            body: Some("<p>{{action_url}}</p>".into()),
            ..PreviewTemplate::default()
        };
        let shown = server.client.templates().preview("email", "invitation", request).await.unwrap();
        assert_eq!(shown["subject"], "Hi Ada Lovelace");
        assert_eq!(shown["body"], "<p>https://example.com/accept</p>");
        let kept = server.client.email_sms_templates().get("email", "invitation").await.unwrap();
        assert!(!kept.can_revert, "a preview changes nothing");
    }
}

#[tokio::test]
async fn the_application_sends_what_it_asked_to_send() {
    for server in Server::everywhere().await {
        let receiver = Receiver::start().await;
        server.tells(&receiver, &["email.created"]).await;
        let request = TemplateDelivery { delivered_by_clerk: Some(false) };
        let toggled = server.client.email_sms_templates();
        let toggled = toggled.toggle_template_delivery("email", "invitation", request).await.unwrap();
        assert!(!toggled.delivered_by_clerk && !toggled.can_revert, "its words are as they were");
        let data = json!({ "action_url": "https://app.test/accept" });
        let left = server.mail(MessageKind::Email, "invitation", "grace@example.com", data).await;
        assert_eq!(left.state, MessageState::Left);

        let event = receiver.hears(1).await.remove(0).event();
        assert_eq!(event["type"], "email.created");
        let data = &event["data"];
        assert_eq!(
            (data["id"].as_str(), data["slug"].as_str()),
            (Some(left.id.as_str()), Some("invitation"))
        );
        assert_eq!(data["to_email_address"], "grace@example.com");
        assert_eq!(data["delivered_by_clerk"], false);
        assert_eq!(data["data"]["action_url"], "https://app.test/accept");
        assert!(data["body"].as_str().unwrap().contains("https://app.test/accept"));
    }
}
