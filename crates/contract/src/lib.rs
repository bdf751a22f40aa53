//! Everything Housekey sends and receives on the wire, independent of the transport.
//!
//! Each resource is a file in [`backend`], with one row per operation and the request types beside it. Responses are
//! [`object`]s. A row generates the operation's type, its entry in [`backend::operations`] and the client's method.
//! [`codec`] maps requests to paths, queries and bodies, and back.
//!
//! Names and types follow the OpenAPI descriptions published by Clerk; the documentation is our own. Housekey is not
//! affiliated with Clerk.

#![warn(missing_docs)]

pub mod backend;
pub mod codec;
mod enums;
pub mod error;
pub mod id;
mod millis;
pub mod object;
mod operation;
mod page;
mod patch;
mod rows;
mod secret;
pub mod webhook;

pub use error::{ApiError, ApiErrors};
pub use id::*;
pub use millis::Millis;
pub use operation::{
    Accepted, Answer, Body, Bulk, Carrier, Form, Html, Meta, Method, NoContent, Operation, PathValues,
    Received, Request, Upload, Visitor,
};
pub use page::{AnyOf, Listing, Page};
pub use patch::{Patch, set};
pub use secret::Secret;

/// Free-form JSON owned by the caller: metadata, claims.
pub type Metadata = serde_json::Map<String, serde_json::Value>;
