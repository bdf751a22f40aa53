use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use housekey_contract::{InstanceId, Millis, SecretKeyId};
use housekey_domain::instances;
use housekey_store::instances::InstanceRecord;
use housekey_store::{accountless, instances as records};

use super::say;
use crate::app::App;
use crate::config::Config;
use crate::home;

/// What can be done with keys. Without `--instance`, the only instance is meant.
#[derive(Subcommand)]
pub(super) enum Command {
    /// Lists an instance's secret keys: their ids and last characters, never the keys
    List {
        /// The instance's id
        #[arg(long)]
        instance: Option<String>,
    },
    /// Creates a secret key and prints it, this once
    Create {
        /// The instance's id
        #[arg(long)]
        instance: Option<String>,
    },
    /// Revokes a secret key; within two seconds it opens nothing any more
    Revoke {
        /// The key's id, as `list` shows it
        id: String,
        /// The instance's id
        #[arg(long)]
        instance: Option<String>,
    },
    /// Prints the public key that session tokens are verified with, in PEM
    Pem {
        /// The instance's id
        #[arg(long)]
        instance: Option<String>,
    },
}

pub(super) async fn run(config: Config, command: Command) -> Result<()> {
    let app = home::app(&config).await?;
    match command {
        Command::List { instance } => {
            let instance = the(&app, instance).await?.id;
            for key in app.db.read(move |tx| records::keys(tx, &instance)).await? {
                let state = if key.revoked_at.is_some() { "revoked" } else { "active" };
                say(&format!("{}  {}  {state}", key.id, key.hint));
            }
        }
        Command::Create { instance } => {
            let instance = the(&app, instance).await?;
            let (key, record) =
                instances::new_secret_key(instance.environment, app.clock.now(), &mut home::rng());
            app.db.write(move |tx| instances::add_key(tx, &instance.id, &record)).await?;
            say(&format!("CLERK_SECRET_KEY={key}"));
        }
        Command::Revoke { id, instance } => {
            let (instance, now) = (the(&app, instance).await?.id, app.clock.now());
            revoke(&app, instance, id.into(), now).await?;
        }
        Command::Pem { instance } => {
            let instance = the(&app, instance).await?;
            say(instances::signing_key(&instance, &app.seal)?.public_pem());
        }
    }
    app.db.close().await;
    Ok(())
}

async fn revoke(app: &Arc<App>, instance: InstanceId, id: SecretKeyId, now: Millis) -> Result<()> {
    let wanted = id.clone();
    let revoked = app.db.write(move |tx| instances::revoke_key(tx, now, &instance, &wanted)).await;
    revoked.with_context(|| {
        format!("there is no key {id} that could be revoked; `housekey keys list` shows them")
    })?;
    say(&format!("Revoked {id}."));
    Ok(())
}

/// The instance that is meant.
pub(super) async fn the(app: &App, id: Option<String>) -> Result<InstanceRecord> {
    if let Some(id) = id {
        let wanted = id.clone().into();
        let found = app.db.read(move |tx| records::find(tx, &wanted)).await?;
        return found
            .with_context(|| format!("there is no instance {id}; `housekey instances list` shows them"));
    }
    // Applications that nobody owns are not meant.
    let mut instances = app.db.read(accountless::owned).await?;
    match instances.len() {
        0 => bail!("there is no instance yet; start the server once, or run `housekey instances create`"),
        1 => Ok(instances.remove(0)),
        _ => bail!("there are several instances; choose one with --instance"),
    }
}
