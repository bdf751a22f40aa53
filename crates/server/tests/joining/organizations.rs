use housekey_sdk::{
    CreateOrganization, CreateOrganizationInvitation, CreateUser, ListSessions, ListUserMemberships,
    ListUsers, Organization, User,
};

use crate::server::Server;
use crate::sight::{Browser, ticket_of};

const PASSWORD: &str = "correct horse battery staple";

async fn user(server: &Server, name: &str) -> User {
    let email_address = Some(vec![format!("{name}@example.com")]);
    server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await.unwrap()
}

async fn acme(server: &Server) -> Organization {
    let created_by = Some(user(server, "ada").await.id);
    let acme = CreateOrganization { name: "Acme".into(), created_by, ..CreateOrganization::default() };
    server.client.organizations().create(acme).await.unwrap()
}

async fn invite(server: &Server, acme: &Organization, redirect_url: Option<&str>) -> String {
    let request = CreateOrganizationInvitation {
        email_address: "bob@example.com".into(),
        role: "org:member".into(),
        redirect_url: redirect_url.map(str::to_owned),
        ..CreateOrganizationInvitation::default()
    };
    let invitation = server.client.organization_invitations().create(&acme.id, request).await.unwrap();
    invitation.url.unwrap()
}

async fn places_of(server: &Server, user: &User) -> Vec<String> {
    let memberships =
        server.client.users().get_organization_memberships(&user.id, ListUserMemberships::default());
    memberships.await.unwrap().data.into_iter().map(|membership| membership.organization.name).collect()
}

#[tokio::test]
async fn whoever_is_invited_to_an_organization_signs_up_and_is_a_member() {
    for server in Server::everywhere().await {
        let acme = acme(&server).await;
        let url = invite(&server, &acme, None).await;
        let mut browser = Browser::default();
        let form = browser.open(&url).await;
        assert!(form.status == 200 && form.text.contains("Join Acme"), "{}", form.text);
        let fields = [("ticket", &*ticket_of(&url)), ("password", PASSWORD)];
        let done = browser.send(&server, &fields).await;
        assert!(done.status == 200 && done.text.contains("signed in as bob@example.com"), "{}", done.text);

        let users =
            server.client.users().list(ListUsers { query: Some("bob".into()), ..ListUsers::default() });
        let bob = users.await.unwrap().remove(0);
        assert_eq!(places_of(&server, &bob).await, ["Acme"]);
        let of_bob = ListSessions { user_id: Some(bob.id.clone()), ..ListSessions::default() };
        let session = server.client.sessions().list(of_bob).await.unwrap().data.remove(0);
        assert_eq!(session.last_active_organization_id, Some(acme.id));
        let again = Browser::default().send(&server, &fields).await;
        assert!(again.status == 400 && again.text.contains("has already been used"), "{}", again.text);
    }
}

#[tokio::test]
async fn whoever_has_an_account_joins_with_it() {
    for server in Server::everywhere().await {
        let (acme, bob) = (acme(&server).await, user(&server, "bob").await);
        let url = invite(&server, &acme, None).await;
        let asked = Browser::default().open(&url).await;
        assert!(asked.text.contains("You already have an account"), "{}", asked.text);
        let done = Browser::default().send(&server, &[("ticket", &ticket_of(&url))]).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(places_of(&server, &bob).await, ["Acme"]);
    }
}

#[tokio::test]
async fn a_link_that_leads_elsewhere_hands_the_ticket_over() {
    for server in Server::everywhere().await {
        let url = invite(&server, &acme(&server).await, Some("https://app.example.com/join")).await;
        let location = Browser::default().open(&url).await.location.unwrap();
        let ticket = ticket_of(&url);
        let query = format!("?__clerk_ticket={ticket}&__clerk_status=sign_up");
        assert_eq!(location, format!("https://app.example.com/join{query}"));
    }
}
