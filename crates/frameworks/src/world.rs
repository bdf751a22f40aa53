use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use housekey_domain::keys::{Signer, SigningKey};
use housekey_sdk::auth::{Guard, Options};
use housekey_sdk::{
    CreateOrganization, CreateOrganizationMembership, CreateOrganizationPermission, CreateOrganizationRole,
    CreateSession, CreateUser, TokenOptions,
};
use housekey_testing::TestServer;
use serde_json::{Value, json};

/// The key that all test servers sign with.
const TEST_KEY: &[u8] = include_bytes!("../../testing/src/test_key.der");

/// A server, and tokens of people whom it knows.
///
/// Ada administers the organization `org_acme`, Grace keeps its books, and Joan is in none.
pub struct World {
    server: TestServer,
    pub(crate) ada: String,
    pub(crate) grace: String,
    pub(crate) joan: String,
    /// Joan, who entered her password so many minutes ago.
    pub(crate) joan_lately: String,
    pub(crate) joan_long_ago: String,
    /// Joan's of two minutes ago.
    pub(crate) expired: String,
    /// Somebody's whom another server knows.
    pub(crate) foreign: String,
}

impl World {
    /// Starts the server.
    pub async fn start() -> Self {
        let server = TestServer::start().await;
        populate(&server).await;
        let expired = token(&server, "sess_joan").await;
        server.clock().advance(Duration::from_mins(2));
        let joan = token(&server, "sess_joan").await;
        Self {
            ada: token(&server, "sess_ada").await,
            grace: token(&server, "sess_grace").await,
            joan_lately: verified(&joan, 9),
            joan_long_ago: verified(&joan, 10),
            joan,
            expired,
            foreign: foreign(&server).await,
            server,
        }
    }

    /// Guards that must decide alike: one that asks the server for its keys, and one without network.
    ///
    /// # Panics
    /// Never: the server's keys are keys.
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
    for (name, organization) in [("ada", Some("org_acme")), ("grace", Some("org_acme")), ("joan", None)] {
        let session = CreateSession {
            user_id: format!("user_{name}").into(),
            active_organization_id: organization.map(Into::into),
        };
        server.seed_session(format!("sess_{name}"), session).await;
    }
}

/// A role that may read the invoices, which administrators may not.
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

/// A server of the same time, whose key is another.
async fn foreign(server: &TestServer) -> String {
    let foreign = TestServer::builder().clock(server.clock().clone()).own_signing_key().start().await;
    let user = CreateUser { username: Some("mallory".into()), ..CreateUser::default() };
    foreign.seed_user("user_ada", user).await;
    let session = CreateSession { user_id: "user_ada".into(), ..CreateSession::default() };
    foreign.seed_session("sess_ada", session).await;
    token(&foreign, "sess_ada").await
}

/// The same token for somebody who entered their password so many minutes ago. Sessions that are made over the Backend
/// API never saw one, so the claim is put in and the token signed anew, with the server's key.
fn verified(token: &str, minutes: i64) -> String {
    let [header, claims, _] = token.split('.').collect::<Vec<_>>()[..] else { panic!("three parts") };
    let read = |part: &str| -> Value {
        serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
    };
    let mut claims = read(claims);
    claims["fva"] = json!([minutes, -1]);
    let message = format!("{header}.{}", BASE64URL_NOPAD.encode(claims.to_string().as_bytes()));
    let key = SigningKey::from_pkcs8(read(header)["kid"].as_str().unwrap(), TEST_KEY).unwrap();
    format!("{message}.{}", BASE64URL_NOPAD.encode(&key.sign(message.as_bytes())))
}
