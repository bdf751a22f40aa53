use std::sync::Arc;

use anyhow::Result;
use clap::Subcommand;
use housekey_contract::object::EventType;
use housekey_contract::{InstanceId, WebhookEndpointId};
use housekey_domain::webhooks::{self, EndpointChanges};
use housekey_store::Tx;

use super::keys::select_instance;
use super::{explained, say};
use crate::app::App;
use crate::config::Config;
use crate::home;
use crate::rng::rng;

/// Subcommands of `housekey webhooks`. `--instance` is optional if there is only one instance.
#[derive(Subcommand)]
pub(super) enum Command {
    /// List endpoints
    List {
        /// ID of the instance [default: the only instance]
        #[arg(long, global = true)]
        instance: Option<String>,
    },
    /// Add an endpoint and print its signing secret
    Add {
        /// URL of the endpoint (http:// or https://)
        url: String,
        /// Event type to send; may be repeated [default: all]
        #[arg(long = "event")]
        events: Vec<String>,
        /// Description of the endpoint
        #[arg(long, default_value = "")]
        description: String,
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Delete an endpoint and its pending deliveries
    Delete {
        /// ID of the endpoint
        id: String,
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Stop sending to an endpoint
    Disable {
        /// ID of the endpoint
        id: String,
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Resume sending to an endpoint
    Enable {
        /// ID of the endpoint
        id: String,
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Print the signing secret of an endpoint
    Secret {
        /// ID of the endpoint
        id: String,
        /// Rotate the secret first; the previous one stays valid for 24 hours
        #[arg(long)]
        rotate: bool,
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
    /// Print a single-use link to the webhook dashboard, valid for ten minutes
    Link {
        /// ID of the instance [default: the only instance]
        #[arg(long)]
        instance: Option<String>,
    },
}

pub(super) async fn run(config: Config, command: Command) -> Result<()> {
    let app = home::app(&config).await?;
    match command {
        Command::List { instance } => list(&At::new(&app, instance).await?).await?,
        Command::Add { url, events, description, instance } => {
            let at = At::new(&app, instance).await?;
            add(&at, explained(EndpointChanges::check(&url, &description, &events), None)?).await?;
        }
        Command::Delete { id, instance } => {
            let id = WebhookEndpointId::from(id);
            At::new(&app, instance).await?.write(move |tx| webhooks::delete(tx, &id)).await?;
            say("Deleted.");
        }
        Command::Disable { id, instance } => switch(&At::new(&app, instance).await?, id, true).await?,
        Command::Enable { id, instance } => switch(&At::new(&app, instance).await?, id, false).await?,
        Command::Secret { id, rotate, instance } => {
            secret(&At::new(&app, instance).await?, id.into(), rotate).await?;
        }
        Command::Link { instance } => link(&At::new(&app, instance).await?).await?,
    }
    app.db.close().await;
    Ok(())
}

/// The instance a command works on.
struct At {
    app: Arc<App>,
    instance: InstanceId,
}

impl At {
    async fn new(app: &Arc<App>, instance: Option<String>) -> Result<Self> {
        Ok(Self { app: Arc::clone(app), instance: select_instance(app, instance).await?.id })
    }

    async fn write<T, F>(&self, f: F) -> Result<T>
    where
        F: Fn(&mut Tx<'_>) -> housekey_domain::error::Result<T> + Send + Sync + 'static,
        T: Send + 'static,
    {
        let (instance, moment) = (self.instance.clone(), self.app.moment());
        explained(self.app.db.write(move |tx| f(&mut Tx::new(tx, &instance, moment))).await, None)
    }
}

async fn list(at: &At) -> Result<()> {
    for endpoint in at.write(webhooks::list).await? {
        let state = if endpoint.disabled { "disabled" } else { "enabled" };
        let events: Vec<_> = endpoint.event_types.iter().map(EventType::as_str).collect();
        let events = if events.is_empty() { "all".to_owned() } else { events.join(",") };
        say(&format!("{}  {state}  {events}  {}", endpoint.id, endpoint.url));
    }
    Ok(())
}

async fn add(at: &At, changes: EndpointChanges) -> Result<()> {
    let endpoint = changes.into_endpoint(&at.app.seal, at.app.clock.now(), &mut rng());
    let (id, secret) = (endpoint.id.clone(), webhooks::reveal(&endpoint, &at.app.seal)?.to_text());
    let added = at.write(move |tx| {
        webhooks::ensure_on(tx)?;
        webhooks::create(tx, &endpoint)
    });
    added.await?;
    say(&format!("Added {id}.\n\nCLERK_WEBHOOK_SIGNING_SECRET={secret}"));
    Ok(())
}

async fn switch(at: &At, id: String, disabled: bool) -> Result<()> {
    let id = WebhookEndpointId::from(id);
    at.write(move |tx| webhooks::set_disabled(tx, &id, disabled)).await?;
    say(if disabled { "Disabled." } else { "Enabled." });
    Ok(())
}

async fn secret(at: &At, id: WebhookEndpointId, rotate: bool) -> Result<()> {
    let fresh = webhooks::new_secret(&id, &at.app.seal, &mut rng());
    let endpoint =
        at.write(move |tx| if rotate { webhooks::rotate(tx, &id, &fresh) } else { webhooks::get(tx, &id) });
    let secret = webhooks::reveal(&endpoint.await?, &at.app.seal)?;
    say(&format!("CLERK_WEBHOOK_SIGNING_SECRET={}", secret.to_text()));
    Ok(())
}

async fn link(at: &At) -> Result<()> {
    let link = webhooks::new_link(&mut rng());
    let key = link.key.clone();
    let made = at.write(move |tx| {
        webhooks::ensure_on(tx)?;
        webhooks::add_link(tx, &link)
    });
    made.await?;
    say(&format!("{}/webhooks/{}/open?key={key}", at.app.public_url, at.instance));
    Ok(())
}
