use housekey_sdk::{CreateInvitation, ListUsers};
use housekey_server::config::{Config, Options};
use housekey_server::post::Post;
use housekey_store::instances::Environment;
use housekey_store::messages::{MessageKind, MessageState};
use housekey_store::testing::{TestEngine, engines};
use serde_json::json;

use crate::receiver::Receiver;
use crate::server::{Server, http};
use crate::smtp::Smtp;

fn post(options: Options) -> Post {
    Post::of(&Config::of(options).unwrap()).unwrap()
}

pub(crate) fn through(smtp: &Smtp) -> Post {
    post(Options {
        smtp_url: Some(format!("smtp://{}", smtp.address)),
        mail_from: Some("Acme <hello@acme.test>".into()),
        ..Options::default()
    })
}

pub(crate) async fn on_each(environment: Environment, smtp: &Smtp) -> Vec<Server> {
    let mut servers = Vec::new();
    for engine in engines() {
        servers.push(Server::with_post(&engine, environment, through(smtp)).await);
    }
    servers
}

#[tokio::test]
async fn an_instance_that_is_developed_keeps_its_mail_in_the_mailbox() {
    for server in Server::everywhere().await {
        let data = json!({ "action_url": "https://app.test/?a=1&b=2", "inviter_name": "<Ada>" });
        let kept = server.mail(MessageKind::Email, "invitation", "grace@example.com", data).await;
        assert_eq!(kept.state, MessageState::Kept);
        let sms = json!({ "otp_code": "123456" });
        server.mail(MessageKind::Sms, "verification_code", "+33612345678", sms).await;

        let [sms, mail] = &server.mailbox().await[..] else { panic!("two") };
        assert_eq!(sms["text"], "123456 is your Test verification code.");
        assert_eq!(mail["subject"], "You're invited to Test");
        assert_eq!((mail["to"].as_str(), mail["state"].as_str()), (Some("grace@example.com"), Some("kept")));
        let (html, text) = (mail["html"].as_str().unwrap(), mail["text"].as_str().unwrap());
        assert!(html.contains("https://app.test/?a=1&amp;b=2") && html.contains("&lt;Ada&gt;"), "{html}");
        assert!(text.contains("<Ada> has invited you to join Test."), "{text}");
        assert!(text.contains("https://app.test/?a=1&b=2"), "{text}");
    }
}

#[tokio::test]
async fn the_mailbox_is_shown_on_this_machine_only() {
    let server = Server::on(&TestEngine::SqliteMemory, Environment::Development).await;
    let data = json!({ "otp_code": "987654" });
    let kept = server.mail(MessageKind::Email, "verification_code", "ada@example.com", data).await;
    let one = format!("/dev/mailbox/{}/{}", server.instance.id, kept.id);
    for path in ["/dev/mailbox", one.as_str(), &format!("{one}/html")] {
        let get = || http().get(format!("{}{path}", server.url));
        let answer = get().send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
        assert!(answer.text().await.unwrap().contains("987654"), "{path}");
        for (name, value) in [("host", "evil.example"), ("x-forwarded-for", "203.0.113.9")] {
            let answer = get().header(name, value).send().await.unwrap();
            assert_eq!(answer.status(), 403, "{path} {name}");
        }
    }
    let json = http().get(format!("{}/dev/mailbox.json", server.url)).send().await.unwrap();
    assert_eq!(json.status(), 401, "without the key");
}

#[tokio::test]
async fn mail_leaves_with_both_parts_through_the_smtp_server() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Production, &smtp).await {
        let before = smtp.mails().len();
        let data = json!({ "otp_code": "123456" });
        let sent = server.mail(MessageKind::Email, "verification_code", "ada@example.com", data).await;
        assert_eq!(sent.state, MessageState::Delivered);
        let mail = smtp.mails().remove(before);
        assert_eq!((mail.from.as_str(), mail.to.as_str()), ("hello@acme.test", "ada@example.com"));
        for part in [
            "From: Acme <hello@acme.test>",
            "Subject: 123456 is your Test verification code",
            "multipart/alternative",
            "text/plain",
            "text/html",
            sent.id.as_str(),
        ] {
            assert!(mail.text.contains(part), "{part}: {}", mail.text);
        }
    }
}

