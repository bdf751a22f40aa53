//! Accountless applications, and the pool of signing keys generated in advance for them.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use housekey_contract::InstanceId;
use housekey_domain::accountless::{self, Limits, NewApplication, new_claim};
use housekey_domain::error::{Code, refused};
use housekey_domain::instances::{self, NewInstance};
use housekey_domain::random::hash_token;
use housekey_store::DatabaseTx;
use housekey_store::instances::{Environment, InstanceRecord};

use crate::address::own_host;
use crate::app::App;
use crate::config::Offer;
use crate::endpoint::Caller;
use crate::error::Result;
use crate::rng::rng;

/// Delay before the pool is first filled, so that the server starts up first.
const HEAD_START: Duration = Duration::from_secs(1);

/// A newly created application. Its secret key and claim token are available only now.
pub(crate) struct Made {
    pub(crate) instance: InstanceRecord,
    pub(crate) secret_key: String,
    pub(crate) claim: String,
}

/// Creates an application.
pub(crate) async fn create(app: &App, caller: &Caller) -> Result<Made> {
    refuse_pages(app, caller)?;
    if !is_offered(app).await? {
        let long = "Accountless applications are disabled on this server. Start it with `--accountless on`, or create an \
                    instance with `housekey instances create`.";
        return Err(refused(Code::FeatureNotEnabled, "not enabled", long));
    }
    let pkcs8 = app.keys.take(&app.slow).await?;
    let (now, mut rng) = (app.clock.now(), rng());
    let public_host = app.public_url.split_once("://").map_or("", |(_, host)| host);
    let new = NewInstance {
        application_name: "Accountless application".to_owned(),
        environment: Environment::Development,
        host: own_host(public_host, &mut rng),
    };
    let instance = instances::prepare_with(new, &pkcs8, &app.seal, now, &mut rng)?;
    let (secret_key, record) = instances::new_secret_key(instance.environment, now, &mut rng);
    let made = Made { instance, secret_key, claim: new_claim(&mut rng) };
    let settings = app.services.accountless;
    let limits = Limits { all: settings.most_unclaimed, from_one: settings.most_from_one };
    let (instance, claim, caller) = (made.instance.clone(), made.claim.clone(), address_digest(caller));
    let write = move |tx: &mut DatabaseTx<'_>| {
        let new = NewApplication { instance: &instance, key: &record, claim: &claim, caller: &caller };
        accountless::create(tx, now, &new, limits)
    };
    let gone: Vec<InstanceId> = app.db.write(write).await?;
    for id in gone {
        app.keyring.forget(&id);
    }
    Ok(made)
}

/// Refuses requests from pages of other sites, which a visitor's browser sends without being asked. Browsers name the
/// page's origin; programs send none.
fn refuse_pages(app: &App, caller: &Caller) -> Result<()> {
    match &caller.origin {
        Some(origin) if !origin.eq_ignore_ascii_case(&app.public_url) => {
            let long = "Applications can't be created from web pages of another origin. Send the request from your server.";
            Err(refused(Code::CsrfTokenInvalid, "invalid origin", long))
        }
        _ => Ok(()),
    }
}

/// Stands for the address of whoever asks. With IPv6, that is the /64 network, which usually belongs to one subscriber.
fn address_digest(caller: &Caller) -> String {
    let network = match caller.requester.client_ip.parse() {
        Ok(IpAddr::V6(address)) => format!("{:x}/64", address.to_bits() >> 64),
        _ => caller.requester.client_ip.clone(),
    };
    hash_token(&network)
}

/// The path of an application's API keys page.
pub(crate) fn api_keys_path(instance: &InstanceId) -> String {
    format!("/apps/{instance}/api-keys")
}

async fn is_offered(app: &App) -> Result<bool> {
    match app.services.accountless.offer {
        Offer::On => Ok(true),
        Offer::Off => Ok(false),
        Offer::Auto => app.db.read(accountless::suits).await,
    }
}

/// Keeps the key pool filled, one key at a time to leave the other cores to requests, for as long as the server runs.
pub(crate) async fn keep_keys_ready(app: Arc<App>) {
    tokio::time::sleep(HEAD_START).await;
    loop {
        if !is_offered(&app).await.unwrap_or_default() {
            return;
        }
        while app.keys.ready() < app.services.accountless.keys_ahead {
            if app.keys.make_one(&app.slow).await.is_err() {
                tokio::time::sleep(HEAD_START).await;
            }
        }
        app.keys.one_taken().await;
    }
}

#[cfg(test)]
mod tests {
    use housekey_domain::keys::SigningKey;
    use housekey_domain::seal::MasterKey;
    use housekey_store::testing::engines;

    use super::*;
    use crate::app::Services;
    use crate::clock::Clock;
    use crate::config::Accountless;
    use crate::limits::RateLimiter;

    #[tokio::test]
    async fn an_application_takes_a_key_that_was_made_ahead() {
        let database = engines().remove(0).database().await;
        let accountless = Accountless { offer: Offer::On, ..Accountless::default() };
        let services = Services { accountless, ..Services::default() };
        let (seal, limiter) = (MasterKey::generate(&mut rng()), RateLimiter::new(None, None));
        let url = "http://127.0.0.1:4600".to_owned();
        let app = App::with_services(database.db.clone(), Clock::default(), seal, url, limiter, services);
        let ahead = [SigningKey::generate().unwrap(), SigningKey::generate().unwrap()];
        app.keys.fill(ahead.clone());

        let made = create(&app, &Caller::default()).await.unwrap();
        assert_eq!(app.keys.ready(), 1, "one fewer is ready");
        let kid = made.instance.public_key.kid.clone();
        let public = SigningKey::from_pkcs8(&kid, &ahead[0]).unwrap();
        assert_eq!(&made.instance.public_key, public.public_jwk(), "it was the first");

        let filling = tokio::spawn(keep_keys_ready(Arc::clone(&app)));
        while app.keys.ready() < Accountless::default().keys_ahead {
            assert!(!filling.is_finished(), "no more keys are made");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        filling.abort();
    }
}
