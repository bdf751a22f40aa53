//! Tickets: single-use links for signing in, signing up and impersonation.
//!
//! A ticket is a JWT, like Clerk's, so that clients that read its kind or expiry still can. It is identified by its
//! digest, and contains a random string, so that even the signing key isn't enough to forge one.

use housekey_contract::{InstanceId, Metadata, Millis, Secret};
use rand::Rng;
use serde_json::{Value, json};

use crate::error::{Code, Error, Result, malformed, refused, too_long};
use crate::jwt::{self, Extras};
use crate::keys::SigningKey;
use crate::random;

/// The most characters of an address that a ticket leads to.
const URL_LENGTH: usize = 2048;
/// Maximum length of a ticket, including its URL.
const TICKET_LENGTH: usize = 8192;

/// The purpose of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Impersonating a user.
    ActorToken,
    /// Signing up.
    Invitation,
    /// Joining an organization.
    OrganizationInvitation,
    /// Signing in.
    SignInToken,
}

impl Kind {
    const ALL: [Self; 4] =
        [Self::ActorToken, Self::Invitation, Self::OrganizationInvitation, Self::SignInToken];

    /// The kind as written in a ticket.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ActorToken => "actor_token",
            Self::Invitation => "invitation",
            Self::OrganizationInvitation => "organization_invitation",
            Self::SignInToken => "sign_in_token",
        }
    }
}

/// The issuer of tickets: an instance on the server at `public_url`.
#[derive(Clone, Copy, Debug)]
pub struct Issuer<'a> {
    /// The instance.
    pub instance: &'a InstanceId,
    /// Its signing key.
    pub key: &'a SigningKey,
    /// The server's base URL, without a trailing slash.
    pub public_url: &'a str,
}

/// A new ticket.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// The ticket. It is shown only once.
    pub text: Secret,
    /// The digest, which is stored.
    pub digest: String,
    /// URL of the page that redeems it.
    pub url: Secret,
}

impl Issuer<'_> {
    /// Issues a ticket for the record with this id. Signing takes 0.3 ms: call it outside a transaction.
    pub fn issue(
        &self,
        kind: Kind,
        id: &str,
        expires_at: Millis,
        redirect_url: Option<&str>,
        rng: &mut (impl Rng + ?Sized),
    ) -> Ticket {
        let mut claims = Metadata::from_iter([
            ("exp".to_owned(), json!(expires_at.seconds())),
            ("iid".to_owned(), json!(self.instance)),
            ("jti".to_owned(), json!(random::token(rng, ""))),
            ("sid".to_owned(), json!(id)),
            ("st".to_owned(), json!(kind.as_str())),
        ]);
        claims.extend(redirect_url.map(|url| ("rurl".to_owned(), json!(url))));
        let text = jwt::sign(self.key, Extras::default(), &claims);
        let url = format!("{}/v1/tickets/accept?ticket={text}", self.public_url);
        Ticket { digest: random::hash_token(&text), text: text.into(), url: url.into() }
    }
}

/// A presented ticket with a valid signature. Its status is in its record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// The purpose.
    pub kind: Kind,
    /// The digest that identifies it.
    pub digest: String,
}

impl Presented {
    /// Verifies a ticket's signature. Takes 20 µs: call it outside a transaction.
    pub fn check(key: &SigningKey, ticket: &str) -> Result<Self> {
        let claims = jwt::verify(key, ticket).map_err(|_| unknown())?.claims;
        let kind = claims.get("st").and_then(Value::as_str);
        let kind = Kind::ALL.into_iter().find(|known| Some(known.as_str()) == kind).ok_or_else(unknown)?;
        Ok(Self { kind, digest: random::hash_token(ticket) })
    }
}

/// The instance that a ticket claims to be from. Use it only to find the key to verify it with.
pub fn claimed_instance(ticket: &str) -> Result<InstanceId> {
    if ticket.len() > TICKET_LENGTH {
        return Err(unknown());
    }
    let claims = jwt::decode_unverified(ticket).map_err(|_| unknown())?.claims;
    claims.get("iid").and_then(Value::as_str).map(InstanceId::from).ok_or_else(unknown)
}

/// Error codes for tickets of one kind that can't be used.
#[derive(Clone, Copy, Debug)]
pub struct Refusals {
    /// The code for one that was used.
    pub used: Code,
    /// The code for one that was revoked.
    pub revoked: Code,
}

