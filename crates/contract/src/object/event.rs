#![cfg(feature = "webhooks")]

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
