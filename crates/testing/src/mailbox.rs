//! Emails and SMS that would have been sent.

use housekey_contract::Millis;
use housekey_domain::messages::content;
use housekey_store::messages::{MessageKind, MessageRecord, newest};

use crate::shared::Shared;

/// Maximum number of messages that are read.
const MOST: u32 = 500;

/// An email or SMS that would have been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whether it is an email; otherwise it is an SMS.
    pub is_email: bool,
    /// The template: `invitation`, `verification_code` …
    pub template: String,
    /// The address or number.
    pub to: String,
    /// The subject; empty for an SMS.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The HTML version; empty for an SMS.
    pub html: String,
    /// When it was created.
    pub created_at: Millis,
}

impl Message {
    /// The one-time code in it: the first number of six digits.
    pub fn code(&self) -> Option<&str> {
        let words = self.text.split(|letter: char| !letter.is_ascii_alphanumeric());
        words.into_iter().find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()))
    }

    /// The first link in it.
    pub fn link(&self) -> Option<&str> {
        let is_link = |word: &&str| word.starts_with("http://") || word.starts_with("https://");
        let link = self.text.split_whitespace().find(is_link)?;
        Some(link.trim_end_matches(['.', ',', ')']))
    }

    fn of(record: &MessageRecord, shared: &Shared) -> Self {
        let content = content(record, &shared.app.seal);
        let content =
            content.unwrap_or_else(|error| panic!("a message can't be opened: {error}")).unwrap_or_default();
        Self {
            is_email: record.kind == MessageKind::Email,
            template: record.slug.clone(),
            to: record.to.clone(),
            subject: content.subject,
            text: content.text,
            html: content.html,
            created_at: record.created_at,
        }
    }
}

/// All messages, oldest first.
pub(crate) async fn all(shared: &Shared) -> Vec<Message> {
    let records = shared.request().await.read(|tx| Ok(newest(tx, MOST)?)).await;
    let records = records.unwrap_or_else(|error| panic!("the mailbox can't be read: {error}"));
    records.iter().rev().map(|record| Message::of(record, shared)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> Message {
        Message {
            is_email: true,
            template: "verification_code".into(),
            to: "ada@example.com".into(),
            subject: String::new(),
            text: text.into(),
            html: String::new(),
            created_at: Millis(0),
        }
    }

    #[test]
    fn a_code_is_six_digits_that_stand_alone() {
        assert_eq!(message("Your code is 424242. It holds for 600 seconds.").code(), Some("424242"));
        assert_eq!(message("Order 12345678 of a424242").code(), None);
    }

    #[test]
    fn a_link_ends_before_the_sentence_does() {
        let text = "Hello,\nfollow https://app.example.com/in?ticket=a.b-c.";
        assert_eq!(message(text).link(), Some("https://app.example.com/in?ticket=a.b-c"));
        assert_eq!(message("no link").link(), None);
    }
}
