use housekey_contract::Secret;
use housekey_contract::backend::organization_domains::CreateOrganizationDomain;
use housekey_contract::backend::organization_invitations::CreateOrganizationInvitation;
use housekey_contract::backend::organization_permissions::CreateOrganizationPermission;
use housekey_contract::backend::organization_roles::CreateOrganizationRole;
use housekey_contract::backend::phone_numbers::CreatePhoneNumber;
use housekey_contract::backend::saml_connections::CreateSamlConnection;
use housekey_contract::backend::sessions::TokenOptions;
use housekey_contract::backend::users::UpdateUser;
use housekey_contract::backend::waitlist_entries::CreateWaitlistEntry;
use housekey_contract::object::SamlProvider;
use housekey_contract::{
    OAuthApplicationId, OrganizationDomainId, OrganizationInvitationId, PermissionId, PhoneNumberId, RoleId,
    SamlConnectionId, SessionId, SignUpId, WaitlistEntryId, set,
};
use housekey_domain::oauth::{CodeExchange, NewTokens, exchange_code};
use housekey_domain::publishable_key::PublishableKey;
use housekey_domain::random::hash_token;
use housekey_domain::sign_ups::{self, Applicant, NewSignUp};
use housekey_domain::{clients, instances, sessions};
use housekey_sdk::{Client, CreateOAuthApplication};
use housekey_server::rng::rng;
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::oauth_applications;
use housekey_store::oauth_grants::{self, OAuthGrantRecord};

use super::World;

const FIVE_MINUTES: housekey_contract::Millis = housekey_contract::Millis::from_seconds(300);

/// Setup that examples need but don't show.
#[expect(clippy::missing_panics_doc, reason = "an example that can't be set up has failed")]
impl World {
    /// The client token of Ada's browser, which only a sign-in issues.
    pub async fn client_token(&self) -> String {
        let session = self.client().sessions().get("sess_ada").await.expect("Ada's session");
        let (id, digest) = (session.client_id.clone(), hash_token("rotating token"));
        self.write(move |tx| clients::rotate(tx, &id, &digest)).await;
        let key = instances::signing_key(self.instance(), self.seal()).expect("the server's key");
        clients::token(&key, &session.client_id, "rotating token")
    }

    /// What Ada's browser sends to refresh its token: the old token, and the refresh token issued by a handshake.
    pub async fn presented(&self) -> (Secret, Secret) {
        let digest = hash_token("refresh token");
        self.write(move |tx| sessions::issue_refresh_token(tx, &SessionId::from("sess_ada"), &digest)).await;
        let client = self.client();
        let call = client.sessions().create_token("sess_ada", TokenOptions::default());
        let token = call.header("origin", "https://app.example.com").await.expect("a token");
        (token.jwt, "refresh token".into())
    }

    /// A sign-up in progress.
    pub async fn sign_up(&self) -> SignUpId {
        let applicant = Applicant { email_address: Some("alan@example.com".into()), ..Applicant::default() };
        let settings = self.instance().settings.clone();
        let new = NewSignUp::check(applicant, &settings.sign_up, None, self.clock().now(), &mut rng());
        let new = new.expect("a sign-up");
        self.write(move |tx| Ok(sign_ups::create(tx, &settings, &new)?.id)).await
    }

    /// An OAuth application that Ada has authorized, and its access token.
    pub async fn oauth_token(&self) -> (OAuthApplicationId, String) {
        let application = CreateOAuthApplication {
            name: "Notes".into(),
            redirect_uris: Some(vec!["https://notes.example.com/back".into()]),
            ..CreateOAuthApplication::default()
        };
        let id = self.client().oauth_applications().create(application).await.expect("an application").id;
        let (wanted, new) = (id.clone(), NewTokens::generate(&mut rng()));
        let access = new.access.clone();
        self.write(move |tx| {
            let now = tx.now();
            let application = oauth_applications::find(tx, &wanted)?.unwrap_or_default();
            let grant = OAuthGrantRecord {
                id: "oag_ada".into(),
                application_id: application.id.clone(),
                user_id: "user_ada".into(),
                session_id: "sess_ada".into(),
                scopes: vec!["profile".into()],
                code_digest: hash_token("code"),
                code_expires_at: now + FIVE_MINUTES,
                created_at: now,
                ..OAuthGrantRecord::default()
            };
            oauth_grants::insert(tx, &grant)?;
            let exchange =
                CodeExchange { code_digest: hash_token("code"), redirect_uri: None, verifier: None };
            exchange_code(tx, &application, &exchange, &new).map(drop)
        })
        .await;
        (id, access)
    }

