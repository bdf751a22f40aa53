//! The data directory: master key, database and first instance.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use housekey_domain::instances::{self, NewInstance};
use housekey_domain::publishable_key::PublishableKey;
use housekey_domain::seal::MasterKey;
use housekey_store::instances::{Environment, InstanceRecord};
use housekey_store::{Db, instances as records};

use crate::address::host_with_dot;
use crate::app::{App, Services};
use crate::clock::Clock;
use crate::config::{Accountless, Config};
use crate::limits::RateLimiter;
use crate::post::Post;
use crate::rng::rng;

/// Minimum number of different characters in a fixed secret key.
const MIN_DIFFERENT: usize = 8;
/// The least time that an answer of a sign-in page takes: longer than checking any digest of usual cost.
const SIGN_IN_FLOOR: Duration = Duration::from_millis(500);

/// A server that is ready to start.
pub struct Home {
    /// State shared by all requests.
    pub app: Arc<App>,
    /// The first instance.
    pub instance: InstanceRecord,
    /// The first instance's secret key, if just created.
    pub new_secret_key: Option<String>,
}

/// Opens the data directory and creates whatever is missing.
pub async fn open(config: &Config) -> Result<Home> {
    let app = app(config).await?;
    if app.db.read(records::first).await?.is_none()
        && let Some((instance, key)) = first_instance(&app, config).await?
    {
        return Ok(Home { app, instance, new_secret_key: Some(key) });
    }
    let existing = app.db.read(records::first).await?;
    let instance = existing.context("the first instance was deleted in the meantime; restart the server")?;
    fix_keys(&app, config, &instance).await?;
    Ok(Home { app, instance, new_secret_key: None })
}

/// Opens the database and the master key, without creating an instance.
pub async fn app(config: &Config) -> Result<Arc<App>> {
    make_directory(&config.data)?;
    let seal = master_key(config)?;
    let db = Db::open(&config.database_url)
        .await
        .with_context(|| format!("failed to open {}", config.database_url))?;
    let seal = matching_master_key(config, seal, db.read(records::first).await?.as_ref())?;
    let limiter = RateLimiter::new(config.live_rate_limit, config.test_rate_limit);
    let post = Arc::new(Post::of(config)?);
    let accountless = Accountless { offer: config.accountless, ..Accountless::default() };
    let services = Services {
        breached_passwords: config.breached_passwords_url.clone(),
        post,
        accountless,
        private_addresses: config.private_addresses(),
        sign_in_floor: SIGN_IN_FLOOR,
    };
    Ok(App::with_services(db, Clock::default(), seal, config.public_url.clone(), limiter, services))
}

/// The master key, after checking that it decrypts the stored secrets. A new key is generated only if nothing is
/// encrypted yet.
fn matching_master_key(
    config: &Config,
    seal: Option<MasterKey>,
    first: Option<&InstanceRecord>,
) -> Result<MasterKey> {
    let path = config.data.join("master.key");
    match (seal, first) {
        (None, None) => new_master_key(&path),
        (Some(seal), None) => Ok(seal),
        (None, Some(_)) => bail!(
            "{} is missing, but the database contains secrets encrypted (sealed) with it; restore it from a backup",
            path.display()
        ),
        (Some(seal), Some(instance)) => match instances::signing_key(instance, &seal) {
            Ok(_) => Ok(seal),
            Err(error) => {
                bail!(
                    "this master key doesn't match the one that the database was sealed with ({error}); restore it from a backup"
                )
            }
        },
    }
}

/// Creates the first instance, unless another server started at the same time has created it.
async fn first_instance(app: &App, config: &Config) -> Result<Option<(InstanceRecord, String)>> {
    let (host, environment) = match &config.publishable_key {
        Some(key) => {
            let key: PublishableKey = key.parse().context("invalid publishable key")?;
            (key.host().to_owned(), key.environment())
        }
        None => (host_with_dot(config.public_host()), Environment::Development),
    };
    let new = NewInstance { application_name: "My application".to_owned(), environment, host };
    let (now, mut rng) = (app.clock.now(), rng());
    let instance = instances::prepare(new, &app.seal, now, &mut rng)?;
    let key = match &config.secret_key {
        Some(key) => checked_secret_key(key, environment)?,
        None => instances::new_secret_key(environment, now, &mut rng).0,
    };
    let (record, kept) = (instances::secret_key_record(&key, now, &mut rng), instance.clone());
    let made = app.db.write(move |tx| instances::create_first(tx, &kept, &record)).await?;
    Ok(made.then_some((instance, key)))
}

/// Applies the keys fixed in the configuration, also to an existing instance.
async fn fix_keys(app: &App, config: &Config, instance: &InstanceRecord) -> Result<()> {
    if let Some(key) = config.publishable_key.as_ref().filter(|key| **key != instance.publishable_key) {
        bail!(
            "the first instance's publishable key is {}, not {key}; remove the option or start with an empty database",
            instance.publishable_key
        );
    }
    let Some(key) = &config.secret_key else { return Ok(()) };
    let key = checked_secret_key(key, instance.environment)?;
    let digest = housekey_domain::random::hash_token(&key);
    let known = app.db.read(move |tx| records::find_by_key(tx, &digest)).await?;
    if known.is_some_and(|known| known.id == instance.id) {
        return Ok(());
    }
    let (record, id) = (instances::secret_key_record(&key, app.clock.now(), &mut rng()), instance.id.clone());
    app.db.write(move |tx| instances::add_key(tx, &id, &record)).await?;
    Ok(())
}

fn checked_secret_key(key: &str, environment: Environment) -> Result<String> {
    let prefix = environment.secret_prefix();
    let rest = key.strip_prefix(prefix).unwrap_or_default();
    if rest.len() < 24 || !rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        bail!("invalid secret key: expected {prefix} followed by at least 24 unguessable letters and digits");
    }
    // 24 zeros, or `changeme` three times. A random key of hexadecimal digits has more than 12 on average.
    if rest.chars().collect::<BTreeSet<_>>().len() < MIN_DIFFERENT {
        bail!(
            "guessable secret key: it has fewer than {MIN_DIFFERENT} different characters. Expected {prefix} followed by \
             at least 24 random letters and digits; remove the option and the server generates one"
        );
    }
    Ok(key.to_owned())
}

fn make_directory(path: &Path) -> Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(path)
        .with_context(|| format!("failed to create the data directory {}", path.display()))?;
    fs::set_permissions(path, Permissions::from_mode(0o700))
        .with_context(|| format!("failed to set permissions of the data directory {}", path.display()))
}

/// The configured or stored master key.
fn master_key(config: &Config) -> Result<Option<MasterKey>> {
    if let Some(text) = &config.master_key {
        return MasterKey::from_base64(text.trim()).map(Some).context("invalid master key");
    }
    let path = config.data.join("master.key");
    match fs::read_to_string(&path) {
        Ok(text) => {
            let key = MasterKey::from_base64(text.trim());
            key.map(Some).with_context(|| format!("invalid master key in {}", path.display()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("failed to read {}", path.display())),
    }
}

fn new_master_key(path: &Path) -> Result<MasterKey> {
    let key = MasterKey::generate(&mut rng());
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("failed to create {}", path.display()))?;
    file.write_all(key.to_base64().as_bytes()).and_then(|()| file.sync_all())?;
    Ok(key)
}
