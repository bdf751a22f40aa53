//! The templates that every instance begins with: the slugs of Clerk's, in our own words.

use housekey_store::messages::MessageKind::{self, Email, Sms};

/// A template as it comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Builtin {
    pub(super) kind: MessageKind,
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    /// Empty for SMS.
    pub(super) subject: &'static str,
    /// What stands between the frame of all e-mails; all of an SMS.
    pub(super) content: &'static str,
    /// What the body must show.
    pub(super) required: &'static [&'static str],
    /// What else it may show, apart from what all of its kind may.
    pub(super) available: &'static [&'static str],
    /// Whether it only tells of something, and could be left out.
    pub(super) is_notification: bool,
}

/// What every e-mail looks like around its content.
const HEAD: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\">\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"></head>\
    <body style=\"margin:0;padding:24px;background:#f6f6f6;font-family:Arial,Helvetica,sans-serif;color:#222\">\
    <div style=\"max-width:520px;margin:0 auto;padding:32px;background:#fff;border-radius:8px;line-height:1.5\">\
    <p style=\"font-weight:bold\">{{> app_logo}}</p>";
const FOOT: &str = "<p style=\"color:#666;font-size:13px\">{{#if requested_from}}Asked for from {{requested_from}}\
    {{#if requested_at}} on {{requested_at}}{{/if}}. {{/if}}Sent by {{app.name}}.\
    {{#if app.support_email}} Questions? Write to {{app.support_email}}.{{/if}}</p></div></body></html>";

/// What all templates may show.
const COMMON: [&str; 4] = ["app.name", "app.url", "app.domain_name", "app.support_email"];
/// What e-mails may show besides.
const OF_EMAILS: [&str; 2] = ["requested_from", "requested_at"];

impl Builtin {
    /// The body, with placeholders.
    pub(super) fn body(&self) -> String {
        match self.kind {
            Email => [HEAD, self.content, FOOT].concat(),
            Sms => self.content.to_owned(),
        }
    }

