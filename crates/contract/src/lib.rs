//! Everything Housekey says on the wire, and nothing about how it is carried.
//!
//! A resource is one file in [`backend`]: a row per operation and the request types beside it. Answers are the
//! [`object`]s. From a row come the operation as a type, its line in [`backend::operations`] and the method that
//! a client calls. [`codec`] holds the one rule that turns requests into paths, queries and bodies, and back.
//!
//! The names and types follow the OpenAPI files that Clerk publishes; the sentences are our own. Housekey is not
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

/// Free-form JSON that belongs to the caller: metadata, claims.
pub type Metadata = serde_json::Map<String, serde_json::Value>;
