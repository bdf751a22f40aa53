//! Verification of identifications.

use housekey_contract::object::{Verification, VerificationStatus, VerificationStrategy};

/// Verification by the backend.
pub(crate) fn by_admin() -> Verification {
    Verification {
        object: "verification_admin".into(),
        status: VerificationStatus::Verified,
        strategy: VerificationStrategy::Admin,
        ..Verification::default()
    }
}

/// Whether the verification is complete.
pub(crate) fn is_verified(verification: Option<&Verification>) -> bool {
    verification.is_some_and(|verification| verification.status == VerificationStatus::Verified)
}
