use std::fmt;
use std::sync::Arc;

use housekey_contract::backend::organization_memberships::CreateOrganizationMembership;
use housekey_contract::backend::organizations::CreateOrganization;
use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::backend::users::CreateUser;
use housekey_contract::object::{Organization, OrganizationMembership, Session, User};
use housekey_contract::{OrganizationId, OrganizationMembershipId, SessionId, UserId, WebhookEndpointId};
use housekey_domain::error::{Error, Result};
use housekey_domain::seal::MasterKey;
use housekey_domain::webhooks::{self, EndpointChanges, shared_secret};
use housekey_sdk::auth::{Factor, Options, Verifier};
use housekey_sdk::{Backoff, Client, ClientBuilder, reqwest};
use housekey_server::cx::Cx;
use housekey_store::instances::InstanceRecord;
use housekey_store::{Db, Tx};

use crate::builder::TestServerBuilder;
use crate::clock::TestClock;
use crate::faults::Fail;
use crate::mailbox::{self, Message};
use crate::operations::checked;
use crate::running::Running;
use crate::seeds;
use crate::settled::settled;
use crate::shared::Shared;
use crate::webhooks::Webhook;

/// A Housekey server inside the test process, on an in-memory database and a free port. Dropping it stops it.
///
/// Servers are independent of each other, so parallel tests can each start their own.
#[must_use = "dropping it stops the server"]
pub struct TestServer {
    shared: Arc<Shared>,
    _running: Running,
}

impl TestServer {
    /// Starts a server.
    ///
    /// # Panics
    /// If it can't be started.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// Starts a server from a test that isn't async; see [`block_on`](Self::block_on).
    ///
    /// # Panics
    /// If it can't be started, or if called inside an async runtime: use [`start`](Self::start) there.
    pub fn start_blocking() -> Self {
        Self::builder().start_blocking()
    }