#[tokio::test]
async fn a_refused_address_is_given_up_and_an_absent_server_tried_again() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Production, &smtp).await {
        let data = json!({ "otp_code": "123456" });
        let refused = server.mail(MessageKind::Email, "verification_code", "nobody@example.com", data).await;
        assert_eq!(refused.state, MessageState::Failed);
        assert!(refused.problem.unwrap().contains("no such mailbox"));
    }
    let gone = Options { smtp_url: Some("smtp://127.0.0.1:1".into()), ..Options::default() };
    let server = Server::with_post(&TestEngine::SqliteMemory, Environment::Production, post(gone)).await;
    let data = json!({ "otp_code": "123456" });
    let waiting = server.mail(MessageKind::Email, "verification_code", "ada@example.com", data).await;
    assert_eq!((waiting.state, waiting.attempts), (MessageState::Waiting, 1));
    assert!(waiting.due_at > waiting.updated_at && waiting.problem.is_some());
}

#[tokio::test]
async fn nothing_is_ever_sent_to_a_test_address() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Development, &smtp).await {
        let before = smtp.mails().len();
        let send = |to: &'static str| {
            server.mail(MessageKind::Email, "verification_code", to, json!({ "otp_code": "424242" }))
        };
        assert_eq!(send("ada+clerk_test@example.com").await.state, MessageState::Kept);
        assert_eq!(smtp.mails().len(), before);
        assert_eq!(send("ada@example.com").await.state, MessageState::Delivered);
        assert_eq!(smtp.mails().len(), before + 1);
    }
    for server in on_each(Environment::Production, &smtp).await {
        let data = json!({ "otp_code": "123456" });
        let sent =
            server.mail(MessageKind::Email, "verification_code", "ada+clerk_test@example.com", data).await;
        assert_eq!(sent.state, MessageState::Delivered, "a live instance knows no test addresses");
    }
}

#[tokio::test]
async fn a_live_instance_without_a_mail_server_keeps_its_mail_waiting() {
    for server in Server::of(Environment::Production).await {
        let data = json!({ "otp_code": "123456" });
        let message = server.mail(MessageKind::Email, "verification_code", "ada@example.com", data).await;
        assert_eq!((message.state, message.attempts), (MessageState::Waiting, 0));
        let mailbox = http().get(format!("{}/dev/mailbox.json", server.url));
        assert_eq!(mailbox.bearer_auth(&server.secret_key).send().await.unwrap().status(), 404);
    }
}

#[tokio::test]
async fn sms_leave_through_the_gateway() {
    for engine in engines() {
        let gateway = Receiver::start().await;
        let options = Options {
            sms_url: Some(gateway.url()),
            sms_headers: Some(vec!["Authorization: Basic c2VjcmV0".into()]),
            ..Options::default()
        };
        let server = Server::with_post(&engine, Environment::Production, post(options)).await;
        let data = json!({ "otp_code": "123456" });
        let sent = server.mail(MessageKind::Sms, "verification_code", "+33612345678", data).await;
        assert_eq!(sent.state, MessageState::Delivered);
        let request = gateway.requests().remove(0);
        assert_eq!(request.header("authorization"), "Basic c2VjcmV0");
        let expected = json!({ "to": "+33612345678", "message": "123456 is your Test verification code." });
        assert_eq!(request.event(), expected);
    }
}

#[tokio::test]
async fn an_invitation_arrives_with_a_link_that_lets_its_reader_in() {
    let smtp = Smtp::start().await;
    for server in on_each(Environment::Production, &smtp).await {
        let before = smtp.mails().len();
        let request =
            CreateInvitation { email_address: "grace@example.com".into(), ..CreateInvitation::default() };
        let invitation = server.client.invitations().create(request).await.unwrap();
        let mail = smtp.receives(before + 1).await.remove(before);
        assert_eq!(mail.to, "grace@example.com");
        let text = mail.decoded();
        let link = text.split_once("Accept invitation: ").unwrap().1.split_whitespace().next().unwrap();
        assert_eq!(link, invitation.url.unwrap().to_string());

        let page = http().get(link).send().await.unwrap();
        assert_eq!(page.status(), 200);
        assert!(page.text().await.unwrap().contains("grace@example.com"));
        let (page, ticket) = link.split_once("?ticket=").unwrap();
        let body = format!("ticket={ticket}&first_name=Grace&password=correct+horse+battery+staple");
        let form = http().post(page).header("sec-fetch-site", "same-origin").body(body);
        let form = form.header("content-type", "application/x-www-form-urlencoded");
        assert_eq!(form.send().await.unwrap().status(), 200);
        let users = server.client.users().list(ListUsers::default()).await.unwrap();
        assert_eq!(users[0].email_addresses[0].email_address, "grace@example.com");
    }
}
