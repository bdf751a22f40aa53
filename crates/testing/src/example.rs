//! The fixture for the examples in the contract's documentation.

mod more;

use std::error::Error;
use std::ops::Deref;

use housekey_contract::backend::organization_memberships::CreateOrganizationMembership;
use housekey_contract::backend::organizations::CreateOrganization;
use housekey_contract::backend::sessions::CreateSession;
use housekey_contract::backend::users::CreateUser;
use housekey_contract::object::Verification;
use housekey_sdk::Client;
use housekey_store::users::{self, ExternalAccountRecord, PasskeyRecord};
use tokio::runtime::Builder;

use crate::TestServer;

/// A server with Ada (`user_ada`, signed in as `sess_ada`), Grace (`user_grace`) and their organization (`org_analytical`), of which
/// Ada is an admin.
#[derive(Debug)]
pub struct World(TestServer);

/// Runs an example with its own server.
///
/// # Panics
/// If the example fails.
pub fn example<F>(story: impl FnOnce(World, Client) -> F)
where
    F: Future<Output = Result<(), Box<dyn Error>>>,
{
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let world = World::new().await;
        let client = world.client();
        story(world, client).await.unwrap_or_else(|error| panic!("{error}"));
    });
}

/// An image to upload.
pub fn picture() -> Vec<u8> {
    include_bytes!("picture.png").to_vec()
}

impl World {
    async fn new() -> Self {
        let server = TestServer::start().await;
        server.seed_user("user_ada", ada()).await;
        server.seed_user("user_grace", grace()).await;
        let organization = CreateOrganization {
            name: "Analytical Engines".into(),
            slug: Some("analytical-engines".into()),
            created_by: Some("user_ada".into()),
            ..CreateOrganization::default()
        };
        server.seed_organization("org_analytical", organization).await;
        let membership = CreateOrganizationMembership {
            user_id: "user_grace".into(),
            role: "org:member".into(),
            ..CreateOrganizationMembership::default()
        };
        server.seed_membership("orgmem_grace", "org_analytical", membership).await;
        let session = CreateSession { user_id: "user_ada".into(), ..CreateSession::default() };
        server.seed_session("sess_ada", session).await;
        link(&server).await;
        Self(server)
    }
}

impl Deref for World {
    type Target = TestServer;

    fn deref(&self) -> &TestServer {
        &self.0
    }
}

fn ada() -> CreateUser {
    CreateUser {
        email_address: Some(vec!["ada@example.com".into()]),
        web3_wallet: Some(vec!["0x71C7656EC7ab88b098defB751B7401B5f6d8976F".into()]),
        username: Some("ada_lovelace".into()),
        first_name: Some("Ada".into()),
        last_name: Some("Lovelace".into()),
        ..CreateUser::default()
    }
}

fn grace() -> CreateUser {
    CreateUser {
        email_address: Some(vec!["grace@example.com".into()]),
        first_name: Some("Grace".into()),
        last_name: Some("Hopper".into()),
        ..CreateUser::default()
    }
}

/// Gives Ada a passkey and an external account, which only browsers can add.
async fn link(server: &TestServer) {
    server
        .write(|tx| {
            let mut ada = users::find(tx, &"user_ada".into())?.unwrap_or_default();
            ada.passkeys = vec![PasskeyRecord { id: "idn_passkey".into(), ..PasskeyRecord::default() }];
            ada.external_accounts = vec![ExternalAccountRecord {
                id: "eac_github".into(),
                provider: "oauth_github".into(),
                verification: Some(Verification::default()),
                created_at: tx.now(),
                ..ExternalAccountRecord::default()
            }];
            Ok(users::update(tx, &ada)?)
        })
        .await;
}