    /// Runs a future in a test that isn't async: `server.block_on(server.seed_user(…))`.
    ///
    /// # Panics
    /// If called inside an async runtime: use `.await` there.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.shared.runtime.block_on(future)
    }

    /// Configures a server.
    pub fn builder() -> TestServerBuilder {
        TestServerBuilder::default()
    }

    pub(crate) fn new(running: Running, shared: Arc<Shared>) -> Self {
        Self { shared, _running: running }
    }

    /// A client for the server, with its secret key. It waits 10 ms before the first retry instead of 500 ms, and has the default
    /// settings otherwise.
    ///
    /// # Panics
    /// If no HTTP client can be created.
    pub fn client(&self) -> Client {
        self.client_builder().build().expect("a client")
    }

    /// The same client, for further configuration.
    pub fn client_builder(&self) -> ClientBuilder {
        let initial_interval = std::time::Duration::from_millis(10);
        let retry = Backoff { initial_interval, ..Backoff::default() };
        let client = Client::builder().server(self.url()).secret_key(self.secret_key()).retry(retry);
        client.http_client(plain_http())
    }

    /// The server's URL: `http://127.0.0.1:` and its port.
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// The secret key, `sk_test_…`.
    pub fn secret_key(&self) -> &str {
        &self.shared.secret_key
    }

    /// The publishable key, `pk_test_…`.
    pub fn publishable_key(&self) -> &str {
        &self.shared.instance.publishable_key
    }

    /// The public key that session tokens are verified with, in PEM.
    pub fn public_key_pem(&self) -> &str {
        &self.shared.pem
    }

    /// The signing secret of webhooks: `whsec_…`.
    pub fn webhook_secret(&self) -> &str {
        &self.shared.webhook_secret
    }

    /// The environment variables that Clerk's libraries read, for programs started by a test.
    pub fn env(&self) -> Vec<(&'static str, String)> {
        vec![
            ("CLERK_SECRET_KEY", self.secret_key().to_owned()),
            ("CLERK_PUBLISHABLE_KEY", self.publishable_key().to_owned()),
            ("CLERK_API_URL", self.url().to_owned()),
            ("CLERK_JWT_KEY", self.public_key_pem().to_owned()),
            ("CLERK_WEBHOOK_SIGNING_SECRET", self.webhook_secret().to_owned()),
        ]
    }

    /// Options to verify this server's tokens, with its public key and its clock, without using the network.
    ///
    /// # Panics
    /// Never, because the server's key is valid.
    pub fn auth_options(&self) -> Options {
        let verifier = Verifier::from_pem(self.public_key_pem()).expect("the server's own key");
        Options::new(verifier).clock(self.clock().for_tokens())
    }

    /// The server's clock.
    pub fn clock(&self) -> &TestClock {
        &self.shared.clock
    }

    /// Creates a user with the given id, `user_…`; otherwise like `users().create(…)`.
    ///
    /// # Panics
    /// If the user is invalid.
    pub async fn seed_user(&self, id: impl Into<UserId>, user: CreateUser) -> User {
        let id = id.into();
        self.seed(format!("the user {id}"), move |cx| seeds::user(cx, id, user)).await
    }

    /// Creates an organization with the given id, `org_…`; otherwise like `organizations().create(…)`.
    ///
    /// # Panics
    /// If the organization is invalid.
    pub async fn seed_organization(
        &self,
        id: impl Into<OrganizationId>,
        organization: CreateOrganization,
    ) -> Organization {
        let id = id.into();
        self.seed(format!("the organization {id}"), move |cx| seeds::organization(cx, id, organization)).await
    }

    /// Makes a user a member of an organization; the membership has the given id, `orgmem_…`.
    ///
    /// # Panics
    /// If the membership is invalid.
    pub async fn seed_membership(
        &self,
        id: impl Into<OrganizationMembershipId>,
        organization: impl Into<OrganizationId>,
        membership: CreateOrganizationMembership,
    ) -> OrganizationMembership {
        let ids = (id.into(), organization.into());
        self.seed(format!("the membership {}", ids.0), move |cx| seeds::membership(cx, ids, membership)).await
    }

    /// Signs a user in; the session has the given id, `sess_…`.
    ///
    /// # Panics
    /// If the session is invalid.
    pub async fn seed_session(&self, id: impl Into<SessionId>, session: CreateSession) -> Session {
        let id = id.into();
        self.seed(format!("the session {id}"), move |cx| seeds::session(cx, id, session)).await
    }

    /// A session token, to be sent as `Authorization: Bearer …`. Like all session tokens, it is valid for a minute, by the server's
    /// clock. It has no authorized party: if your options require one, use [`session_token_for`](Self::session_token_for).
    ///
    /// # Panics
    /// If there is no such session, or it has ended.
    pub async fn session_token(&self, session: impl Into<SessionId>) -> String {
        self.token(session.into(), None).await
    }

    /// A session token with this origin as its authorized party, such as `https://app.example.com`.
    ///
    /// # Panics
    /// If there is no such session, or it has ended.
    pub async fn session_token_for(
        &self,
        session: impl Into<SessionId>,
        origin: impl Into<String>,
    ) -> String {
        self.token(session.into(), Some(origin.into())).await
    }

    async fn token(&self, session: SessionId, origin: Option<String>) -> String {
        self.seed(format!("a token of {session}"), move |cx| seeds::token(cx, session, origin)).await
    }

    /// Verifies the user of a session now, for routes that require a recent verification. It is in the next token. In seeded
    /// sessions, users have never been verified.
    ///
    /// # Panics
    /// If there is no such session.
    pub async fn reverify(&self, session: impl Into<SessionId>, factor: Factor) {
        let session = session.into();
        self.seed(format!("the factors of {session}"), move |cx| seeds::factors(cx, session, factor)).await;
    }

    /// Injects a fault into the next call of an operation. Operations are named as in the SDK: `users.get`,
    /// `organization_memberships.create`.
    ///
    /// # Panics
    /// If there is no such operation.
    pub fn fail(&self, operation: &str) -> Fail<'_> {
        Fail::new(&self.shared, operation)
    }

    /// Removes all pending faults.
    pub fn heal(&self) {
        self.shared.faults.clear();
    }

    /// The number of calls of an operation, by any client and with any outcome.
    ///
    /// # Panics
    /// If there is no such operation.
    pub fn calls(&self, operation: &str) -> usize {
        self.shared.faults.calls(&checked(operation))
    }

    /// The emails and SMS that would have been sent, oldest first. Waits for pending ones.
    ///
    /// # Panics
    /// If they can't be read.
    pub async fn mailbox(&self) -> Vec<Message> {
        self.run(async |shared| {
            settled(&shared).await;
            mailbox::all(&shared).await
        })
        .await
    }

    /// The webhooks that were sent, signed with [`webhook_secret`](Self::webhook_secret), in order of the events. Waits for pending
    /// ones.
    ///
    /// # Panics
    /// If they don't arrive.
    pub async fn webhooks(&self) -> Vec<Webhook> {
        self.run(async |shared| settled(&shared).await).await;
        self.shared.inbox.all()
    }

    /// Also sends webhooks of future events to this URL, signed with [`webhook_secret`](Self::webhook_secret).
    ///
    /// # Panics
    /// If it is not an HTTP URL.
    pub async fn deliver_webhooks_to(&self, url: &str) {
        let (url, inbox) = (url.to_owned(), self.shared.endpoint.clone());
        self.seed("the webhook endpoint".to_owned(), move |cx| deliver_to(cx, url, inbox)).await;
    }

    /// Changes the database directly, for what no operation does.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T> + Send + Sync + 'static,
    ) -> T {
        self.seed("what no operation makes".to_owned(), |cx| async move { cx.write(f).await }).await
    }

    pub(crate) fn instance(&self) -> &InstanceRecord {
        &self.shared.instance
    }

    pub(crate) fn seal(&self) -> &MasterKey {
        &self.shared.app.seal
    }

    pub(crate) fn db(&self) -> &Db {
        &self.shared.app.db
    }

    async fn seed<T, F>(&self, what: String, make: impl FnOnce(Cx) -> F + Send + 'static) -> T
    where
        F: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        let outcome = self.run(async move |shared| make(shared.request().await).await).await;
        outcome.unwrap_or_else(|error| panic!("{what} can't be made: {}", told(&error)))
    }

    /// Runs work on the server's runtime, because the test may have none.
    async fn run<T, F>(&self, work: impl FnOnce(Arc<Shared>) -> F) -> T
    where
        F: Future<Output = T> + Send + 'static,
        T: Send + 'static,
    {
        match self.shared.runtime.spawn(work(Arc::clone(&self.shared))).await {
            Ok(answer) => answer,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(error) => panic!("the server has stopped: {error}"),
            },
        }
    }
}

/// An HTTP client like the SDK's, but without the system's certificates, which take 20 ms to load.
fn plain_http() -> reqwest::Client {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.tls_certs_only([]).build().expect("a client without certificates")
}

async fn deliver_to(cx: Cx, url: String, inbox: WebhookEndpointId) -> Result<()> {
    let mut endpoint =
        EndpointChanges::check(&url, "", &[])?.into_endpoint(cx.seal(), cx.now(), &mut cx.rng());
    let inbox = cx.read(move |tx| webhooks::get(tx, &inbox)).await?;
    endpoint.secrets = vec![shared_secret(&inbox, &endpoint.id, cx.seal(), &mut cx.rng())?];
    cx.write(move |tx| webhooks::create(tx, &endpoint)).await
}

/// The error as the API would report it.
fn told(error: &Error) -> String {
    match error {
        Error::Refused { errors, .. } => {
            let sentences: Vec<&str> = errors.iter().map(|error| error.long_message.as_str()).collect();
            sentences.join(" ")
        }
        other => other.to_string(),
    }
}

impl fmt::Debug for TestServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestServer").field("url", &self.url()).finish_non_exhaustive()
    }
}
