use std::sync::Arc;

use housekey_domain::messages::{self, Outcome};
use housekey_domain::templates::{self, Content};
use housekey_domain::test_addresses::is_test_address;
use housekey_store::InstanceTx;
use housekey_store::instances as records;
use housekey_store::instances::Environment;
use housekey_store::messages::{ClaimedMessage, MessageRecord, any_due};
use tokio::task::JoinSet;

use super::complain;
use crate::app::App;
use crate::auth::{Instance, by_id};
use crate::error::{Refusal, Result};
use crate::home::rng;
use crate::post::Undelivered;

/// How many messages are handed over at once.
const MOST: usize = 16;

/// Messages that are being handed over.
#[derive(Default)]
pub(super) struct Mail {
    running: JoinSet<()>,
}

impl Mail {
    /// Takes as many messages as there is room for, and sends them.
    pub(super) async fn begin(&mut self, app: &Arc<App>) {
        while self.running.len() < MOST {
            match claim(app, MOST - self.running.len()).await {
                Ok(claimed) if claimed.is_empty() => return,
                Ok(claimed) => claimed.into_iter().for_each(|claimed| self.send(app, claimed)),
                Err(refusal) => return complain("messages can't be sent", &refusal),
            }
        }
    }

    fn send(&mut self, app: &Arc<App>, claimed: ClaimedMessage) {
        let app = Arc::clone(app);
        self.running.spawn(async move {
            if let Err(refusal) = deliver(&app, claimed).await {
                complain("a message can't be sent", &refusal);
            }
        });
    }

    /// Waits until one is handed over, or not; for ever where there is none.
    pub(super) async fn one_ends(&mut self) {
        if self.running.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits until all are handed over, or not.
    pub(super) async fn end(mut self) {
        while self.running.join_next().await.is_some() {}
    }
}

async fn claim(app: &Arc<App>, room: usize) -> Result<Vec<ClaimedMessage>, Refusal> {
    let (now, limit) = (app.clock.now(), u32::try_from(room).unwrap_or(u32::MAX));
    if !app.db.read(move |tx| any_due(tx, now)).await? {
        return Ok(Vec::new());
    }
    Ok(app.db.write(move |tx| messages::claim(tx, now, limit)).await?)
}

async fn deliver(app: &Arc<App>, claimed: ClaimedMessage) -> Result<(), Refusal> {
    let now = app.clock.now();
    let Some(instance) = by_id(app, &claimed.instance_id, now).await? else { return Ok(()) };
    let (kind, slug, id) = (claimed.message.kind, claimed.message.slug.clone(), claimed.instance_id.clone());
    let read =
        move |tx: &mut housekey_store::Tx<'_>| templates::get(&mut InstanceTx::new(tx, &id), kind, &slug);
    let template = app.db.read(read).await?;
    let content = if let Some(content) = messages::content(&claimed.message, &app.seal)? {
        content
    } else {
        let data = messages::open(&claimed.message, &app.seal)?;
        templates::compose(&template, &instance.record, &app.public_url, &data)?
    };
    let sealed = messages::sealed(&claimed.message.id, &content, &app.seal, &mut rng())?;
    let is_delivered = template.is_delivered();
    let begun = app.db.write(move |tx| {
        let mut tx = InstanceTx::new(tx, &claimed.instance_id);
        messages::begin(&mut tx, now, &claimed, &sealed, is_delivered)
    });
    let Some(claimed) = begun.await? else { return Ok(()) };
    app.work.notify_one();
    let outcome = match destination(app, &instance, &claimed.message, is_delivered) {
        Destination::Application => Outcome::Left,
        Destination::Mailbox => keep(app, &claimed.message, &content),
        Destination::Nowhere => {
            tracing::warn!(
                kind = kind.as_str(),
                instance = %claimed.instance_id,
                "a message waits: set up SMTP (--smtp-url) or the SMS gateway (--sms-url)"
            );
            Outcome::NoCarrier
        }
        Destination::Carrier => match app.services.post.send(&claimed.message, &content, &app.outbound).await
        {
            Ok(()) => Outcome::Delivered,
            Err(Undelivered::Later(problem)) => Outcome::Failed(problem),
            Err(Undelivered::Never(problem)) => Outcome::Refused(problem),
        },
    };
    if let Outcome::Failed(problem) | Outcome::Refused(problem) = &outcome {
        tracing::warn!(kind = kind.as_str(), message = %claimed.message.id, problem, "a message was not sent");
    }
    let settled = app.db.write(move |tx| {
        let mut tx = InstanceTx::new(tx, &claimed.instance_id);
        messages::settle(&mut tx, now, &claimed, &outcome)
    });
    Ok(settled.await?)
}

/// Where a message goes.
enum Destination {
    /// The application sends it.
    Application,
    /// It stays here, to be looked at.
    Mailbox,
    /// A carrier takes it.
    Carrier,
    /// It waits until a carrier is set up.
    Nowhere,
}

fn destination(app: &App, instance: &Instance, message: &MessageRecord, is_delivered: bool) -> Destination {
    if is_test_address(&instance.record, message.kind, &message.to) {
        return Destination::Mailbox;
    }
    match (is_delivered, app.services.post.carries(message.kind), instance.environment()) {
        (false, _, _) => Destination::Application,
        (true, true, _) => Destination::Carrier,
        (true, false, Environment::Development) => Destination::Mailbox,
        (true, false, Environment::Production) => Destination::Nowhere,
    }
}

/// Leaves a message in the mailbox, and says so where whoever develops looks first.
fn keep(app: &App, message: &MessageRecord, content: &Content) -> Outcome {
    let what = if content.subject.is_empty() { &content.text } else { &content.subject };
    tracing::info!(to = message.to, "in the mailbox: {what} ({}/dev/mailbox)", app.public_url);
    Outcome::Kept
}

/// Clears away what is too old to be of use.
pub(super) async fn prune(app: &Arc<App>) {
    let now = app.clock.now();
    let pruned: Result<()> = app
        .db
        .write(move |tx| {
            for instance in records::all(tx)? {
                messages::prune(&mut InstanceTx::new(tx, &instance.id), now)?;
            }
            Ok(())
        })
        .await;
    if let Err(error) = pruned {
        complain("old messages can't be cleared away", &error.into());
    }
}
