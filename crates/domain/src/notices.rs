//! Emails that notify users of changes to their account.

use housekey_contract::{IdentificationId, Metadata, Millis, PasskeyId};
use housekey_store::Tx;
use housekey_store::instances::Settings;
use housekey_store::users::UserRecord;
use rand::Rng;
use serde_json::{Value, json};

use crate::error::Result;
use crate::messages::{self, NewMessage, Recipient};
use crate::seal::MasterKey;
use crate::verification::is_verified;

/// A notice to a user's primary address, prepared before the change between two transactions. Only verified addresses
/// are notified.
#[derive(Clone, Debug)]
pub struct Notice {
    message: NewMessage,
}

impl Notice {
    /// The password was changed.
    pub fn password_changed(
        user: &UserRecord,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let data = json!({ "primary_email_address": user.primary_email_address() });
        Self::write("password_changed", user, data, seal, now, rng)
    }

    /// The primary email address was changed.
    pub fn primary_email_address_changed(
        user: &UserRecord,
        new: &str,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let data = json!({ "new_email_address": new });
        Self::write("primary_email_address_changed", user, data, seal, now, rng)
    }

    /// A passkey was removed.
    pub fn passkey_removed(
        user: &UserRecord,
        passkey: &PasskeyId,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let passkey = user.passkeys.iter().find(|one| one.id == *passkey)?;
        let data = json!({ "passkey_name": passkey.name });
        Self::write("passkey_removed", user, data, seal, now, rng)
    }

    /// The account was locked after too many failed attempts.
    pub fn account_locked(
        user: &UserRecord,
        settings: &Settings,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let data = json!({
            "primary_email_address": user.primary_email_address(),
            "lockout_duration": format_duration(settings.lockout_duration),
        });
        Self::write("account_locked", user, data, seal, now, rng)
    }

    fn write(
        slug: &str,
        user: &UserRecord,
        data: Value,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let id = user.primary_email_address_id.as_ref()?;
        let address = user.email_addresses.iter().find(|address| address.id == *id)?;
        if !is_verified(address.verification.as_ref()) {
            return None;
        }
        let recipient = Recipient {
            to: address.value.clone(),
            user_id: Some(user.id.clone()),
            identification_id: Some(IdentificationId::from(id.as_str())),
        };
        let mut words = Metadata::new();
        words.insert("greeting_name".to_owned(), json!(user.first_name));
        if let Value::Object(data) = data {
            words.extend(data);
        }
        Some(Self { message: messages::email(slug, recipient, &words, seal, now, rng) })
    }

    /// Enqueues the notice in the transaction of the change.
    pub(crate) fn enqueue(&self, tx: &mut Tx<'_>) -> Result<()> {
        messages::enqueue(tx, &self.message).map(drop)
    }
}

/// Formats a duration in the largest unit that divides it.
fn format_duration(seconds: i64) -> String {
    let (count, unit) = match seconds {
        _ if seconds % 3600 == 0 => (seconds / 3600, "hour"),
        _ if seconds % 60 == 0 => (seconds / 60, "minute"),
        _ => (seconds, "second"),
    };
    if count == 1 { format!("1 {unit}") } else { format!("{count} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_spoken_in_whole_units() {
        for (seconds, text) in [(3600, "1 hour"), (7200, "2 hours"), (5400, "90 minutes"), (61, "61 seconds")]
        {
            assert_eq!(format_duration(seconds), text);
        }
    }
}