    /// A client for a production instance on the same server.
    pub async fn production_client(&self) -> Client {
        let publishable_key = PublishableKey::new(Environment::Production, "clerk.example.com");
        let instance = InstanceRecord {
            id: "ins_live".into(),
            environment: Environment::Production,
            publishable_key: publishable_key.expect("a host").to_string(),
            ..self.instance().clone()
        };
        let (key, record) =
            instances::new_secret_key(Environment::Production, self.clock().now(), &mut rng());
        let db = self.db();
        db.write(move |tx| instances::create(tx, &instance, &record)).await.expect("an instance");
        self.client_builder().secret_key(key).build().expect("a client")
    }

    /// Gives Ada a password, an authenticator app and backup codes.
    pub async fn credentials(&self) {
        let credentials = UpdateUser {
            password: Some("correct horse battery staple".into()),
            totp_secret: set("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
            backup_codes: Some(vec!["paper-code-1".into()]),
            ..UpdateUser::default()
        };
        self.client().users().update("user_ada", credentials).await.expect("credentials");
    }

    /// Ada's phone number. Only some examples have one, because validating the first takes 300 ms.
    pub async fn phone_number(&self) -> PhoneNumberId {
        let number = CreatePhoneNumber {
            user_id: "user_ada".into(),
            phone_number: "+15555550100".into(),
            verified: Some(true),
            ..CreatePhoneNumber::default()
        };
        self.client().phone_numbers().create(number).await.expect("a number").id
    }

    /// A domain of the organization.
    pub async fn organization_domain(&self) -> OrganizationDomainId {
        let domain =
            CreateOrganizationDomain { name: Some("engines.example.org".into()), ..Default::default() };
        self.client().organization_domains().create("org_analytical", domain).await.expect("a domain").id
    }

    /// An invitation to the organization.
    pub async fn organization_invitation(&self) -> OrganizationInvitationId {
        let invitation = CreateOrganizationInvitation {
            email_address: "alan@example.com".into(),
            role: "org:member".into(),
            ..CreateOrganizationInvitation::default()
        };
        let created = self.client().organization_invitations().create("org_analytical", invitation).await;
        created.expect("an invitation").id
    }

    /// A permission.
    pub async fn permission(&self) -> PermissionId {
        let permission = CreateOrganizationPermission {
            name: "Read invoices".into(),
            key: "org:invoices:read".into(),
            ..CreateOrganizationPermission::default()
        };
        self.client().organization_permissions().create(permission).await.expect("a permission").id
    }

    /// A role.
    pub async fn role(&self) -> RoleId {
        let role = CreateOrganizationRole {
            name: "Bookkeeper".into(),
            key: "org:bookkeeper".into(),
            ..CreateOrganizationRole::default()
        };
        self.client().organization_roles().create(role).await.expect("a role").id
    }

    /// A SAML connection.
    #[expect(deprecated, reason = "the operation is served still")]
    pub async fn saml_connection(&self) -> SamlConnectionId {
        let connection = CreateSamlConnection {
            name: "Okta".into(),
            domains: Some(vec!["engines.example.org".into()]),
            provider: SamlProvider::Okta,
            ..CreateSamlConnection::default()
        };
        self.client().saml_connections().create(connection).await.expect("a connection").id
    }

    /// A waitlist entry.
    pub async fn waiting(&self) -> WaitlistEntryId {
        let entry = CreateWaitlistEntry { email_address: "alan@example.com".into(), ..Default::default() };
        self.client().waitlist_entries().create(entry).await.expect("an entry").id
    }

    /// A proxy for the server.
    pub fn proxy_url(&self) -> String {
        format!("{}{}", self.url(), crate::proxy::PATH)
    }
}