    /// Everything that the body may show.
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

/// All of them, in the order in which they are listed.
pub(super) const BUILTINS: &[Builtin] = &[
    email(
        "verification_code",
        "Verification code",
        "{{otp_code}} is your {{app.name}} verification code",
        "<h1 style=\"font-size:20px\">Your verification code</h1><p>Enter this code to go on. It holds for 10 minutes.</p>\
         <p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{{otp_code}}</p>\
         <p>If you did not ask for it, you can ignore this e-mail.</p>",
    )
    .with(&["otp_code"], &[]),
    email(
        "reset_password_code",
        "Reset password code",
        "{{otp_code}} is your {{app.name}} password reset code",
        "<h1 style=\"font-size:20px\">Reset your password</h1><p>Enter this code to choose a new password. It holds for 10 minutes.</p>\
         <p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{{otp_code}}</p>\
         <p>If you did not ask for it, your password stays as it is.</p>",
    )
    .with(&["otp_code"], &[]),
    email(
        "magic_link_sign_in",
        "Sign-in link",
        "Sign in to {{app.name}}",
        "<h1 style=\"font-size:20px\">Sign in to {{app.name}}</h1><p><a href=\"{{magic_link}}\">Sign in</a></p>\
         <p>The link works once{{#if ttl_minutes}}, for {{ttl_minutes}} minutes{{/if}}.</p>",
    )
    .with(&["magic_link"], &["ttl_minutes"]),
    email(
        "magic_link_sign_up",
        "Sign-up link",
        "Finish signing up to {{app.name}}",
        "<h1 style=\"font-size:20px\">Welcome to {{app.name}}</h1><p><a href=\"{{magic_link}}\">Verify your e-mail address</a></p>\
         <p>The link works once{{#if ttl_minutes}}, for {{ttl_minutes}} minutes{{/if}}.</p>",
    )
    .with(&["magic_link"], &["ttl_minutes"]),
    email(
        "magic_link_user_profile",
        "Verification link",
        "Verify your e-mail address for {{app.name}}",
        "<h1 style=\"font-size:20px\">Verify your e-mail address</h1><p><a href=\"{{magic_link}}\">Verify it</a></p>\
         <p>The link works once{{#if ttl_minutes}}, for {{ttl_minutes}} minutes{{/if}}.</p>",
    )
    .with(&["magic_link"], &["ttl_minutes"]),
    email(
        "invitation",
        "Invitation",
        "You are invited to {{app.name}}",
        "<h1 style=\"font-size:20px\">You are invited</h1><p>{{#if inviter_name}}{{inviter_name}} invites you{{else}}You are invited{{/if}} \
         to join {{app.name}}.</p><p><a href=\"{{action_url}}\">Accept the invitation</a></p>\
         {{#if invitation.expires_in_days}}<p>The invitation holds for {{invitation.expires_in_days}} days.</p>{{/if}}",
    )
    .with(&["action_url"], &["inviter_name", "invitation.expires_in_days", "invitation.public_metadata"]),
    email(
        "organization_invitation",
        "Organization invitation",
        "{{#if inviter_name}}{{inviter_name}} invites you{{else}}You are invited{{/if}} to join {{org.name}}",
        "<h1 style=\"font-size:20px\">Join {{org.name}}</h1><p>{{#if inviter_name}}{{inviter_name}} invites you{{else}}You are invited{{/if}} \
         to join {{org.name}} on {{app.name}}.</p><p><a href=\"{{action_url}}\">Accept the invitation</a></p>\
         {{#if invitation.expires_in_days}}<p>The invitation holds for {{invitation.expires_in_days}} days.</p>{{/if}}",
    )
    .with(
        &["action_url", "org.name"],
        &["org.id", "inviter_name", "invitation.expires_in_days", "invitation.public_metadata"],
    ),
    email(
        "organization_invitation_accepted",
        "Organization invitation accepted",
        "{{#if user.name}}{{user.name}}{{else}}Somebody{{/if}} joined {{org.name}}",
        "<h1 style=\"font-size:20px\">A new member</h1><p>{{#if user.name}}{{user.name}}{{else}}Somebody you invited{{/if}} \
         has joined {{org.name}}.</p>",
    )
    .with(&["org.name"], &["org.id", "user.name"])
    .notification(),
    email(
        "organization_membership_requested",
        "Organization membership requested",
        "{{#if user.name}}{{user.name}}{{else}}Somebody{{/if}} asks to join {{org.name}}",
        "<h1 style=\"font-size:20px\">Somebody asks to join</h1><p>{{#if user.name}}{{user.name}}{{else}}Somebody{{/if}} \
         asks to become a member of {{org.name}}.</p>",
    )
    .with(&["org.name"], &["org.id", "user.name", "action_url"])
    .notification(),
    email(
        "affiliation_code",
        "Organization domain code",
        "{{otp_code}} is the code for your domain at {{app.name}}",
        "<h1 style=\"font-size:20px\">Verify your domain</h1><p>Enter this code to show that the domain is yours.</p>\
         <p style=\"font-size:28px;letter-spacing:4px;font-weight:bold\">{{otp_code}}</p>",
    )
    .with(&["otp_code"], &["org.name"]),
    email(
        "waitlist_confirmation",
        "Waitlist confirmation",
        "You are on the waitlist of {{app.name}}",
        "<h1 style=\"font-size:20px\">You are on the list</h1><p>Thank you for your interest in {{app.name}}. \
         We will write to you as soon as there is a place.</p>",
    )
    .notification(),
    email(
        "waitlist_invitation",
        "Waitlist invitation",
        "Your place at {{app.name}} is ready",
        "<h1 style=\"font-size:20px\">Your place is ready</h1><p>You can join {{app.name}} now.</p>\
         <p><a href=\"{{action_url}}\">Join</a></p>\
         {{#if invitation.expires_in_days}}<p>The invitation holds for {{invitation.expires_in_days}} days.</p>{{/if}}",
    )
    .with(&["action_url"], &["invitation.expires_in_days", "invitation.public_metadata"]),
    email(
        "password_changed",
        "Password changed",
        "Your {{app.name}} password was changed",
        "<h1 style=\"font-size:20px\">Your password was changed</h1><p>The password of {{#if primary_email_address}}\
         {{primary_email_address}}{{else}}your account{{/if}} was changed. If it was not you, get in touch with us.</p>",
    )
    .with(&[], &["primary_email_address", "greeting_name"])
    .notification(),
    email(
        "password_removed",
        "Password removed",
        "Your {{app.name}} password was removed",
        "<h1 style=\"font-size:20px\">Your password was removed</h1><p>The password of {{#if primary_email_address}}\
         {{primary_email_address}}{{else}}your account{{/if}} was removed. If it was not you, get in touch with us.</p>",
    )
    .with(&[], &["primary_email_address", "greeting_name"])
    .notification(),
    email(
        "primary_email_address_changed",
        "Primary e-mail address changed",
        "Your {{app.name}} e-mail address was changed",
        "<h1 style=\"font-size:20px\">Your e-mail address was changed</h1><p>{{#if new_email_address}}It is \
         {{new_email_address}} now. {{/if}}If it was not you, get in touch with us.</p>",
    )
    .with(&[], &["new_email_address", "greeting_name"])
    .notification(),
    email(
        "new_device_sign_in",
        "Sign-in from a new device",
        "A new device signed in to your {{app.name}} account",
        "<h1 style=\"font-size:20px\">A new device</h1><p>Somebody signed in to your account{{#if device_type}} with \
         {{device_type}}{{/if}}{{#if ip_address}} from {{ip_address}}{{/if}}{{#if session_created_at}} on \
         {{session_created_at}}{{/if}}. If it was not you, {{#if revoke_session_url}}<a href=\"{{revoke_session_url}}\">\
         sign that device out</a> and {{/if}}change your password.</p>",
    )
    .with(&[], &["device_type", "ip_address", "session_created_at", "revoke_session_url", "greeting_name"])
    .notification(),
    email(
        "account_locked",
        "Account locked",
        "Your {{app.name}} account is locked",
        "<h1 style=\"font-size:20px\">Your account is locked</h1><p>There were too many wrong attempts to sign in\
         {{#if lockout_duration}}. You can try again in {{lockout_duration}}{{/if}}.</p>",
    )
    .with(&[], &["lockout_duration", "primary_email_address"])
    .notification(),
    email(
        "passkey_added",
        "Passkey added",
        "A passkey was added to your {{app.name}} account",
        "<h1 style=\"font-size:20px\">A new passkey</h1><p>The passkey {{passkey_name}} was added to your account. If it \
         was not you, get in touch with us.</p>",
    )
    .with(&[], &["passkey_name", "greeting_name"])
    .notification(),
    email(
        "passkey_removed",
        "Passkey removed",
        "A passkey was removed from your {{app.name}} account",
        "<h1 style=\"font-size:20px\">A passkey was removed</h1><p>The passkey {{passkey_name}} was removed from your \
         account. If it was not you, get in touch with us.</p>",
    )
    .with(&[], &["passkey_name", "greeting_name"])
    .notification(),
    sms("verification_code", "Verification code", "{{otp_code}} is your {{app.name}} verification code.")
        .with(&["otp_code"], &[]),
    sms("reset_password_code", "Reset password code", "{{otp_code}} is your {{app.name}} password reset code.")
        .with(&["otp_code"], &[]),
    sms("password_changed", "Password changed", "Your {{app.name}} password was changed. If it was not you, get in touch with us.")
        .notification(),
    sms("password_removed", "Password removed", "Your {{app.name}} password was removed. If it was not you, get in touch with us.")
        .notification(),
    sms("primary_phone_number_changed", "Primary phone number changed", "The phone number of your {{app.name}} account was changed.")
        .notification(),
];
