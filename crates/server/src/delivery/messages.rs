use std::sync::Arc;

use housekey_domain::error::Error;
use housekey_domain::messages::{self, Outcome};
use housekey_domain::templates::{self, Content};
use housekey_domain::test_addresses::is_test_address;
use housekey_store::instances::Environment;
use housekey_store::messages::{ClaimedMessage, MessageRecord, any_due};
use housekey_store::{DatabaseTx, Tx};
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

/// Fills a message's template, hands the message over, and notes what became of it. What can't be filled now is tried
/// again as if it could not be sent: templates can be mended.
async fn deliver(app: &Arc<App>, claimed: ClaimedMessage) -> Result<(), Refusal> {
    let prepared = match by_id(app, &claimed.instance_id, app.clock.now()).await? {
        Some(instance) => prepare(app, instance, &claimed).await,
        None => Err(Error::Internal("its instance is gone".to_owned()).into()),
    };
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(refusal) => {
            complain("a message can't be made", &refusal);
            let problem = refusal.cause().unwrap_or(refusal.code()).to_owned();
            return settle(app, claimed, Outcome::Failed(problem)).await;
        }
    };
    let Some(claimed) = begin(app, claimed, &prepared).await? else { return Ok(()) };
    let outcome = hand_over(app, &prepared, &claimed.message).await;
    if let Outcome::Failed(problem) | Outcome::Refused(problem) = &outcome {
        let kind = claimed.message.kind.as_str();
        tracing::warn!(kind, message = %claimed.message.id, problem, "a message was not sent");
    }
    settle(app, claimed, outcome).await
}

/// A message that can be sent.
struct Prepared {
    instance: Arc<Instance>,
    content: Content,
    /// Whether the server sends such messages.
    is_delivered: bool,
}

async fn prepare(
    app: &Arc<App>,
    instance: Arc<Instance>,
    claimed: &ClaimedMessage,
) -> Result<Prepared, Refusal> {
    let ClaimedMessage { instance_id, message, .. } = claimed.clone();
    let read = move |tx: &mut DatabaseTx<'_>| {
        templates::get(&mut Tx::new(tx, &instance_id), message.kind, &message.slug)
    };
    let template = app.db.read(read).await?;
    let content = if let Some(content) = messages::content(&claimed.message, &app.seal)? {
        content
    } else {
        let data = messages::open(&claimed.message, &app.seal)?;
        templates::compose(&template, &instance.record, &app.public_url, &data)?
    };
    Ok(Prepared { instance, content, is_delivered: template.is_delivered() })
}

/// Notes what a message says, and tells of it; nothing where it is not this worker's any more.
async fn begin(
    app: &Arc<App>,
    claimed: ClaimedMessage,
    prepared: &Prepared,
) -> Result<Option<ClaimedMessage>, Refusal> {
    let (now, is_delivered) = (app.clock.now(), prepared.is_delivered);
    let sealed = messages::sealed(&claimed.message.id, &prepared.content, &app.seal, &mut rng())?;
    let begun = app.db.write(move |tx| {
        let mut tx = Tx::new(tx, &claimed.instance_id);
        messages::begin(&mut tx, now, &claimed, &sealed, is_delivered)
    });
    let begun = begun.await?;
    app.work.notify_one();
    Ok(begun)
}

async fn settle(app: &Arc<App>, claimed: ClaimedMessage, outcome: Outcome) -> Result<(), Refusal> {
    let now = app.clock.now();
    let settled = app.db.write(move |tx| {
        let mut tx = Tx::new(tx, &claimed.instance_id);
        messages::settle(&mut tx, now, &claimed, &outcome)
    });
    Ok(settled.await?)
}

async fn hand_over(app: &App, prepared: &Prepared, message: &MessageRecord) -> Outcome {
    let Prepared { instance, content, is_delivered } = prepared;
    match destination(app, instance, message, *is_delivered) {
        Destination::Application => Outcome::Left,
        Destination::Mailbox => keep(app, message, content),
        Destination::Nowhere => {
            let (kind, instance) = (message.kind.as_str(), instance.id().as_str());
            let what_to_do = "a message waits: set up SMTP (--smtp-url) or the SMS gateway (--sms-url)";
            tracing::warn!(kind, instance, "{what_to_do}");
            Outcome::NoCarrier
        }
        Destination::Carrier => match app.services.post.send(message, content, &app.outbound).await {
            Ok(()) => Outcome::Delivered,
            Err(Undelivered::Later(problem)) => Outcome::Failed(problem),
            Err(Undelivered::Never(problem)) => Outcome::Refused(problem),
        },
    }
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
