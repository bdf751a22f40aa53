#![cfg(any(feature = "users", feature = "webhook-events"))]

use serde::{Deserialize, Serialize};

use super::{Kind, Verification};
use crate::{Millis, Web3WalletId};

/// A web3 wallet of a user.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Web3Wallet {
    /// The wallet's id.
    pub id: Web3WalletId,
    /// Always `web3_wallet`.
    pub object: Kind,
    /// The wallet address.
    pub web3_wallet: String,
    /// Verification of the wallet; null before the first attempt.
    pub verification: Option<Verification>,
    /// When the wallet was added.
    pub created_at: Millis,
    /// When the wallet was last updated.
    pub updated_at: Millis,
}
