#![cfg(feature = "webhook-events")]

use crate::enums::open_enum;

open_enum! {
    /// The type of a webhook event.
    EventType {
        /// An email is to be sent.
        EmailCreated = "email.created",
        /// An organization was created.
        OrganizationCreated = "organization.created",
        /// An organization was deleted.
        OrganizationDeleted = "organization.deleted",
        /// An organization was updated.
        OrganizationUpdated = "organization.updated",
        /// A domain was added to an organization.
        OrganizationDomainCreated = "organizationDomain.created",
        /// A domain was removed from an organization.
        OrganizationDomainDeleted = "organizationDomain.deleted",
        /// A domain of an organization was updated.
        OrganizationDomainUpdated = "organizationDomain.updated",
        /// An invitation to an organization was accepted.
        OrganizationInvitationAccepted = "organizationInvitation.accepted",
        /// An invitation to an organization was created.
        OrganizationInvitationCreated = "organizationInvitation.created",
        /// An invitation to an organization was revoked.
        OrganizationInvitationRevoked = "organizationInvitation.revoked",
        /// A user was added to an organization.
        OrganizationMembershipCreated = "organizationMembership.created",
        /// A user was removed from an organization.
        OrganizationMembershipDeleted = "organizationMembership.deleted",
        /// A membership was updated.
        OrganizationMembershipUpdated = "organizationMembership.updated",
        /// A payment was attempted.
        PaymentAttemptCreated = "paymentAttempt.created",
        /// A payment attempt succeeded or failed.
        PaymentAttemptUpdated = "paymentAttempt.updated",
        /// A permission was created.
        PermissionCreated = "permission.created",
        /// A permission was deleted.
        PermissionDeleted = "permission.deleted",
        /// A permission was updated.
        PermissionUpdated = "permission.updated",
        /// A role was created.
        RoleCreated = "role.created",
        /// A role was deleted.
        RoleDeleted = "role.deleted",
        /// A role was updated.
        RoleUpdated = "role.updated",
        /// A session was created.
        SessionCreated = "session.created",
        /// A session ended because the user signed out.
        SessionEnded = "session.ended",
        /// A session is pending until the user completes a task.
        SessionPending = "session.pending",
        /// A session was removed from its client.
        SessionRemoved = "session.removed",
        /// A session was revoked.
        SessionRevoked = "session.revoked",
        /// An SMS is to be sent.
        SmsCreated = "sms.created",
        /// A subscription became active.
        SubscriptionActive = "subscription.active",
        /// A subscription was created.
        SubscriptionCreated = "subscription.created",
        /// A subscription is past due.
        SubscriptionPastDue = "subscription.pastDue",
        /// A subscription was updated.
        SubscriptionUpdated = "subscription.updated",
        /// A subscription item was abandoned before it started.
        SubscriptionItemAbandoned = "subscriptionItem.abandoned",
        /// A subscription item became active.
        SubscriptionItemActive = "subscriptionItem.active",
        /// A subscription item was canceled.
        SubscriptionItemCanceled = "subscriptionItem.canceled",
        /// A subscription item ended.
        SubscriptionItemEnded = "subscriptionItem.ended",
        /// The free trial of a subscription item is about to end.
        SubscriptionItemFreeTrialEnding = "subscriptionItem.freeTrialEnding",
        /// A subscription item awaits its first payment.
        SubscriptionItemIncomplete = "subscriptionItem.incomplete",
        /// A subscription item is past due.
        SubscriptionItemPastDue = "subscriptionItem.pastDue",
        /// A subscription item is about to start.
        SubscriptionItemUpcoming = "subscriptionItem.upcoming",
        /// A subscription item was updated.
        SubscriptionItemUpdated = "subscriptionItem.updated",
        /// A user was created.
        UserCreated = "user.created",
        /// A user was deleted.
        UserDeleted = "user.deleted",
        /// A user was updated.
        UserUpdated = "user.updated",
        /// A waitlist entry was created.
        WaitlistEntryCreated = "waitlistEntry.created",
        /// A waitlist entry was updated.
        WaitlistEntryUpdated = "waitlistEntry.updated",
    }
}

impl EventType {
    /// Whether the event is about billing, which a Housekey server doesn't have.
    pub fn is_of_billing(&self) -> bool {
        let subject = self.as_str().split('.').next().unwrap_or_default();
        matches!(subject, "paymentAttempt" | "subscription" | "subscriptionItem")
    }
}
