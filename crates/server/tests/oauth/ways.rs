//! Every way into a session, and every way on with one, with what each must refuse. A new way gets a line in [`WAYS`].

use housekey_sdk::{
    CreateActorToken, CreateBlocklistIdentifier, CreateInvitation, CreateOrganization,
    CreateOrganizationInvitation, CreateSession, CreateSignInToken, CreateUser, ListSessions, Metadata,
    Session, SessionStatus, TokenOptions, User,
};
use housekey_store::instances::{self, Restrictions};
use serde_json::json;

use crate::browser::{Browser, Shown};
use crate::relying_party::{PASSWORD, RelyingParty, sign_in, with_password};
use crate::server::Server;
use crate::signing_in::{code_sent_to, newest_message};

/// A way into a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Password,
    EmailCode,
    SignInToken,
    ActorToken,
    Invitation,
    OrganizationInvitation,
    BackendSession,
}

const WAYS: [Way; 7] = [
    Way::Password,
    Way::EmailCode,
    Way::SignInToken,
    Way::ActorToken,
    Way::Invitation,
    Way::OrganizationInvitation,
    Way::BackendSession,
];

/// Why a user may not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Banned,
    Locked,
    Blocked,
    NotAllowed,
    SecondFactorMissing,
}

const RULES: [Rule; 5] =
    [Rule::Banned, Rule::Locked, Rule::Blocked, Rule::NotAllowed, Rule::SecondFactorMissing];

/// Ways by which the application's backend vouches for the user, second factor or not.
const VOUCHED_FOR: [Way; 3] = [Way::SignInToken, Way::ActorToken, Way::BackendSession];

