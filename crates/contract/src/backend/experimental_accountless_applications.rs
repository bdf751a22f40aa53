//! Applications that nobody owns yet.

#![cfg(feature = "instance")]

use crate::object::AccountlessApplication;
use crate::rows::operations;

operations! {
    /// Applications that nobody owns yet, each with an instance of its own.
    ExperimentalAccountlessApplications {
        /// Creates an application with a development instance. It needs no secret key, and is deleted after a while
        /// unless somebody claims it.
        create(): Post "/accountless_applications" -> AccountlessApplication;
        /// Claims the application that the secret key is of, so that it stays.
        complete(): Post "/accountless_applications/complete" -> AccountlessApplication;
    }
}
