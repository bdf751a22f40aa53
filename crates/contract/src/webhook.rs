#![cfg(feature = "webhook-events")]

//! Webhook payloads: the `data` of each type of event.

mod billing;
mod messages;
mod subjects;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

pub use billing::{
    BillingAmount, BillingChargeType, BillingCredit, BillingCredits, BillingInterval, BillingPayee,
    BillingPayer, BillingPayerCredit, BillingPaymentFailure, BillingPaymentMethod, BillingPaymentSource,
    BillingPlan, BillingSeats, BillingSourceStatus, BillingTier, BillingTotals, BillingUnitPrice,
    BillingUnitTotal, PaymentAttempt, PaymentAttemptStatus, Subscription, SubscriptionItem,
    SubscriptionStatus,
};
pub use messages::{Email, Sms};
pub use subjects::{InvitationToOrganization, InvitedTo, SessionWithUser};

use crate::codec;
use crate::object::{
    DeletedObject, EventType, Organization, OrganizationDomain, OrganizationMembership, Permission, Role,
    User, WaitlistEntry,
};

/// Declares the payload of each type of event.
macro_rules! event_data {
    ($($variant:ident($payload:ty),)*) => {
        /// The payload of an event, by its type.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum EventData {
            $(#[doc = concat!("[`EventType::", stringify!($variant), "`]")] $variant(Box<$payload>),)*
            /// A type that this version doesn't know, or data that doesn't match its type.
            Unknown {
                /// The event type.
                event_type: EventType,
                /// The data as received.
                data: Value,
            },
        }

        impl EventData {
            /// Decodes the data of an event, as tolerantly as responses.
            pub fn read(event_type: &EventType, data: &Value) -> Self {
                let read = match event_type {
                    $(EventType::$variant => codec::object(data.clone()).map(Self::$variant).ok(),)*
                    EventType::Other(_) => None,
                };
                read.unwrap_or_else(|| Self::Unknown { event_type: event_type.clone(), data: data.clone() })
            }

            /// The event type of this payload.
            pub fn event_type(&self) -> EventType {
                match self {
                    $(Self::$variant(_) => EventType::$variant,)*
                    Self::Unknown { event_type, .. } => event_type.clone(),
                }
            }
        }

        impl Serialize for EventData {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(data) => data.serialize(serializer),)*
                    Self::Unknown { data, .. } => data.serialize(serializer),
                }
            }
        }
    };
}

event_data! {
    EmailCreated(Email),
    OrganizationCreated(Organization),
    OrganizationDeleted(DeletedObject),
    OrganizationUpdated(Organization),
    OrganizationDomainCreated(OrganizationDomain),
    OrganizationDomainDeleted(DeletedObject),
    OrganizationDomainUpdated(OrganizationDomain),
    OrganizationInvitationAccepted(InvitationToOrganization),
    OrganizationInvitationCreated(InvitationToOrganization),
    OrganizationInvitationRevoked(InvitationToOrganization),
    OrganizationMembershipCreated(OrganizationMembership),
    OrganizationMembershipDeleted(OrganizationMembership),
    OrganizationMembershipUpdated(OrganizationMembership),
    PaymentAttemptCreated(PaymentAttempt),
    PaymentAttemptUpdated(PaymentAttempt),
    PermissionCreated(Permission),
    PermissionDeleted(DeletedObject),
    PermissionUpdated(Permission),
    RoleCreated(Role),
    RoleDeleted(DeletedObject),
    RoleUpdated(Role),
    SessionCreated(SessionWithUser),
    SessionEnded(SessionWithUser),
    SessionPending(SessionWithUser),
    SessionRemoved(SessionWithUser),
    SessionRevoked(SessionWithUser),
    SmsCreated(Sms),
    SubscriptionActive(Subscription),
    SubscriptionCreated(Subscription),
    SubscriptionPastDue(Subscription),
    SubscriptionUpdated(Subscription),
    SubscriptionItemAbandoned(SubscriptionItem),
    SubscriptionItemActive(SubscriptionItem),
    SubscriptionItemCanceled(SubscriptionItem),
    SubscriptionItemEnded(SubscriptionItem),
    SubscriptionItemFreeTrialEnding(SubscriptionItem),
    SubscriptionItemIncomplete(SubscriptionItem),
    SubscriptionItemPastDue(SubscriptionItem),
    SubscriptionItemUpcoming(SubscriptionItem),
    SubscriptionItemUpdated(SubscriptionItem),
    UserCreated(User),
    UserDeleted(DeletedObject),
    UserUpdated(User),
    WaitlistEntryCreated(WaitlistEntry),
    WaitlistEntryUpdated(WaitlistEntry),
}

/// Who triggered an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventAttributes {
    /// The request that triggered it.
    pub http_request: EventRequest,
}

/// The request that triggered an event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventRequest {
    /// IP address of the client; empty if unknown.
    pub client_ip: String,
    /// User agent of the client; empty if unknown.
    pub user_agent: String,
}