#[tokio::test]
async fn no_way_leads_into_a_session_for_who_may_not_come_in() {
    for server in Server::everywhere().await {
        let mut stage = Stage::set(server, false).await;
        for way in WAYS {
            for rule in RULES {
                if rule == Rule::SecondFactorMissing && VOUCHED_FOR.contains(&way) {
                    continue;
                }
                stage.next_user(rule == Rule::SecondFactorMissing).await;
                let prepared = stage.prepare(way).await;
                stage.apply(rule).await;
                let outcome = stage.enter(way, &prepared).await;
                assert!(stage.open_sessions().await.is_empty(), "{way:?}, {rule:?}: {outcome:?}");
                if matches!(rule, Rule::Blocked | Rule::NotAllowed) {
                    assert_eq!(outcome.0, 403, "{way:?}, {rule:?}: {outcome:?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn every_way_leads_into_one_session_for_who_may_come_in() {
    for server in Server::everywhere().await {
        let mut stage = Stage::set(server, false).await;
        for way in WAYS {
            stage.next_user(false).await;
            let prepared = stage.prepare(way).await;
            let outcome = stage.enter(way, &prepared).await;
            assert_eq!(stage.open_sessions().await.len(), 1, "{way:?}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_browser_has_one_session_whichever_way_it_began() {
    for server in Server::everywhere().await {
        let stage = Stage::set(server, false).await;
        let grace =
            CreateUser { email_address: Some(vec!["grace@example.test".into()]), ..CreateUser::default() };
        let grace = stage.server.client.users().create(grace).await.unwrap();
        let mut browser = Browser::new(&stage.server.url);
        let page = stage.authorize(&mut browser).await;
        sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        let ticket = CreateSignInToken { user_id: grace.id.clone(), ..CreateSignInToken::default() };
        let ticket = stage.server.client.sign_in_tokens().create(ticket).await.unwrap().token.unwrap();
        let form = format!("ticket={}", &*ticket);
        assert_eq!(browser.post(&stage.tickets(), &form).await.status, 200);
        assert!(stage.open_sessions().await.is_empty(), "Grace took Ada's place");
        let page = browser.open(&stage.notes.authorize_url(&[("prompt", "login")])).await;
        sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert_eq!(stage.open_sessions().await.len(), 1);
        assert!(sessions_of(&stage.server, &grace).await.is_empty(), "and Ada Grace's");
    }
}

#[tokio::test]
async fn a_ban_stops_every_way_on_with_a_session_and_nothing_else_does() {
    for rule in [Rule::Banned, Rule::Locked, Rule::Blocked] {
        for server in Server::everywhere().await {
            let stage = Stage::set(server, false).await;
            let mut browser = Browser::new(&stage.server.url);
            let page = stage.authorize(&mut browser).await;
            let code =
                sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await.param("code").unwrap();
            let tokens = crate::relying_party::body(stage.notes.exchange(&code).await).await;
            let session = stage.open_sessions().await.remove(0);
            stage.apply(rule).await;
            let goes_on = rule != Rule::Banned;
            let token =
                stage.server.client.sessions().create_token(&session.id, TokenOptions::default()).await;
            assert_eq!(token.is_ok(), goes_on, "a token of the session, {rule:?}");
            let silent = browser.open(&stage.notes.authorize_url(&[("prompt", "none")])).await;
            assert_eq!(silent.param("code").is_some(), goes_on, "a code for the session, {rule:?}");
            let access = tokens["access_token"].as_str().unwrap();
            assert_eq!(
                stage.notes.user_info(access).await.status() == 200,
                goes_on,
                "an access token, {rule:?}"
            );
            let refreshed = stage.notes.refresh(tokens["refresh_token"].as_str().unwrap()).await;
            assert_eq!(refreshed.status() == 200, goes_on, "a refresh token, {rule:?}");
        }
    }
}

async fn sessions_of(server: &Server, user: &User) -> Vec<Session> {
    let active = ListSessions {
        user_id: Some(user.id.clone()),
        status: Some(SessionStatus::Active),
        ..ListSessions::default()
    };
    server.client.sessions().list(active).await.unwrap().data
}

/// A server with Ada, who has a password, an application and an organization to be invited to.
struct Stage {
    server: Server,
    ada: User,
    /// Her email address.
    address: String,
    notes: RelyingParty,
    users: usize,
}

impl Stage {
    async fn set(server: Server, with_second_factor: bool) -> Self {
        let address = "ada@example.test".to_owned();
        let ada = server.client.users().create(user(&address, with_second_factor)).await.unwrap();
        let notes = RelyingParty::trusted(&server).await;
        Self { server, ada, address, notes, users: 0 }
    }

    /// Another Ada takes her place, and whatever applied before does no more.
    async fn next_user(&mut self, with_second_factor: bool) {
        self.restrict(Restrictions::default()).await;
        self.users += 1;
        self.address = format!("ada{}@example.test", self.users);
        let next = user(&self.address, with_second_factor);
        self.ada = self.server.client.users().create(next).await.unwrap();
    }

    /// What the way begins with, made before the rule applies: a ticket.
    async fn prepare(&self, way: Way) -> String {
        let (client, user_id) = (&self.server.client, self.ada.id.clone());
        match way {
            Way::SignInToken => {
                let request = CreateSignInToken { user_id, ..CreateSignInToken::default() };
                client.sign_in_tokens().create(request).await.unwrap().token.unwrap().to_string()
            }
            Way::ActorToken => {
                let actor: Metadata = serde_json::from_value(json!({ "sub": "user_support" })).unwrap();
                let request = CreateActorToken { user_id, actor, ..CreateActorToken::default() };
                client.actor_tokens().create(request).await.unwrap().token.unwrap().to_string()
            }
            Way::Invitation => {
                let request = CreateInvitation {
                    email_address: self.address.clone(),
                    ignore_existing: Some(true),
                    ..CreateInvitation::default()
                };
                ticket_of(&client.invitations().create(request).await.unwrap().url.unwrap())
            }
            Way::OrganizationInvitation => {
                let acme = CreateOrganization { name: "Acme".into(), ..CreateOrganization::default() };
                let acme = client.organizations().create(acme).await.unwrap();
                let request = CreateOrganizationInvitation {
                    email_address: self.address.clone(),
                    role: "org:member".into(),
                    ..CreateOrganizationInvitation::default()
                };
                ticket_of(
                    &client.organization_invitations().create(&acme.id, request).await.unwrap().url.unwrap(),
                )
            }
            Way::Password | Way::EmailCode | Way::BackendSession => String::new(),
        }
    }

    async fn apply(&self, rule: Rule) {
        let (client, id) = (&self.server.client, &self.ada.id);
        let everywhere =
            Restrictions { allowlist_blocklist_disabled_on_sign_in: false, ..Restrictions::default() };
        match rule {
            Rule::Banned => drop(client.users().ban(id).await.unwrap()),
            Rule::Locked => drop(client.users().lock(id).await.unwrap()),
            Rule::Blocked => {
                let blocked = CreateBlocklistIdentifier { identifier: self.address.clone() };
                client.blocklist_identifiers().create(blocked).await.unwrap();
                self.restrict(Restrictions { blocklist: true, ..everywhere }).await;
            }
            Rule::NotAllowed => self.restrict(Restrictions { allowlist: true, ..everywhere }).await,
            Rule::SecondFactorMissing => {}
        }
    }

    /// Sets the instance's restrictions. A server caches an instance for two seconds.
    async fn restrict(&self, restrictions: Restrictions) {
        let id = self.server.instance.id.clone();
        let change = move |tx: &mut housekey_store::DatabaseTx<'_>| {
            let mut instance = instances::find(tx, &id)?.unwrap();
            instance.settings.restrictions = restrictions.clone();
            instances::update(tx, &instance)
        };
        self.server.app.db.write(change).await.unwrap();
        self.server.advance(3);
    }

    /// Tries to come in; the answer's status, and its page where it has one.
    async fn enter(&self, way: Way, ticket: &str) -> (u16, String) {
        let mut browser = Browser::new(&self.server.url);
        match way {
            Way::Password => {
                let page = self.authorize(&mut browser).await;
                said(sign_in(&mut browser, &page, &self.address, PASSWORD).await)
            }
            Way::EmailCode => {
                let page = self.authorize(&mut browser).await;
                let page =
                    browser.send(&page, &[("identifier", self.address.as_str()), ("step", "code")]).await;
                let sent = newest_message(&self.server)
                    .await
                    .is_some_and(|one| one.slug == "verification_code" && one.to == self.address);
                let code = if sent { code_sent_to(&self.server, &self.address).await } else { None };
                let code = code.unwrap_or_else(|| "000000".to_owned());
                said(browser.send(&page, &[("code", &code), ("step", "verify")]).await)
            }
            Way::BackendSession => {
                let request = CreateSession { user_id: self.ada.id.clone(), ..CreateSession::default() };
                let outcome = self.server.client.sessions().create(request).await;
                outcome.map_or_else(
                    |error| (error.status().map_or(0, |status| status.as_u16()), error.to_string()),
                    |_| (200, String::new()),
                )
            }
            Way::SignInToken | Way::ActorToken | Way::Invitation | Way::OrganizationInvitation => {
                said(browser.post(&self.tickets(), &format!("ticket={ticket}")).await)
            }
        }
    }

    async fn authorize(&self, browser: &mut Browser) -> Shown {
        browser.open(&self.notes.authorize_url(&[])).await
    }

    fn tickets(&self) -> String {
        format!("{}/v1/tickets/accept", self.server.url)
    }

    async fn open_sessions(&self) -> Vec<Session> {
        sessions_of(&self.server, &self.ada).await
    }
}

fn user(address: &str, with_second_factor: bool) -> CreateUser {
    CreateUser {
        email_address: Some(vec![address.to_owned()]),
        username: None,
        totp_secret: with_second_factor.then(|| "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into()),
        backup_codes: with_second_factor.then(|| vec!["first-code".into()]),
        ..with_password()
    }
}

fn said(page: Shown) -> (u16, String) {
    (page.status, page.text)
}

fn ticket_of(url: &str) -> String {
    url.split_once("ticket=").unwrap().1.to_owned()
}
