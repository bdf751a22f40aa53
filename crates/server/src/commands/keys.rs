use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Subcommand;
use housekey_contract::{InstanceId, Millis, SecretKeyId};
use housekey_domain::instances;
use housekey_store::instances::InstanceRecord;
use housekey_store::{accountless, instances as records};

use super::{explained, say};
use crate::app::App;
use crate::config::Config;
use crate::home;
use crate::rng::rng;

/// Subcommands of `housekey keys`. `--instance` is optional if there is only one instance.
#[derive(Subcommand)]
pub(super) enum Command {
    /// List secret keys by ID and last characters
    List {
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Create a secret key and print it. It is shown only once
    Create {
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Revoke a secret key. Takes effect within two seconds
    Revoke {
        /// ID of the key
        id: String,
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Print the public key that verifies session tokens, in PEM format
    Pem {
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
}

pub(super) async fn run(config: Config, command: Command) -> Result<()> {
    let app = home::app(&config).await?;
    match command {
        Command::List { instance } => {
            let instance = select_instance(&app, instance).await?.id;
            for key in app.db.read(move |tx| records::keys(tx, &instance)).await? {
                let state = if key.revoked_at.is_some() { "revoked" } else { "active" };
                say(&format!("{}  {}  {state}", key.id, key.hint));
            }
        }
        Command::Create { instance } => {
            let instance = select_instance(&app, instance).await?;
            let (key, record) = instances::new_secret_key(instance.environment, app.clock.now(), &mut rng());
            app.db.write(move |tx| instances::add_key(tx, &instance.id, &record)).await?;
            say(&format!("CLERK_SECRET_KEY={key}"));
        }
        Command::Revoke { id, instance } => {
            let (instance, now) = (select_instance(&app, instance).await?.id, app.clock.now());
            revoke(&app, instance, id.into(), now).await?;
        }
        Command::Pem { instance } => {
            let instance = select_instance(&app, instance).await?;
            say(instances::signing_key(&instance, &app.seal)?.public_pem());
        }
    }
    app.db.close().await;
    Ok(())
}

async fn revoke(app: &Arc<App>, instance: InstanceId, id: SecretKeyId, now: Millis) -> Result<()> {
    let wanted = id.clone();
    let revoked = app.db.write(move |tx| instances::revoke_key(tx, now, &instance, &wanted)).await;
    let unknown = format!("no active key {id}; run `housekey keys list` to see all keys");
    explained(revoked, Some(unknown))?;
    say(&format!("Revoked {id}."));
    Ok(())
}

/// Returns the instance with this id, or the only one.
pub(super) async fn select_instance(app: &App, id: Option<String>) -> Result<InstanceRecord> {
    if let Some(id) = id {
        let wanted = id.clone().into();
        let found = app.db.read(move |tx| records::find(tx, &wanted)).await?;
        return found.with_context(|| {
            format!("no instance {id}; run `housekey instances list` to see all instances")
        });
    }
    // Unclaimed accountless applications are never chosen by default.
    let mut instances = app.db.read(accountless::owned).await?;
    match instances.len() {
        0 => bail!("no instances yet; start the server once or run `housekey instances create`"),
        1 => Ok(instances.remove(0)),
        _ => bail!("more than one instance exists; choose one with --instance"),
    }
}
