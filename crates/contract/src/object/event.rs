#![cfg(feature = "webhook-events")]

use crate::enums::open_enum;

open_enum! {
    /// What a webhook tells of.
    EventType {
        /// An e-mail is to be sent.
        EmailCreated = "email.created",
        /// An organization was created.
        OrganizationCreated = "organization.created",
        /// An organization was deleted.
        OrganizationDeleted = "organization.deleted",
        /// An organization changed.
        OrganizationUpdated = "organization.updated",
        /// A domain was added to an organization.
        OrganizationDomainCreated = "organizationDomain.created",
        /// A domain was taken from an organization.
        OrganizationDomainDeleted = "organizationDomain.deleted",
        /// A domain of an organization changed.
        OrganizationDomainUpdated = "organizationDomain.updated",
        /// An invitation to an organization was accepted.
        OrganizationInvitationAccepted = "organizationInvitation.accepted",
        /// Somebody was invited to an organization.
        OrganizationInvitationCreated = "organizationInvitation.created",
        /// An invitation to an organization was revoked.
        OrganizationInvitationRevoked = "organizationInvitation.revoked",
        /// A user became a member of an organization.
        OrganizationMembershipCreated = "organizationMembership.created",
        /// A user is no member of an organization any more.
        OrganizationMembershipDeleted = "organizationMembership.deleted",
        /// A membership changed.
        OrganizationMembershipUpdated = "organizationMembership.updated",
        /// An attempt was made to have a bill paid.
        PaymentAttemptCreated = "paymentAttempt.created",
        /// Such an attempt succeeded or failed.
        PaymentAttemptUpdated = "paymentAttempt.updated",
        /// A permission was created.
        PermissionCreated = "permission.created",
        /// A permission was deleted.
        PermissionDeleted = "permission.deleted",
        /// A permission changed.
        PermissionUpdated = "permission.updated",
        /// A role was created.
        RoleCreated = "role.created",
        /// A role was deleted.
        RoleDeleted = "role.deleted",
        /// A role changed.
        RoleUpdated = "role.updated",
        /// A session began.
        SessionCreated = "session.created",
        /// A session ended because its user signed out.
        SessionEnded = "session.ended",
        /// A session waits for its user to do something.
        SessionPending = "session.pending",
        /// A session was removed from its client.
        SessionRemoved = "session.removed",
        /// A session was ended by somebody else.
        SessionRevoked = "session.revoked",
        /// An SMS is to be sent.
        SmsCreated = "sms.created",
        /// A subscription is active.
        SubscriptionActive = "subscription.active",
        /// Somebody subscribed.
        SubscriptionCreated = "subscription.created",
        /// A payment for a subscription is late.
        SubscriptionPastDue = "subscription.pastDue",
        /// A subscription changed.
        SubscriptionUpdated = "subscription.updated",
        /// A plan was given up before it began.
        SubscriptionItemAbandoned = "subscriptionItem.abandoned",
        /// A plan is active.
        SubscriptionItemActive = "subscriptionItem.active",
        /// A plan was canceled.
        SubscriptionItemCanceled = "subscriptionItem.canceled",
        /// A plan is over.
        SubscriptionItemEnded = "subscriptionItem.ended",
        /// The free time of a plan is soon over.
        SubscriptionItemFreeTrialEnding = "subscriptionItem.freeTrialEnding",
        /// A plan waits for its first payment.
        SubscriptionItemIncomplete = "subscriptionItem.incomplete",
        /// A payment for a plan is late.
        SubscriptionItemPastDue = "subscriptionItem.pastDue",
        /// A plan begins soon.
        SubscriptionItemUpcoming = "subscriptionItem.upcoming",
        /// A plan changed.
        SubscriptionItemUpdated = "subscriptionItem.updated",
        /// A user was created.
        UserCreated = "user.created",
        /// A user was deleted.
        UserDeleted = "user.deleted",
        /// A user changed.
        UserUpdated = "user.updated",
        /// Somebody was put on the waitlist.
        WaitlistEntryCreated = "waitlistEntry.created",
        /// An entry of the waitlist changed.
        WaitlistEntryUpdated = "waitlistEntry.updated",
    }
}

impl EventType {
    /// Whether it is about payments and subscriptions, which a Housekey server does not have.
    pub fn is_of_billing(&self) -> bool {
        let subject = self.as_str().split('.').next().unwrap_or_default();
        matches!(subject, "paymentAttempt" | "subscription" | "subscriptionItem")
    }
}
