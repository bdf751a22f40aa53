//! People on the way to becoming users.

#![cfg(feature = "invitations")]

use serde::{Deserialize, Serialize};

use crate::object::SignUp;
use crate::rows::operations;
use crate::{Patch, SignUpId};

operations! {
    /// People on the way to becoming users.
    SignUps {
        /// Gets a sign-up.
        get(id: SignUpId): Get "/sign_ups/{id}" -> SignUp;
        /// Changes the given fields of a sign-up and leaves the others alone.
        update(id: SignUpId): Patch "/sign_ups/{id}", UpdateSignUp -> SignUp;
    }
}

/// Changes of a sign-up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct UpdateSignUp {
    /// Becomes the user's external id.
    pub external_id: Patch<String>,
    /// Whether the application does something of its own with it.
    pub custom_action: Patch<bool>,
}
