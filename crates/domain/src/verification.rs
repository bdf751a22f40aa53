//! How identifications are proved to be a user's.

use housekey_contract::object::{Verification, VerificationStatus, VerificationStrategy};

/// The proof of what the backend has vouched for.
pub(crate) fn by_admin() -> Verification {
    Verification {
        object: "verification_admin".into(),
        status: VerificationStatus::Verified,
        strategy: VerificationStrategy::Admin,
        ..Verification::default()
    }
}

/// Whether the proof was completed.
pub(crate) fn is_verified(verification: Option<&Verification>) -> bool {
    verification.is_some_and(|verification| verification.status == VerificationStatus::Verified)
}
