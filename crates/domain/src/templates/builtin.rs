//! The built-in email and SMS templates, under the slugs that Clerk uses.

use housekey_store::messages::MessageKind::{self, Email, Sms};

/// A built-in template.
#[derive(Clone, Copy, Debug)]
pub(super) struct Builtin {
    pub(super) kind: MessageKind,
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    /// The subject of an email; empty for SMS.
    pub(super) subject: &'static str,
    /// The body of an email without the shared header and footer, or the whole text of an SMS.
    pub(super) content: &'static str,
    /// Variables that the body must contain.
    pub(super) required: &'static [&'static str],
    /// Further variables that are available, besides those common to all templates of this kind.
    pub(super) available: &'static [&'static str],
    /// Whether this is an informational message that the application may turn off.
    pub(super) is_notification: bool,
}

/// The shared header and footer of emails.
const HEAD: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\
    <body style=\"margin:0;padding:24px;background:#f6f6f6;font-family:Arial,Helvetica,sans-serif;color:#222\">\
    <div style=\"max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:8px;line-height:1.5\">\
    <p style=\"font-weight:bold\">{{> app_logo}}</p>";
const FOOT: &str = "<p style=\"color:#666;font-size:13px\">{{#if requested_from}}Requested from {{requested_from}}\
    {{#if requested_at}} on {{requested_at}}{{/if}}. {{/if}}Sent by {{app.name}}.\
    {{#if app.support_email}} Questions? Contact {{app.support_email}}.{{/if}}</p></div></body></html>";

/// Variables available in every template.
const COMMON: [&str; 4] = ["app.name", "app.url", "app.domain_name", "app.support_email"];
/// Variables available in every email template.
const OF_EMAILS: [&str; 2] = ["requested_from", "requested_at"];

impl Builtin {
    /// The body, with placeholders.
    pub(super) fn body(&self) -> String {
        match self.kind {
            Email => [HEAD, self.content, FOOT].concat(),
            Sms => self.content.to_owned(),
        }
    }

    /// All variables that the body may contain.
    pub(super) fn variables(&self) -> Vec<String> {
        let of_kind: &[&str] = if self.kind == Email { &OF_EMAILS } else { &[] };
        let all = COMMON.iter().chain(of_kind).chain(self.required).chain(self.available);
        all.map(|name| (*name).to_owned()).collect()
    }
}

const fn email(
    slug: &'static str,
    name: &'static str,
    subject: &'static str,
    content: &'static str,
) -> Builtin {
    Builtin {
        kind: Email,
        slug,
        name,
        subject,
        content,
        required: &[],
        available: &[],
        is_notification: false,
    }
}

const fn sms(slug: &'static str, name: &'static str, content: &'static str) -> Builtin {
    Builtin { kind: Sms, ..email(slug, name, "", content) }
}

impl Builtin {
    const fn with(self, required: &'static [&'static str], available: &'static [&'static str]) -> Self {
        Self { required, available, ..self }
    }

    const fn notification(self) -> Self {
        Self { is_notification: true, ..self }
    }
}

