use std::time::Duration;

use housekey_sdk::auth::{Factor, Guard, Options};
use housekey_sdk::{
    CreateOrganization, CreateOrganizationMembership, CreateOrganizationPermission, CreateOrganizationRole,
    CreateSession, CreateUser, TokenOptions,
};
use housekey_testing::TestServer;

/// User and organization of each session.
const SESSIONS: [(&str, &str, Option<&str>); 5] = [
    ("sess_ada", "user_ada", Some("org_acme")),
    ("sess_grace", "user_grace", Some("org_acme")),
    ("sess_joan", "user_joan", None),
    ("sess_joan_lately", "user_joan", None),
    ("sess_joan_long_ago", "user_joan", None),
];

/// A server with users and their tokens.
///
/// Ada is an admin of the organization `org_acme`, Grace its bookkeeper, and Joan isn't a member.
pub struct World {
    server: TestServer,
    pub(crate) ada: String,
    pub(crate) grace: String,
    pub(crate) joan: String,
    /// Joan, who entered her password nine minutes ago.
    pub(crate) joan_lately: String,
    /// Joan, who entered her password ten minutes ago.
    pub(crate) joan_long_ago: String,
    /// Joan's token from ten minutes ago.
    pub(crate) expired: String,
    /// A token from another server.
    pub(crate) foreign: String,
}

impl World {
    /// Starts the server.
    pub async fn start() -> Self {
        let server = TestServer::start().await;
        populate(&server).await;
        let expired = token(&server, "sess_joan").await;
        server.reverify("sess_joan_long_ago", Factor::First).await;
        server.clock().advance(Duration::from_mins(1));
        server.reverify("sess_joan_lately", Factor::First).await;
        server.clock().advance(Duration::from_mins(9));
        Self {
            ada: token(&server, "sess_ada").await,
            grace: token(&server, "sess_grace").await,
            joan: token(&server, "sess_joan").await,
            joan_lately: token(&server, "sess_joan_lately").await,
            joan_long_ago: token(&server, "sess_joan_long_ago").await,
            expired,
            foreign: foreign(&server).await,
            server,
        }
    }

    /// Guards that must decide the same: one fetches the server's keys, the other works offline.
    ///
    /// # Panics
    /// Never: the server's keys are valid.
    pub fn guards(&self) -> [Guard; 2] {
        let options = Options::default().clock(self.server.clock().for_tokens());
        let options = options.publishable_key(self.server.publishable_key()).unwrap();
        [Guard::of(&self.server.client(), options), Guard::new(self.server.auth_options())]
    }
}

async fn populate(server: &TestServer) {
    for name in ["ada", "grace", "joan"] {
        let user = CreateUser { username: Some(format!("{name}_1")), ..CreateUser::default() };
        server.seed_user(format!("user_{name}"), user).await;
    }
    let acme = CreateOrganization {
        name: "Acme".into(),
        created_by: Some("user_ada".into()),
        ..CreateOrganization::default()
    };
    server.seed_organization("org_acme", acme).await;
    books(server).await;
    let grace = CreateOrganizationMembership {
        user_id: "user_grace".into(),
        role: "org:accountant".into(),
        ..Default::default()
    };
    server.seed_membership("orgmem_grace", "org_acme", grace).await;
    for (session, user, organization) in SESSIONS {
        let request =
            CreateSession { user_id: user.into(), active_organization_id: organization.map(Into::into) };
        server.seed_session(session, request).await;
    }
}

/// A role that may read invoices, which admins may not.
async fn books(server: &TestServer) {
    let read = CreateOrganizationPermission {
        name: "Read invoices".into(),
        key: "org:invoices:read".into(),
        ..CreateOrganizationPermission::default()
    };
    let read = server.client().organization_permissions().create(read).await.unwrap();
    let accountant = CreateOrganizationRole {
        name: "Accountant".into(),
        key: "org:accountant".into(),
        permissions: Some(vec![read.id]),
        ..CreateOrganizationRole::default()
    };
    server.client().organization_roles().create(accountant).await.unwrap();
}

async fn token(server: &TestServer, session: &str) -> String {
    server.client().sessions().create_token(session, TokenOptions::default()).await.unwrap().jwt.to_string()
}

/// A server with the same clock and another key.
async fn foreign(server: &TestServer) -> String {
    let foreign = TestServer::builder().clock(server.clock().clone()).own_signing_key().start().await;
    let user = CreateUser { username: Some("mallory".into()), ..CreateUser::default() };
    foreign.seed_user("user_ada", user).await;
    let session = CreateSession { user_id: "user_ada".into(), ..CreateSession::default() };
    foreign.seed_session("sess_ada", session).await;
    token(&foreign, "sess_ada").await
}
