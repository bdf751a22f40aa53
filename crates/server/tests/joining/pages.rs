use housekey_sdk::{
    CreateBlocklistIdentifier, CreateEmailAddress, CreateInvitation, CreateUser, Invitation,
    InvitationStatus, ListInvitations, ListUsers, Metadata, SignUpStatus, User,
};
use housekey_store::instances::Restrictions;
use serde_json::json;

use crate::server::Server;
use crate::sight::{Browser, restrict, ticket_of};

const PASSWORD: &str = "correct horse battery staple";

async fn invite(server: &Server, request: CreateInvitation) -> Invitation {
    let request = CreateInvitation { email_address: "ada@example.com".into(), ..request };
    server.client.invitations().create(request).await.unwrap()
}

async fn users(server: &Server) -> Vec<User> {
    server.client.users().list(ListUsers::default()).await.unwrap()
}

async fn status(server: &Server) -> InvitationStatus {
    server.client.invitations().list(ListInvitations::default()).await.unwrap().data.remove(0).status
}

#[tokio::test]
async fn whoever_is_invited_signs_up_on_the_page_of_their_link() {
    for server in Server::everywhere().await {
        let public_metadata: Metadata = serde_json::from_value(json!({"plan": "pro"})).unwrap();
        let invitation = invite(
            &server,
            CreateInvitation { public_metadata: Some(public_metadata.clone()), ..Default::default() },
        )
        .await;
        let url = invitation.url.unwrap().to_string();
        let ticket = ticket_of(&url);
        let mut browser = Browser::default();
        let form = browser.open(&url).await;
        assert!(form.status == 200 && form.text.contains("new-password"), "{}", form.text);
        assert_eq!(status(&server).await, InvitationStatus::Pending, "looking at the link accepts nothing");

        let fields = [("ticket", ticket.as_str()), ("first_name", "Ada"), ("password", PASSWORD)];
        let done = browser.send(&server, &fields).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert!(done.text.contains("You are signed in as Ada (ada@example.com)."), "{}", done.text);
        let client = done.set_cookies.iter().find(|cookie| cookie.starts_with("__client=")).unwrap();
        assert!(client.contains("HttpOnly") && client.contains("SameSite=Lax"), "{client}");
        assert!(browser.cookie("__client_uat").unwrap().parse::<i64>().unwrap() > 0);

        let ada = users(&server).await.remove(0);
        assert_eq!((ada.first_name.as_deref(), &ada.public_metadata), (Some("Ada"), &public_metadata));
        assert!(ada.password_enabled);
        let proof = ada.email_addresses[0].verification.as_ref().unwrap();
        assert_eq!((proof.status.as_str(), proof.strategy.as_str()), ("verified", "ticket"));
        assert_eq!(status(&server).await, InvitationStatus::Accepted);

        let again = Browser::default().send(&server, &fields).await;
        assert!(again.status == 400 && again.text.contains("has already been used"), "{}", again.text);
        assert_eq!(users(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn the_sign_up_of_the_page_can_be_read() {
    for server in Server::everywhere().await {
        let url = invite(&server, CreateInvitation::default()).await.url.unwrap().to_string();
        let fields = [("ticket", &*ticket_of(&url)), ("password", PASSWORD)];
        Browser::default().send(&server, &fields).await;
        let found = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
        let kept = std::sync::Arc::clone(&found);
        server
            .write(move |tx| {
                let sql = "SELECT id FROM sign_ups WHERE instance_id = $1";
                *kept.lock().unwrap() = tx.one(sql, &[], |row| row.get(0))?.unwrap();
                Ok(())
            })
            .await;
        let id = found.lock().unwrap().clone();
        let sign_up = server.client.sign_ups().get(id).await.unwrap();
        let ada = users(&server).await.remove(0);
        assert_eq!((sign_up.status, sign_up.created_user_id), (SignUpStatus::Complete, Some(ada.id)));
        assert!(sign_up.created_session_id.is_some() && sign_up.missing_fields.is_empty());
        assert_eq!(sign_up.verifications.email_address.unwrap().strategy.as_deref(), Some("ticket"));
    }
}

#[tokio::test]
async fn a_password_that_is_no_good_is_asked_for_again() {
    for server in Server::everywhere().await {
        let url = invite(&server, CreateInvitation::default()).await.url.unwrap().to_string();
        let ticket = ticket_of(&url);
        for password in ["", "short", "password1"] {
            let fields = [("ticket", ticket.as_str()), ("first_name", "A<b>"), ("password", password)];
            let shown = Browser::default().send(&server, &fields).await;
            assert!(
                shown.status == 422 && shown.text.contains("role=\"alert\""),
                "{password:?} {}",
                shown.text
            );
            assert!(shown.text.contains("A&lt;b&gt;"), "what was typed is still there, and is no markup");
        }
        assert!(users(&server).await.is_empty());
        assert_eq!(status(&server).await, InvitationStatus::Pending);
    }
}

#[tokio::test]
async fn a_link_that_leads_elsewhere_hands_the_ticket_over() {
    for server in Server::everywhere().await {
        let redirect_url = Some("https://app.example.com/welcome?plan=pro#/join".to_owned());
        let lead = CreateInvitation { redirect_url, expires_in_days: Some(1), ..CreateInvitation::default() };
        let url = invite(&server, lead).await.url.unwrap().to_string();
        let location = Browser::default().open(&url).await.location.unwrap();
        let ticket = ticket_of(&url);
        let query = format!("?plan=pro&__clerk_ticket={ticket}&__clerk_status=sign_up#/join");
        assert_eq!(location, format!("https://app.example.com/welcome{query}"));

        let email_address = Some(vec!["ada@example.com".into()]);
        server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await.unwrap();
        let location = Browser::default().open(&url).await.location.unwrap();
        assert!(location.ends_with("__clerk_status=sign_in#/join"), "{location}");
        server.advance(86_401);
        let location = Browser::default().open(&url).await.location.unwrap();
        assert_eq!(location, "https://app.example.com/welcome?plan=pro&__clerk_status=expired#/join");
    }
}

#[tokio::test]
async fn whoever_was_blocked_meanwhile_does_not_come_in() {
    for server in Server::everywhere().await {
        let url = invite(&server, CreateInvitation::default()).await.url.unwrap().to_string();
        let request = CreateBlocklistIdentifier { identifier: "ada@example.com".into() };
        server.client.blocklist_identifiers().create(request).await.unwrap();
        restrict(&server, Restrictions { blocklist: true, ..Restrictions::default() }).await;
        let fields = [("ticket", &*ticket_of(&url)), ("password", PASSWORD)];
        let shown = Browser::default().send(&server, &fields).await;
        assert!(shown.status == 403 && shown.text.contains("not allowed"), "{}", shown.text);
        assert!(users(&server).await.is_empty());
    }
}

#[tokio::test]
async fn an_account_is_entered_only_by_whom_its_address_is_proved_to_be() {
    for server in Server::everywhere().await {
        let ignore = || CreateInvitation { ignore_existing: Some(true), ..CreateInvitation::default() };
        let known = CreateUser {
            skip_password_requirement: Some(true),
            username: Some("mallory".into()),
            ..CreateUser::default()
        };
        let user = server.client.users().create(known).await.unwrap();
        let address = CreateEmailAddress {
            user_id: user.id.clone(),
            email_address: "ada@example.com".into(),
            ..Default::default()
        };
        let address = server.client.email_addresses().create(address).await.unwrap();
        let url = invite(&server, ignore()).await.url.unwrap().to_string();
        let fields = [("ticket", &*ticket_of(&url))];
        let shown = Browser::default().send(&server, &fields).await;
        assert!(shown.status == 403 && shown.set_cookies.is_empty(), "{}", shown.text);

        let verified = housekey_sdk::UpdateEmailAddress { verified: Some(true), ..Default::default() };
        server.client.email_addresses().update(&address.id, verified).await.unwrap();
        let asked = Browser::default().open(&url).await;
        assert!(asked.text.contains("You already have an account"), "{}", asked.text);
        let shown = Browser::default().send(&server, &fields).await;
        assert!(shown.status == 200 && !shown.set_cookies.is_empty(), "{}", shown.text);
        assert_eq!(status(&server).await, InvitationStatus::Accepted);
    }
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_in() {
    for server in Server::everywhere().await {
        let url = invite(&server, CreateInvitation::default()).await.url.unwrap().to_string();
        let fields = [("ticket", &*ticket_of(&url)), ("password", PASSWORD)];
        let shown = Browser::default().send_from(&server, "cross-site", &fields).await;
        assert!(shown.status == 403 && shown.set_cookies.is_empty(), "{}", shown.text);
        assert!(users(&server).await.is_empty());
    }
}

#[tokio::test]
async fn what_is_no_ticket_gets_a_page_that_says_so() {
    for server in Server::everywhere().await {
        let good = invite(&server, CreateInvitation::default()).await.url.unwrap().to_string();
        let forged = format!("{}x", &good[..good.len() - 1]);
        for url in
            ["", "?ticket=", "?ticket=a.b.c"].map(|query| format!("{}/v1/tickets/accept{query}", server.url))
        {
            let shown = Browser::default().open(&url).await;
            assert!(shown.status == 400 && shown.text.contains("is invalid"), "{url} {}", shown.text);
        }
        assert_eq!(Browser::default().open(&forged).await.status, 400);
    }
}
