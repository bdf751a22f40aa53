//! Renders records as API objects.

mod domain;
mod identification;
mod instance;
mod invitation;
mod message;
mod oauth_application;
mod organization;
mod restriction;
mod role;
mod saml_connection;
mod session;
mod template;
mod user;

use housekey_contract::Millis;
use housekey_contract::object::DeletedObject;

use crate::keyring::Instance;

pub(crate) use domain::{proxy_check, redirect_url};
pub(crate) use identification::{email_address, external_account, passkey, phone_number, web3_wallet};
pub(crate) use instance::{instance, instance_restrictions, instance_settings, organization_settings};
pub(crate) use message::{message, to_json};
pub(crate) use oauth_application::oauth_access_token;
pub(crate) use role::{permission, role};
pub(crate) use session::{actor_token, jwt_template, sign_in_token};

/// The context needed to render a record.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The base URL of the server.
    pub public_url: &'a str,
    /// The instance the records belong to.
    pub instance: &'a Instance,
    /// The current time.
    pub now: Millis,
}

/// A deleted object.
pub(crate) fn deleted(object: &'static str, id: &str) -> DeletedObject {
    DeletedObject { object: object.into(), id: id.to_owned(), deleted: true, ..DeletedObject::default() }
}
