//! Tickets: single-use links for signing in, signing up and impersonation.
//!
//! A ticket has the form of a JWT, as Clerk's have, so that applications can still read its kind and its expiry. It is
//! not signed: the last part is random, and a ticket is valid because its digest is in the database.

use housekey_contract::{InstanceId, Metadata, Millis, Secret};
use rand::Rng;
use serde_json::{Value, json};

use crate::error::{Code, Error, Result, malformed, refused, too_long};
use crate::jwt::{self, Extras};
use crate::keys::Signer;
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
    /// Where the server is reached from outside, without a slash at the end.
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
    /// Makes a ticket for the record with this id.
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
            ("sid".to_owned(), json!(id)),
            ("st".to_owned(), json!(kind.as_str())),
        ]);
        claims.extend(redirect_url.map(|url| ("rurl".to_owned(), json!(url))));
        let text = jwt::sign(&RandomSecret::new(rng), Extras::default(), &claims);
        let url = format!("{}/v1/tickets/accept?ticket={text}", self.public_url);
        Ticket { digest: random::hash_token(&text), text: text.into(), url: url.into() }
    }
}

/// The last part of a ticket: 256 random bits in the place of a signature, which nobody but the database can check.
struct RandomSecret([u8; 32]);

impl RandomSecret {
    fn new(rng: &mut (impl Rng + ?Sized)) -> Self {
        let mut secret = [0; 32];
        rng.fill_bytes(&mut secret);
        Self(secret)
    }
}

impl Signer for RandomSecret {
    fn algorithm(&self) -> &'static str {
        "HS256"
    }

    fn kid(&self) -> Option<&str> {
        None
    }

    fn sign(&self, _: &[u8]) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// A ticket that somebody presents. Anybody may have made it up: only a record with its digest makes it valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presented {
    /// The instance that it claims to be of.
    pub instance: InstanceId,
    /// What it claims to be for.
    pub kind: Kind,
    /// The digest that identifies it.
    pub digest: String,
}

impl Presented {
    /// Reads a ticket.
    pub fn read(ticket: &str) -> Result<Self> {
        if ticket.len() > TICKET_LENGTH {
            return Err(unknown());
        }
        let claims = jwt::decode_unverified(ticket).map_err(|_| unknown())?.claims;
        let claim = |name| claims.get(name).and_then(Value::as_str);
        let instance = claim("iid").map(InstanceId::from).ok_or_else(unknown)?;
        let kind = Kind::ALL.into_iter().find(|known| Some(known.as_str()) == claim("st"));
        Ok(Self { instance, kind: kind.ok_or_else(unknown)?, digest: random::hash_token(ticket) })
    }
}

/// What is said of tickets of one kind that can't be used any more.
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
    use rand::SeedableRng;
    use rand::rngs::StdRng;

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
            assert_eq!(Presented::read(wrong).unwrap_err().code(), Some("ticket_invalid_code"));
        }
    }

    #[test]
    fn a_ticket_tells_its_instance_and_kind_and_differs_each_time() {
        let instance = InstanceId::from("ins_1");
        let issuer = Issuer { instance: &instance, public_url: "https://id.example.com" };
        let mut rng = StdRng::seed_from_u64(1);
        let mut issue = || issuer.issue(Kind::Invitation, "inv_1", Millis(1_000), None, &mut rng);
        let (one, other) = (issue(), issue());
        let presented = Presented::read(&one.text).unwrap();
        assert_eq!((presented.instance.as_str(), presented.kind), ("ins_1", Kind::Invitation));
        assert_eq!(presented.digest, one.digest);
        assert_ne!(one.digest, other.digest);
    }
}
