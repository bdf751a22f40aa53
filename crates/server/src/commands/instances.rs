use anyhow::Result;
use clap::Subcommand;
use housekey_contract::InstanceId;
use housekey_domain::instances::{self, NewInstance};
use housekey_store::instances as records;
use housekey_store::instances::Environment;

use super::{explained, say};
use crate::address::own_host;
use crate::config::Config;
use crate::home;
use crate::rng::rng;

/// Subcommands of `housekey instances`.
#[derive(Subcommand)]
#[expect(clippy::doc_markdown, reason = "the help on a terminal shows these lines as they are")]
pub(super) enum Command {
    /// List instances
    List,
    /// Create an instance and print its keys. The secret key is shown only once
    Create {
        /// Name of the application
        #[arg(long, default_value = "My application")]
        name: String,
        /// Create a production instance, whose keys start with sk_live_ and pk_live_
        #[arg(long)]
        production: bool,
        /// Host of its Frontend API [default: a subdomain of the public URL's host]
        #[arg(long)]
        host: Option<String>,
    },
    /// Delete an instance and all its data
    Delete {
        /// ID of the instance
        id: String,
    },
}

pub(super) async fn run(config: Config, command: Command) -> Result<()> {
    match command {
        Command::List => list(config).await,
        Command::Create { name, production, host } => {
            let environment = if production { Environment::Production } else { Environment::Development };
            create(config, name, environment, host).await
        }
        Command::Delete { id } => delete(config, id.into()).await,
    }
}

async fn list(config: Config) -> Result<()> {
    let app = home::app(&config).await?;
    for instance in app.db.read(records::all).await? {
        let environment = format!("{:?}", instance.environment).to_lowercase();
        say(&format!(
            "{}  {environment}  {}  {}",
            instance.id, instance.publishable_key, instance.application_name
        ));
    }
    Ok(())
}

async fn create(config: Config, name: String, environment: Environment, host: Option<String>) -> Result<()> {
    let app = home::app(&config).await?;
    let (now, mut rng) = (app.clock.now(), rng());
    let host = host.unwrap_or_else(|| own_host(config.public_host(), &mut rng));
    let new = NewInstance { application_name: name, environment, host };
    let instance = instances::prepare(new, &app.seal, now, &mut rng)?;
    let (key, record) = instances::new_secret_key(environment, now, &mut rng);
    let kept = instance.clone();
    app.db.write(move |tx| instances::create(tx, &kept, &record)).await?;
    app.db.close().await;
    say(&format!(
        "Created {}. Save the secret key now; it will not be shown again:\n\n\
         CLERK_SECRET_KEY={key}\nCLERK_PUBLISHABLE_KEY={}\nCLERK_API_URL={}",
        instance.id, instance.publishable_key, config.public_url
    ));
    Ok(())
}

async fn delete(config: Config, id: InstanceId) -> Result<()> {
    let app = home::app(&config).await?;
    let wanted = id.clone();
    let deleted = app.db.write(move |tx| instances::delete(tx, &wanted)).await;
    let unknown = format!("no instance {id}; run `housekey instances list` to see all instances");
    explained(deleted, Some(unknown))?;
    app.db.close().await;
    say(&format!("Deleted {id}."));
    Ok(())
}
