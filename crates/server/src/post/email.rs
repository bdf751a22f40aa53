use std::time::Duration;

use anyhow::{Context, Result};
use housekey_domain::templates::Content;
use housekey_store::messages::MessageRecord;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::Undelivered;

/// Timeout of the SMTP server.
const TIMEOUT: Duration = Duration::from_secs(30);

/// An SMTP server.
pub(super) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// Creates a client for an SMTP URL (`smtps://USER:PASSWORD@HOST`) and a sender address.
    pub(super) fn new(url: &str, from: &str) -> Result<Self> {
        // The URL may contain a password, so the error doesn't quote it.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            anyhow::anyhow!(
                "invalid SMTP URL: expected smtps://USER:PASSWORD@HOST:PORT, or smtp://…?tls=required for STARTTLS"
            )
        })?;
        if url.starts_with("smtp://") && !url.contains("tls=required") {
            tracing::warn!(
                "emails are sent unencrypted; use smtps://, or append ?tls=required to the SMTP URL"
            );
        }
        let from = from
            .parse()
            .context("invalid mail_from: expected an address such as Acme <noreply@example.com>")?;
        Ok(Self { transport: builder.timeout(Some(TIMEOUT)).build(), from })
    }

    pub(super) async fn send(&self, record: &MessageRecord, content: &Content) -> Result<(), Undelivered> {
        let never = |error: &dyn std::fmt::Display| Undelivered::Never(error.to_string());
        let to: Address = record.to.parse().map_err(|error| never(&error))?;
        let from = Mailbox::new(self.from.name.clone(), self.local(content.from_email_name.as_deref()));
        let mut builder = Message::builder()
            .from(from)
            .to(Mailbox::new(None, to))
            .subject(content.subject.clone())
            .message_id(Some(format!("<{}@{}>", record.id, self.from.email.domain())));
        if let Some(name) = content.reply_to_email_name.as_deref() {
            builder = builder.reply_to(Mailbox::new(None, self.local(Some(name))));
        }
        let parts = MultiPart::alternative_plain_html(content.text.clone(), content.html.clone());
        let message = builder.multipart(parts).map_err(|error| never(&error))?;
        self.transport.send(message).await.map(drop).map_err(|error| refusal(&error))
    }

    /// The sender address with another local part.
    fn local(&self, name: Option<&str>) -> Address {
        let domain = self.from.email.domain();
        let address = name.and_then(|name| Address::new(name, domain).ok());
        address.unwrap_or_else(|| self.from.email.clone())
    }
}

fn refusal(error: &SmtpError) -> Undelivered {
    let mut text = error.to_string();
    if let Some(source) = std::error::Error::source(error) {
        text = format!("{text}: {source}");
    }
    if error.is_permanent() { Undelivered::Never(text) } else { Undelivered::Later(text) }
}
