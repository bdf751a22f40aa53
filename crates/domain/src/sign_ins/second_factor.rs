use housekey_contract::{Millis, UserId};
use housekey_store::Tx;
use housekey_store::sign_ins::SignInRecord;
use housekey_store::users::{PhoneNumberRecord, UserRecord};

use super::{Proof, SignInKey, SigningIn, hide_lock, of_key, pass_second_factor, wrong};
use crate::error::{Code, Result, refused};
use crate::seal::MasterKey;
use crate::users::{self, CheckedCode, TotpCheck};
use crate::verification;

/// The second factors available to the user of a sign-in.
#[derive(Clone, Debug, Default)]
pub struct SecondFactors {
    /// An authenticator app or backup codes.
    pub by_app: bool,
    /// SMS to the number ending in these digits.
    pub by_sms: Option<String>,
}

/// An attempt with a TOTP or backup code. Verifying it is slow and happens between two transactions.
pub struct SecondFactorAttempt {
    user_id: UserId,
    check: TotpCheck,
}

/// A verified attempt. It counts only for its user.
#[derive(Clone)]
pub struct CheckedSecondFactor {
    user_id: UserId,
    checked: CheckedCode,
}

impl SecondFactorAttempt {
    /// The user it may belong to.
    pub fn user(&self) -> &UserRecord {
        self.check.user()
    }

    /// Verifies the code. Slow for backup codes: call it outside a transaction.
    pub fn run(self, code: &str, seal: &MasterKey, now: Millis) -> Result<CheckedSecondFactor> {
        Ok(CheckedSecondFactor { user_id: self.user_id, checked: self.check.run(code, seal, now)? })
    }
}

/// The second factors available to the user of a sign-in who passed the first factor.
pub fn second_factors(tx: &mut Tx<'_>, sign_in: &SignInRecord) -> Result<SecondFactors> {
    let Some(proved) = &sign_in.proved else { return Ok(SecondFactors::default()) };
    let user = users::get(tx, &proved.user_id)?;
    let by_sms = number_of(&user).map(|number| number.value.chars().skip(number.value.len() - 2).collect());
    Ok(SecondFactors { by_app: user.totp_enabled || user.backup_code_enabled, by_sms })
}

/// Prepares the verification of a second-factor code.
pub fn second_factor_attempt(tx: &mut Tx<'_>, key: &SignInKey) -> Result<SecondFactorAttempt> {
    let user_id = proved(tx, key)?;
    let check = users::code_to_check(tx, &user_id)?;
    Ok(SecondFactorAttempt { user_id, check })
}

/// Records a verified code.
pub fn settle_second_factor(
    tx: &mut Tx<'_>,
    signing_in: &SigningIn,
    CheckedSecondFactor { user_id, checked }: &CheckedSecondFactor,
) -> Result<Proof> {
    let SigningIn { key, settings, lock_notice, .. } = signing_in;
    let sign_in = of_key(tx, key)?;
    // In the meantime another user may have passed the first factor in this sign-in; leave that untouched.
    if sign_in.proved.as_ref().is_none_or(|proved| proved.user_id != *user_id) {
        return wrong(tx, sign_in);
    }
    let kind = hide_lock(users::settle_code(tx, settings, user_id, checked, lock_notice.as_ref()))?.flatten();
    if kind.is_some() { pass_second_factor(tx, signing_in, sign_in, user_id) } else { wrong(tx, sign_in) }
}

/// The user who passed the first factor in a sign-in.
pub(super) fn proved(tx: &mut Tx<'_>, key: &SignInKey) -> Result<UserId> {
    let proved = of_key(tx, key)?.proved;
    proved.map(|proved| proved.user_id).ok_or_else(|| {
        refused(Code::FormParamMissing, "sign in first", "Enter your password or a code first.")
    })
}

/// The number that receives second-factor codes.
pub(super) fn number_of(user: &UserRecord) -> Option<&PhoneNumberRecord> {
    let usable = |number: &&PhoneNumberRecord| {
        number.reserved_for_second_factor && verification::is_verified(number.verification.as_ref())
    };
    let mut numbers = user.phone_numbers.iter().filter(usable);
    let first = numbers.clone().next();
    numbers.find(|number| number.default_second_factor).or(first)
}
