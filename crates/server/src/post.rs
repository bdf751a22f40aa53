//! Sending emails and SMS: through an SMTP server or an HTTP gateway, if configured.

mod email;
mod sms;

use std::fmt;

use anyhow::Result;
use housekey_domain::templates::Content;
use housekey_store::messages::{MessageKind, MessageRecord};

use crate::config::Config;
use crate::outbound::Outbound;

use self::email::Smtp;
use self::sms::Gateway;

/// The configured carriers.
#[derive(Default)]
pub struct Post {
    smtp: Option<Smtp>,
    sms: Option<Gateway>,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").finish_non_exhaustive()
    }
}

/// Why a message wasn't sent. The text contains no secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Undelivered {
    /// A temporary failure.
    Later(String),
    /// A permanent failure.
    Never(String),
}

impl Post {
    /// Creates the carriers named in the configuration.
    pub fn of(config: &Config) -> Result<Self> {
        let smtp = config.smtp_url.as_deref().map(|url| Smtp::new(url, &config.mail_from)).transpose()?;
        let sms = config.sms_url.as_deref();
        let sms = sms.map(|url| Gateway::new(url, &config.sms_headers, &config.sms_body)).transpose()?;
        Ok(Self { smtp, sms })
    }

    /// Whether a carrier for this kind of message is configured.
    pub(crate) fn carries(&self, kind: MessageKind) -> bool {
        match kind {
            MessageKind::Email => self.smtp.is_some(),
            MessageKind::Sms => self.sms.is_some(),
        }
    }

    /// Sends a message.
    pub(crate) async fn send(
        &self,
        message: &MessageRecord,
        content: &Content,
        outbound: &Outbound,
    ) -> Result<(), Undelivered> {
        match (message.kind, &self.smtp, &self.sms) {
            (MessageKind::Email, Some(smtp), _) => smtp.send(message, content).await,
            (MessageKind::Sms, _, Some(gateway)) => gateway.send(&message.to, &content.text, outbound).await,
            _ => Err(Undelivered::Later("no mail server or SMS gateway is configured".to_owned())),
        }
    }
}
