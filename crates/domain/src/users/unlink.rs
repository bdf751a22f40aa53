use housekey_contract::{ExternalAccountId, PasskeyId, UserId, Web3WalletId};
use housekey_store::Tx;
use housekey_store::identifications::release;

use super::{get, save};
use crate::error::{Result, not_found};
use crate::identifications::must_stay_known;
use crate::notices::Notice;
use crate::verification::is_verified;

/// Deletes a user's passkey and notifies them.
pub fn delete_passkey(
    tx: &mut Tx<'_>,
    id: &UserId,
    passkey: &PasskeyId,
    notice: Option<&Notice>,
) -> Result<()> {
    let mut user = get(tx, id)?;
    let Some(index) = user.passkeys.iter().position(|one| one.id == *passkey) else {
        return Err(not_found("passkey", passkey.as_str()));
    };
    user.passkeys.remove(index);
    release(tx, passkey.as_str())?;
    if let Some(notice) = notice {
        notice.enqueue(tx)?;
    }
    save(tx, user).map(drop)
}

/// Deletes a user's wallet. If it was primary, the next verified one becomes primary.
pub fn delete_web3_wallet(tx: &mut Tx<'_>, id: &UserId, wallet: &Web3WalletId) -> Result<()> {
    let mut user = get(tx, id)?;
    let Some(index) = user.web3_wallets.iter().position(|one| one.id == *wallet) else {
        return Err(not_found("web3 wallet", wallet.as_str()));
    };
    user.web3_wallets.remove(index);
    must_stay_known(&user)?;
    if user.primary_web3_wallet_id.as_ref() == Some(wallet) {
        let next = user.web3_wallets.iter().find(|next| is_verified(next.verification.as_ref()));
        user.primary_web3_wallet_id = next.map(|next| next.id.clone());
    }
    release(tx, wallet.as_str())?;
    save(tx, user).map(drop)
}

/// Unlinks an account at an identity provider from a user.
pub fn delete_external_account(tx: &mut Tx<'_>, id: &UserId, account: &ExternalAccountId) -> Result<()> {
    let mut user = get(tx, id)?;
    let Some(index) = user.external_accounts.iter().position(|one| one.id == *account) else {
        return Err(not_found("external account", account.as_str()));
    };
    let unlinked = user.external_accounts.remove(index);
    must_stay_known(&user)?;
    for address in &mut user.email_addresses {
        address.linked_to.retain(|link| link.id != unlinked.identification_id.as_str());
    }
    release(tx, unlinked.identification_id.as_str())?;
    save(tx, user).map(drop)
}
