//! Two servers on one Postgres, each with half of the requests.

use std::future::Future;

use housekey_contract::backend::sign_in_tokens::CreateSignInToken;
use housekey_domain::random::hash_token;
use housekey_domain::sign_in_tokens::{NewSignInToken, create, redeem};
use housekey_domain::tickets::Issuer;
use housekey_sdk::{Client, CreateUser, Error, ListUsers, Millis};
use housekey_server::rng::rng;
use housekey_store::instances::InstanceRecord;
use housekey_store::testing::{TestDatabase, TestEngine};
use housekey_store::{DatabaseUrl, Db, Moment, Tx, instances as records};
use rand::RngExt;
use tempfile::TempDir;

use crate::housekey::{Housekey, KEY};

const MASTER_KEY: &str = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
const CALLERS: usize = 64;

/// Two servers that share only a database.
struct Pair {
    servers: [Housekey; 2],
    database: TestDatabase,
    _data: [TempDir; 2],
}

impl Pair {
    /// Starts both at once on an empty database; `None` without Postgres.
    async fn start() -> Option<Self> {
        let Some(engine) = TestEngine::postgres() else {
            println!("skipped: HOUSEKEY_TEST_POSTGRES names no server");
            return None;
        };
        let database = engine.database().await;
        let url = url(&database);
        let start = |_| {
            let url = url.clone();
            std::thread::spawn(move || Housekey::fresh(&["--database-url", &url, "--master-key", MASTER_KEY]))
        };
        let [first, second] = [0, 1].map(start).map(|start| start.join().unwrap());
        let ((one, first), (two, second)) = (first, second);
        Some(Self { servers: [first, second], database, _data: [one, two] })
    }

    /// A client that alternates between the servers.
    fn client(&self, turn: usize) -> Client {
        self.servers[turn % 2].client()
    }
}

fn url(database: &TestDatabase) -> String {
    match &database.url {
        DatabaseUrl::Postgres(url) => url.clone(),
        other => panic!("{other} is no Postgres"),
    }
}

/// The number of successful calls, and the statuses and codes of the others.
async fn together<T: Send + 'static, F>(call: impl Fn(usize) -> F) -> (usize, Vec<(u16, String)>)
where
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let calls: Vec<_> = (0..CALLERS).map(|n| tokio::spawn(call(n))).collect();
    let (mut won, mut refusals) = (0, Vec::new());
    for call in calls {
        match call.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => {
                let status = error.status().unwrap_or_else(|| panic!("{error}")).as_u16();
                refusals.push((status, error.code().unwrap_or_default().to_owned()));
            }
        }
    }
    (won, refusals)
}

fn assert_one_won((won, refusals): (usize, Vec<(u16, String)>)) {
    assert_eq!((won, refusals.len()), (1, CALLERS - 1));
    let taken = (422, "form_identifier_exists".to_owned());
    assert!(refusals.iter().all(|refusal| *refusal == taken), "{refusals:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_start_at_once_make_one_first_instance() {
    let Some(pair) = Pair::start().await else { return };
    let instances = pair.database.db.read(records::all).await;
    assert_eq!(instances.unwrap().len(), 1);
    let ada = CreateUser {
        username: Some("ada_lovelace".into()),
        skip_password_requirement: Some(true),
        ..CreateUser::default()
    };
    let ada = pair.client(0).users().create(ada).await.unwrap();
    assert_eq!(pair.client(1).users().get(&ada.id).await.unwrap().username, ada.username);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_is_claimed_once_by_way_of_two_servers() {
    let Some(pair) = Pair::start().await else { return };
    let claims = together(|n| {
        let client = pair.client(n);
        let ada = CreateUser { email_address: Some(vec!["Ada@example.com".into()]), ..CreateUser::default() };
        async move { client.users().create(ada).await }
    });
    assert_one_won(claims.await);
    assert_eq!(pair.client(1).users().list(ListUsers::default()).await.unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_external_id_is_claimed_once_by_way_of_two_servers() {
    let Some(pair) = Pair::start().await else { return };
    let claims = together(|n| {
        let client = pair.client(n);
        let user = CreateUser {
            external_id: Some("42".into()),
            email_address: Some(vec![format!("user{n}@example.com")]),
            ..CreateUser::default()
        };
        async move { client.users().create(user).await }
    });
    assert_one_won(claims.await);
    assert_eq!(pair.client(0).users().list(ListUsers::default()).await.unwrap().len(), 1);
}

/// No request redeems a ticket yet, so two database handles stand for two servers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_is_redeemed_once_by_way_of_two_databases() {
    let Some(pair) = Pair::start().await else { return };
    let ada = CreateUser { email_address: Some(vec!["ada@example.com".into()]), ..CreateUser::default() };
    let ada = pair.client(0).users().create(ada).await.unwrap();
    let dbs = [Db::open(&pair.database.url).await.unwrap(), Db::open(&pair.database.url).await.unwrap()];
    let found = dbs[0].read(|tx| records::find_by_key(tx, &hash_token(KEY))).await;
    let instance = found.unwrap().unwrap();
    let request = CreateSignInToken { user_id: ada.id, ..CreateSignInToken::default() };
    let now = Millis(instance.created_at.0);
    let issuer = Issuer { instance: &instance.id, public_url: "https://id.example.com" };
    let new = NewSignInToken::check(request, issuer, now, &mut rng()).unwrap();
    let digest = new.ticket.digest.clone();
    within(&dbs[0], &instance, move |tx| create(tx, &new)).await.unwrap();

    let redeeming: Vec<_> = (0..CALLERS)
        .map(|n| {
            let (db, instance, digest) = (dbs[n % 2].clone(), instance.clone(), digest.clone());
            tokio::spawn(async move { within(&db, &instance, move |tx| redeem(tx, &digest)).await })
        })
        .collect();
    let (mut won, mut codes) = (0, Vec::new());
    for redeemed in redeeming {
        match redeemed.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => codes.push(error.code().unwrap_or_default().to_owned()),
        }
    }
    assert_eq!((won, codes.len()), (1, CALLERS - 1));
    assert!(codes.iter().all(|code| code == "sign_in_token_already_used_code"), "{codes:?}");
}

async fn within<T, F>(db: &Db, instance: &InstanceRecord, f: F) -> housekey_domain::error::Result<T>
where
    F: Fn(&mut Tx<'_>) -> housekey_domain::error::Result<T> + Send + Sync + 'static,
    T: Send + 'static,
{
    let moment = Moment { now: instance.created_at, seed: rng().random() };
    let id = instance.id.clone();
    db.write(move |tx| f(&mut Tx::new(tx, &id, moment))).await
}