/// All built-in templates, in listing order.
pub(super) const BUILTINS: &[Builtin] = &[
    email(
        "verification_code",
        "Verification code",
        "{{otp_code}} is your {{app.name}} verification code",
        "<h1 style=\"font-size:20px\">Your verification code</h1><p>Enter this code to continue. It expires in 10 minutes.</p>\
         <p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{{otp_code}}</p>\
         <p>If you didn't request this code, you can safely ignore this email.</p>",
    )
    .with(&["otp_code"], &[]),
    email(
        "reset_password_code",
        "Reset password code",
        "{{otp_code}} is your {{app.name}} password reset code",
        "<h1 style=\"font-size:20px\">Reset your password</h1><p>Enter this code to choose a new password. It expires in 10 minutes.</p>\
         <p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{{otp_code}}</p>\
         <p>If you didn't request a password reset, ignore this email. Your password won't change.</p>",
    )
    .with(&["otp_code"], &[]),
    email(
        "magic_link_sign_in",
        "Sign-in link",
        "Sign in to {{app.name}}",
        "<h1 style=\"font-size:20px\">Sign in to {{app.name}}</h1><p><a href=\"{{magic_link}}\">Sign in</a></p>\
         <p>This link can be used once{{#if ttl_minutes}} and expires in {{ttl_minutes}} minutes{{/if}}.</p>",
    )
    .with(&["magic_link"], &["ttl_minutes"]),
    email(
        "magic_link_sign_up",
        "Sign-up link",
        "Finish signing up for {{app.name}}",
        "<h1 style=\"font-size:20px\">Welcome to {{app.name}}</h1><p><a href=\"{{magic_link}}\">Verify email address</a></p>\
         <p>This link can be used once{{#if ttl_minutes}} and expires in {{ttl_minutes}} minutes{{/if}}.</p>",
    )
    .with(&["magic_link"], &["ttl_minutes"]),
    email(
        "magic_link_user_profile",
        "Verification link",
        "Verify your email address for {{app.name}}",
        "<h1 style=\"font-size:20px\">Verify your email address</h1><p><a href=\"{{magic_link}}\">Verify email address</a></p>\
         <p>This link can be used once{{#if ttl_minutes}} and expires in {{ttl_minutes}} minutes{{/if}}.</p>",
    )
    .with(&["magic_link"], &["ttl_minutes"]),
    email(
        "invitation",
        "Invitation",
        "You're invited to {{app.name}}",
        "<h1 style=\"font-size:20px\">You're invited</h1><p>{{#if inviter_name}}{{inviter_name}} has invited you{{else}}You have been invited{{/if}} \
         to join {{app.name}}.</p><p><a href=\"{{action_url}}\">Accept invitation</a></p>\
         {{#if invitation.expires_in_days}}<p>This invitation expires in {{invitation.expires_in_days}} days.</p>{{/if}}",
    )
    .with(&["action_url"], &["inviter_name", "invitation.expires_in_days", "invitation.public_metadata"]),
    email(
        "organization_invitation",
        "Organization invitation",
        "{{#if inviter_name}}{{inviter_name}} invited you{{else}}You're invited{{/if}} to join {{org.name}}",
        "<h1 style=\"font-size:20px\">Join {{org.name}}</h1><p>{{#if inviter_name}}{{inviter_name}} has invited you{{else}}You have been invited{{/if}} \
         to join {{org.name}} on {{app.name}}.</p><p><a href=\"{{action_url}}\">Accept invitation</a></p>\
         {{#if invitation.expires_in_days}}<p>This invitation expires in {{invitation.expires_in_days}} days.</p>{{/if}}",
    )
    .with(
        &["action_url", "org.name"],
        &["org.id", "inviter_name", "invitation.expires_in_days", "invitation.public_metadata"],
    ),
    email(
        "organization_invitation_accepted",
        "Organization invitation accepted",
        "{{#if user.name}}{{user.name}}{{else}}Someone{{/if}} joined {{org.name}}",
        "<h1 style=\"font-size:20px\">New member</h1><p>{{#if user.name}}{{user.name}}{{else}}Someone you invited{{/if}} \
         has joined {{org.name}}.</p>",
    )
    .with(&["org.name"], &["org.id", "user.name"])
    .notification(),
    email(
        "organization_membership_requested",
        "Organization membership requested",
        "{{#if user.name}}{{user.name}}{{else}}Someone{{/if}} wants to join {{org.name}}",
        "<h1 style=\"font-size:20px\">Membership request</h1><p>{{#if user.name}}{{user.name}}{{else}}Someone{{/if}} \
         has asked to join {{org.name}}.</p>",
    )
    .with(&["org.name"], &["org.id", "user.name", "action_url"])
    .notification(),
    email(
        "affiliation_code",
        "Organization domain code",
        "{{otp_code}} is your {{app.name}} domain verification code",
        "<h1 style=\"font-size:20px\">Verify your domain</h1><p>Enter this code to verify that you control this domain.</p>\
         <p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{{otp_code}}</p>",
    )
    .with(&["otp_code"], &["org.name"]),
    email(
        "waitlist_confirmation",
        "Waitlist confirmation",
        "You're on the {{app.name}} waitlist",
        "<h1 style=\"font-size:20px\">You're on the waitlist</h1><p>Thank you for your interest in {{app.name}}. \
         We'll email you as soon as a spot opens up.</p>",
    )
    .notification(),
    email(
        "waitlist_invitation",
        "Waitlist invitation",
        "Your {{app.name}} spot is ready",
        "<h1 style=\"font-size:20px\">You're off the waitlist</h1><p>You can now sign up for {{app.name}}.</p>\
         <p><a href=\"{{action_url}}\">Sign up</a></p>\
         {{#if invitation.expires_in_days}}<p>This invitation expires in {{invitation.expires_in_days}} days.</p>{{/if}}",
    )
    .with(&["action_url"], &["invitation.expires_in_days", "invitation.public_metadata"]),
    email(
        "password_changed",
        "Password changed",
        "Your {{app.name}} password was changed",
        "<h1 style=\"font-size:20px\">Your password was changed</h1><p>The password of {{#if primary_email_address}}\
         {{primary_email_address}}{{else}}your account{{/if}} was changed. If this wasn't you, contact us right away.</p>",
    )
    .with(&[], &["primary_email_address", "greeting_name"])
    .notification(),
    email(
        "password_removed",
        "Password removed",
        "Your {{app.name}} password was removed",
        "<h1 style=\"font-size:20px\">Your password was removed</h1><p>The password of {{#if primary_email_address}}\
         {{primary_email_address}}{{else}}your account{{/if}} was removed. If this wasn't you, contact us right away.</p>",
    )
    .with(&[], &["primary_email_address", "greeting_name"])
    .notification(),
    email(
        "primary_email_address_changed",
        "Primary email address changed",
        "Your {{app.name}} email address was changed",
        "<h1 style=\"font-size:20px\">Your email address was changed</h1><p>{{#if new_email_address}}Your primary email address is now \
         {{new_email_address}}. {{/if}}If this wasn't you, contact us right away.</p>",
    )
    .with(&[], &["new_email_address", "greeting_name"])
    .notification(),
    email(
        "new_device_sign_in",
        "Sign-in from a new device",
        "New sign-in to your {{app.name}} account",
        "<h1 style=\"font-size:20px\">New sign-in</h1><p>Your account was signed in to from a new device{{#if device_type}} ({{device_type}}){{/if}}{{#if ip_address}} from {{ip_address}}{{/if}}{{#if session_created_at}} on \
         {{session_created_at}}{{/if}}. If this wasn't you, {{#if revoke_session_url}}<a href=\"{{revoke_session_url}}\">\
         sign that device out</a> and {{/if}}change your password.</p>",
    )
    .with(&[], &["device_type", "ip_address", "session_created_at", "revoke_session_url", "greeting_name"])
    .notification(),
    email(
        "account_locked",
        "Account locked",
        "Your {{app.name}} account is locked",
        "<h1 style=\"font-size:20px\">Your account is locked</h1><p>We locked your account after too many failed sign-in attempts.\
         {{#if lockout_duration}} You can try again in {{lockout_duration}}.{{/if}}</p>",
    )
    .with(&[], &["lockout_duration", "primary_email_address"])
    .notification(),
    email(
        "passkey_added",
        "Passkey added",
        "A passkey was added to your {{app.name}} account",
        "<h1 style=\"font-size:20px\">Passkey added</h1><p>The passkey {{passkey_name}} was added to your account. If this \
         wasn't you, contact us right away.</p>",
    )
    .with(&[], &["passkey_name", "greeting_name"])
    .notification(),
    email(
        "passkey_removed",
        "Passkey removed",
        "A passkey was removed from your {{app.name}} account",
        "<h1 style=\"font-size:20px\">Passkey removed</h1><p>The passkey {{passkey_name}} was removed from your \
         account. If this wasn't you, contact us right away.</p>",
    )
    .with(&[], &["passkey_name", "greeting_name"])
    .notification(),
    sms("verification_code", "Verification code", "{{otp_code}} is your {{app.name}} verification code.")
        .with(&["otp_code"], &[]),
    sms("reset_password_code", "Reset password code", "{{otp_code}} is your {{app.name}} password reset code.")
        .with(&["otp_code"], &[]),
    sms("password_changed", "Password changed", "Your {{app.name}} password was changed. If this wasn't you, contact us right away.")
        .notification(),
    sms("password_removed", "Password removed", "Your {{app.name}} password was removed. If this wasn't you, contact us right away.")
        .notification(),
    sms("primary_phone_number_changed", "Primary phone number changed", "The phone number of your {{app.name}} account was changed.")
        .notification(),
];
