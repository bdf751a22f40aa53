use housekey_contract::Millis;
use housekey_store::Tx;
use housekey_store::instances::InstanceRecord;
use housekey_store::messages::MessageKind;
use housekey_store::sign_ins::{self, SentCode};
use housekey_store::strategy::Strategy;
use housekey_store::users::{self as records, EmailAddressRecord, UserRecord};
use rand::Rng;

use super::identify::user_known_by;
use super::second_factor::{number_of, proved};
use super::{
    Proof, SignInKey, SigningIn, hide_lock, of_key, pass_first_factor, pass_second_factor, save, wrong,
};
use crate::codes::{self, CodeRecipient, Guess, MAX_SENT, NewCode};
use crate::error::{Code, Result, refused};
use crate::messages;
use crate::seal::MasterKey;
use crate::{identifiers, users, verification};

/// The recipient of a code for this identifier, if any.
pub fn code_recipient(tx: &mut Tx<'_>, identifier: &str) -> Result<Option<CodeRecipient>> {
    let Some(user_id) = user_known_by(tx, identifier)? else { return Ok(None) };
    let user = users::get(tx, &user_id)?;
    if user.banned || users::is_locked(&user, tx.now()) {
        return Ok(None);
    }
    let typed = identifiers::email_address(identifier).ok();
    let verified = |address: &&EmailAddressRecord| verification::is_verified(address.verification.as_ref());
    let mut addresses = user.email_addresses.iter().filter(verified);
    let address = match typed {
        Some(typed) => addresses.find(|address| address.value == typed),
        None => addresses.find(|address| Some(&address.id) == user.primary_email_address_id.as_ref()),
    };
    Ok(address.map(|address| CodeRecipient {
        kind: MessageKind::Email,
        to: address.value.clone(),
        user_id: Some(user_id),
        identification_id: Some(address.id.as_str().into()),
    }))
}

/// The recipient of an SMS code: the user who passed the first factor, if a phone number is their second factor.
pub fn sms_recipient(tx: &mut Tx<'_>, key: &SignInKey) -> Result<CodeRecipient> {
    let user_id = proved(tx, key)?;
    let user = users::get(tx, &user_id)?;
    let number = number_of(&user).ok_or_else(|| {
        let long = "The user has no phone number as a second factor.";
        refused(Code::StrategyForUserInvalid, "no second factor by SMS", long)
    })?;
    Ok(CodeRecipient {
        kind: MessageKind::Sms,
        to: number.value.clone(),
        user_id: Some(user.id.clone()),
        identification_id: Some(number.id.as_str().into()),
    })
}

/// A new code for a sign-in.
#[derive(Clone, Debug)]
pub struct NewSignInCode {
    sent: SentCode,
    new: NewCode,
}

impl NewSignInCode {
    /// Generates a code and, if there is a recipient, the message that delivers it. Call it outside a transaction.
    pub fn generate(
        recipient: Option<CodeRecipient>,
        identifier: &str,
        key: &SignInKey,
        instance: &InstanceRecord,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Self {
        let user_id = recipient.as_ref().and_then(|recipient| recipient.user_id.clone());
        let is_second_factor = recipient.as_ref().is_some_and(|recipient| recipient.kind == MessageKind::Sms);
        let new = NewCode::generate(recipient, &context(key), instance, seal, now, rng);
        let identifier = identifier.to_owned();
        Self { sent: SentCode { user_id, identifier, is_second_factor, code: new.code.clone() }, new }
    }
}

/// Encryption context of a code.
fn context(key: &SignInKey) -> String {
    format!("sign_in_code:{}", key.id)
}

/// Sends a code, replacing the previous one.
pub fn note_code(tx: &mut Tx<'_>, key: &SignInKey, new: &NewSignInCode) -> Result<()> {
    let mut sign_in = of_key(tx, key)?;
    codes::may_send(sign_in.code.as_ref().map(|sent| &sent.code), sign_in.codes_sent, tx.now())?;
    let is_flooded = match &new.sent.user_id {
        Some(user) => sign_ins::with_code_of(tx, user)? >= u64::from(MAX_SENT),
        None => false,
    };
    if let Some(message) = new.new.message.as_ref().filter(|_| !is_flooded) {
        messages::enqueue(tx, message)?;
    }
    sign_in.codes_sent += 1;
    if !new.sent.is_second_factor {
        sign_in.proved = None;
    }
    sign_in.code = Some(new.sent.clone());
    save(tx, &sign_in)
}

/// The user that the latest code was sent to, if any.
pub fn code_owner(tx: &mut Tx<'_>, key: &SignInKey) -> Result<Option<UserRecord>> {
    let owner = of_key(tx, key)?.code.and_then(|code| code.user_id);
    Ok(owner.map(|owner| records::find(tx, &owner)).transpose()?.flatten())
}

/// Checks a code. A correct one can be used for one sign-in.
pub fn settle_code(tx: &mut Tx<'_>, signing_in: &SigningIn, seal: &MasterKey, typed: &str) -> Result<Proof> {
    let SigningIn { key, settings, lock_notice, .. } = signing_in;
    let mut sign_in = of_key(tx, key)?;
    let Some(mut sent) = sign_in.code.take() else { return wrong(tx, sign_in) };
    let guess = codes::guess(&mut sent.code, &context(key), seal, tx.now(), typed)?;
    if matches!(guess, Guess::Expired | Guess::UsedUp) {
        sign_in.code = Some(sent);
        return wrong(tx, sign_in);
    }
    let right = guess == Guess::Right;
    let proved = match &sent.user_id {
        Some(user) => {
            let notice = lock_notice.as_ref();
            hide_lock(users::settle_proof(tx, settings, user, right, notice))?.is_some() && right
        }
        None => false,
    };
    match sent.user_id.clone().filter(|_| proved) {
        Some(user_id) if sent.is_second_factor => pass_second_factor(tx, signing_in, sign_in, &user_id),
        Some(user_id) => pass_first_factor(tx, signing_in, sign_in, user_id, Strategy::EmailCode),
        None => {
            sign_in.code = Some(sent);
            wrong(tx, sign_in)
        }
    }
}
