use std::sync::Arc;

use housekey_domain::error::Error;
use housekey_domain::messages::{self, Outcome};
use housekey_domain::templates::{self, Content};
use housekey_domain::test_addresses::is_test_address;
use housekey_store::instances::Environment;
use housekey_store::messages::{ClaimedMessage, MessageRecord, any_due};
use housekey_store::{DatabaseTx, Tx};
use tokio::task::JoinSet;

use super::log_error;
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::keyring::Instance;
use crate::post::Undelivered;
use crate::rng::rng;

/// Maximum number of messages sent concurrently.
const MAX_CONCURRENT: usize = 16;

/// Messages being sent.
#[derive(Default)]
pub(super) struct Mail {
    running: JoinSet<()>,
}

impl Mail {
    /// Claims as many messages as there is room for and sends them.
    pub(super) async fn begin(&mut self, app: &Arc<App>) {
        while self.running.len() < MAX_CONCURRENT {
            match claim(app, MAX_CONCURRENT - self.running.len()).await {
                Ok(claimed) if claimed.is_empty() => return,
                Ok(claimed) => claimed.into_iter().for_each(|claimed| self.send(app, claimed)),
                Err(refusal) => return log_error("failed to claim messages", &refusal),
            }
        }
    }

    fn send(&mut self, app: &Arc<App>, claimed: ClaimedMessage) {
        let app = Arc::clone(app);
        self.running.spawn(async move {
            if let Err(refusal) = deliver(&app, claimed).await {
                log_error("failed to send a message", &refusal);
            }
        });
    }

    /// Waits for one to finish; forever if there are none.
    pub(super) async fn join_one(&mut self) {
        if self.running.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// Waits for all to finish.
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

/// Renders a message, sends it and records the outcome. A rendering error is retried like a failed delivery, because
/// templates can be fixed.
async fn deliver(app: &Arc<App>, claimed: ClaimedMessage) -> Result<(), Refusal> {
    let prepared = match app.keyring.by_id(&claimed.instance_id, app.clock.now()).await? {
        Some(instance) => prepare(app, instance, &claimed).await,
        None => Err(Error::Internal("the instance was deleted".to_owned()).into()),
    };
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(refusal) => {
            log_error("failed to render a message", &refusal);
            let problem = refusal.cause().unwrap_or(refusal.code()).to_owned();
            return settle(app, claimed, Outcome::Failed(problem)).await;
        }
    };
    let Some(claimed) = begin(app, claimed, &prepared).await? else { return Ok(()) };
    let outcome = hand_over(app, &prepared, &claimed.message).await;
    if let Outcome::Failed(problem) | Outcome::Refused(problem) = &outcome {
        let kind = claimed.message.kind.as_str();
        tracing::warn!(kind, message = %claimed.message.id, problem, "message not sent");
    }
    settle(app, claimed, outcome).await
}

/// A message ready to be sent.
struct Prepared {
    instance: Arc<Instance>,
    content: Content,
    /// Whether the server sends this kind of message.
    is_delivered: bool,
}

async fn prepare(
    app: &Arc<App>,
    instance: Arc<Instance>,
    claimed: &ClaimedMessage,
) -> Result<Prepared, Refusal> {
    let ClaimedMessage { instance_id, message, .. } = claimed.clone();
    let moment = app.moment();
    let read = move |tx: &mut DatabaseTx<'_>| {
        templates::get(&mut Tx::new(tx, &instance_id, moment), message.kind, &message.slug)
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

/// Stores the rendered message and emits its event. Returns nothing if the lease was lost.
async fn begin(
    app: &Arc<App>,
    claimed: ClaimedMessage,
    prepared: &Prepared,
) -> Result<Option<ClaimedMessage>, Refusal> {
    let (moment, is_delivered) = (app.moment(), prepared.is_delivered);
    let sealed = messages::sealed(&claimed.message.id, &prepared.content, &app.seal, &mut rng())?;
    let begun = app.db.write(move |tx| {
        let mut tx = Tx::new(tx, &claimed.instance_id, moment);
        messages::begin(&mut tx, &claimed, &sealed, is_delivered)
    });
    let begun = begun.await?;
    app.work.notify_one();
    Ok(begun)
}

async fn settle(app: &Arc<App>, claimed: ClaimedMessage, outcome: Outcome) -> Result<(), Refusal> {
    let moment = app.moment();
    let settled = app.db.write(move |tx| {
        let mut tx = Tx::new(tx, &claimed.instance_id, moment);
        messages::settle(&mut tx, &claimed, &outcome)
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
            let what_to_do =
                "message waiting: configure a mail server (--smtp-url) or an SMS gateway (--sms-url)";
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
    /// It stays in the mailbox.
    Mailbox,
    /// It is sent by SMTP or the SMS gateway.
    Carrier,
    /// It waits until a mail server or gateway is configured.
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

/// Keeps a message in the mailbox and logs it, where developers look first.
fn keep(app: &App, message: &MessageRecord, content: &Content) -> Outcome {
    let what = if content.subject.is_empty() { &content.text } else { &content.subject };
    tracing::info!(to = message.to, "message kept in the mailbox: {what} ({}/dev/mailbox)", app.public_url);
    Outcome::Kept
}
