//! E-mails that tell users what was done to their account.

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

/// A notice to the address that stands for a user, written before the change that it tells of, between two transactions.
/// Nobody is written to who has not shown that the address is theirs.
#[derive(Clone, Debug)]
pub struct Notice {
    message: NewMessage,
}

impl Notice {
    /// That another password holds from now on.
    pub fn password_changed(
        user: &UserRecord,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let data = json!({ "primary_email_address": user.primary_email_address() });
        Self::write("password_changed", user, data, seal, now, rng)
    }

    /// That another address stands for the user from now on.
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

    /// That a passkey is gone.
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

    /// That nobody can sign in for a while, after too many wrong attempts.
    pub fn account_locked(
        user: &UserRecord,
        settings: &Settings,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Option<Self> {
        let data = json!({
            "primary_email_address": user.primary_email_address(),
            "lockout_duration": spoken(settings.lockout_duration),
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

    /// Lets it go out, together with the change that it tells of.
    pub(crate) fn enqueue(&self, tx: &mut Tx<'_>) -> Result<()> {
        messages::enqueue(tx, &self.message).map(drop)
    }
}

/// How long that is, in the greatest unit that it is a whole number of.
fn spoken(seconds: i64) -> String {
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
            assert_eq!(spoken(seconds), text);
        }
    }
}