impl Refusals {
    /// Rejects a ticket that can't be used at `now`, because of its status or expiry.
    pub fn unless_pending(self, status: &str, expires_at: Millis, now: Millis) -> Result<()> {
        match status {
            "pending" if expires_at <= now => Err(expired()),
            "expired" => Err(expired()),
            "pending" => Ok(()),
            "accepted" => Err(refusal(self.used, "This ticket has already been used.")),
            _ => Err(refusal(self.revoked, "This ticket has been revoked.")),
        }
    }
}

/// A ticket that is none of this server's.
pub fn unknown() -> Error {
    refusal(Code::TicketInvalidCode, "This ticket is invalid.")
}

fn expired() -> Error {
    refusal(Code::TicketExpiredCode, "This ticket has expired. Request a new one.")
}

fn refusal(code: Code, long_message: &str) -> Error {
    refused(code, "ticket refused", long_message)
}

/// The address that a ticket is to lead to: an absolute one of the web, without a user in it.
pub fn redirect_url(param: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.len() > URL_LENGTH {
        return Err(too_long(param, URL_LENGTH));
    }
    // A fragment isn't sent to servers, but is part of where a browser goes.
    let before_fragment = text.split('#').next().unwrap_or_default();
    let uri: Option<http::Uri> = before_fragment.parse().ok();
    let authority = uri.as_ref().and_then(|uri| uri.authority()).map_or("", |authority| authority.as_str());
    let is_web = uri.as_ref().is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")));
    let is_plain = text.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if !is_web || !is_plain || authority.is_empty() || authority.contains('@') {
        return Err(malformed(param, "an absolute URL that starts with http:// or https://"));
    }
    Ok(text.to_owned())
}

/// Appends the ticket to the redirect URL, and what to do with it: `sign_in`, `sign_up`, or `complete` if nothing.
pub fn hand_over(redirect_url: &str, ticket: Option<&str>, status: &str) -> String {
    let (address, fragment) = redirect_url.split_once('#').unwrap_or((redirect_url, ""));
    let mut url = address.to_owned();
    let pairs =
        ticket.map(|ticket| ("__clerk_ticket", ticket)).into_iter().chain([("__clerk_status", status)]);
    for (name, value) in pairs {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&[name, "=", value].concat());
    }
    if !fragment.is_empty() {
        url.push_str(&["#", fragment].concat());
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_handed_over_in_the_query() {
        let with = |url: &str| hand_over(url, Some("a.b.c"), "sign_up");
        assert_eq!(
            with("https://app.example.com/welcome"),
            "https://app.example.com/welcome?__clerk_ticket=a.b.c&__clerk_status=sign_up"
        );
        assert_eq!(
            with("https://app.example.com/?plan=pro#/join"),
            "https://app.example.com/?plan=pro&__clerk_ticket=a.b.c&__clerk_status=sign_up#/join"
        );
        assert_eq!(
            hand_over("http://localhost:3000", None, "complete"),
            "http://localhost:3000?__clerk_status=complete"
        );
    }

    #[test]
    fn a_ticket_leads_to_the_web_only() {
        for right in ["https://app.example.com", "http://localhost:3000/a?b=c#/d", " https://a.example/ "] {
            assert!(redirect_url("redirect_url", right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "/welcome",
            "//evil.example",
            "javascript:alert(1)",
            "javascript://a.example/%0aalert(1)",
            "data:text/html,x",
            "https://user@evil.example",
            "https:\\\\evil.example",
            "https://a.example/\r\nSet-Cookie: x=y",
            "https://a.example/a b",
            "https://",
        ] {
            let refusal = redirect_url("redirect_url", wrong).unwrap_err();
            assert_eq!(refusal.code(), Some("form_param_format_invalid"), "{wrong:?}");
        }
        let long = format!("https://a.example/{}", "a".repeat(3000));
        assert_eq!(
            redirect_url("redirect_url", &long).unwrap_err().code(),
            Some("form_param_max_length_exceeded")
        );
    }

    #[test]
    fn what_is_no_ticket_belongs_to_nobody() {
        for wrong in ["", "a.b.c", "..", &"a".repeat(10_000)] {
            assert_eq!(claimed_instance(wrong).unwrap_err().code(), Some("ticket_invalid_code"));
        }
    }
}
