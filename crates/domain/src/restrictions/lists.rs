//! The allowlist and the blocklist.

use housekey_contract::backend::allowlist_identifiers::CreateAllowlistIdentifier;
use housekey_contract::backend::blocklist_identifiers::CreateBlocklistIdentifier;
use housekey_contract::backend::invitations::CreateInvitation;
use housekey_contract::object::IdentifierType;
use housekey_contract::{AllowlistIdentifierId, BlocklistIdentifierId, Millis};
use housekey_store::Tx;
use housekey_store::instances::Settings;
use housekey_store::listed_identifiers::{self, List, ListedIdentifierRecord};
use rand::Rng;
use serde_json::json;

use super::{Identifier, without_subaddress};
use crate::error::{Code, Error, Result, malformed, not_allowed, not_found, refused, too_long};
use crate::invitations::{self, NewInvitation};
use crate::page::Paging;
use crate::seal::MasterKey;
use crate::tickets::Issuer;
use crate::{identifiers, random, text};

/// Maximum length of an entry, that of an email address.
const MAX_LENGTH: usize = 254;

/// A new normalized entry.
#[derive(Clone, Debug)]
pub struct NewListedIdentifier {
    record: ListedIdentifierRecord,
}

impl NewListedIdentifier {
    /// Validates a blocklist entry.
    pub fn to_block(
        request: &CreateBlocklistIdentifier,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        Self::check(random::id(rng, now, BlocklistIdentifierId::PREFIX), &request.identifier, now)
    }

    fn check(id: String, identifier: &str, now: Millis) -> Result<Self> {
        let (identifier, identifier_type) = normal(identifier)?;
        let record = ListedIdentifierRecord {
            id,
            identifier,
            identifier_type,
            invitation_id: None,
            created_at: now,
            updated_at: now,
        };
        Ok(Self { record })
    }
}

/// A new allowlist entry with its invitation.
#[derive(Clone, Debug)]
pub struct Allowing {
    entry: NewListedIdentifier,
    invitation: Option<NewInvitation>,
}

impl Allowing {
    /// Validates a request. Signs a ticket if an invitation is requested: call it outside a transaction.
    pub fn check(
        request: &CreateAllowlistIdentifier,
        issuer: Issuer<'_>,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let id = random::id(rng, now, AllowlistIdentifierId::PREFIX);
        let mut entry = NewListedIdentifier::check(id, &request.identifier, now)?;
        if !request.notify.unwrap_or_default() {
            return Ok(Self { entry, invitation: None });
        }
        let record = &mut entry.record;
        if record.identifier_type != IdentifierType::EmailAddress || record.identifier.starts_with('*') {
            return Err(not_allowed("notify", "false unless the identifier is a single email address"));
        }
        let request = CreateInvitation {
            email_address: record.identifier.clone(),
            ignore_existing: Some(true),
            ..CreateInvitation::default()
        };
        let invitation = NewInvitation::check(request, issuer, seal, now, rng)?;
        record.invitation_id = Some(invitation.id().clone());
        Ok(Self { entry, invitation: Some(invitation) })
    }
}

/// Adds an identifier to the allowlist, and sends an invitation if requested.
pub fn allow(tx: &mut Tx<'_>, settings: &Settings, new: &Allowing) -> Result<ListedIdentifierRecord> {
    let record = add(tx, List::Allow, &new.entry)?;
    if let Some(invitation) = &new.invitation {
        invitations::create(tx, settings, invitation)?;
    }
    Ok(record)
}

/// Adds an identifier to the blocklist.
pub fn disallow(tx: &mut Tx<'_>, new: &NewListedIdentifier) -> Result<ListedIdentifierRecord> {
    add(tx, List::Block, new)
}

fn add(tx: &mut Tx<'_>, list: List, new: &NewListedIdentifier) -> Result<ListedIdentifierRecord> {
    if listed_identifiers::insert(tx, list, &new.record)? {
        return Ok(new.record.clone());
    }
    let long = format!("{} is already on the {}.", new.record.identifier, name(list));
    Err(refused(Code::DuplicateRecord, "already exists", long).with_meta("param_name", json!("identifier")))
}

/// Takes an identifier off a list, by the entry's id.
pub fn take_off(tx: &mut Tx<'_>, list: List, id: &str) -> Result<()> {
    if listed_identifiers::delete(tx, list, id)? {
        return Ok(());
    }
    Err(not_found(&format!("entry of the {}", name(list)), id))
}

/// A page of a list, newest first.
pub fn list(tx: &mut Tx<'_>, list: List, paging: Paging) -> Result<Vec<ListedIdentifierRecord>> {
    Ok(listed_identifiers::list(tx, list, paging.limit, paging.offset)?)
}

/// Counts the entries of a list.
pub fn count(tx: &mut Tx<'_>, list: List) -> Result<u64> {
    Ok(listed_identifiers::count(tx, list)?)
}

const fn name(list: List) -> &'static str {
    match list {
        List::Allow => "allowlist",
        List::Block => "blocklist",
    }
}

/// Normalizes an entry: `*@example.com` for a domain, `*@*.example.com` for its subdomains, an email address, a phone
/// number or a wallet.
fn normal(identifier: &str) -> Result<(String, IdentifierType)> {
    let plain = text::normal(identifier);
    if plain.chars().count() > MAX_LENGTH {
        return Err(too_long("identifier", MAX_LENGTH));
    }
    let read = || -> Result<(String, IdentifierType)> {
        if let Some(domain) = plain.strip_prefix("*@") {
            return Ok((pattern(domain)?, IdentifierType::EmailAddress));
        }
        if plain.contains('@') {
            return Ok((identifiers::email_address(&plain)?, IdentifierType::EmailAddress));
        }
        if plain.starts_with('+') {
            return Ok((identifiers::phone_number(&plain)?, IdentifierType::PhoneNumber));
        }
        Ok((identifiers::web3_wallet(&plain)?, IdentifierType::Web3Wallet))
    };
    read().map_err(|_| wrong_form())
}

/// A star stands for a whole part: elsewhere, as in `ada*@example.com`, it is a letter like others.
fn pattern(domain: &str) -> Result<String> {
    let below = domain.strip_prefix("*.").unwrap_or(domain);
    if below.contains('*') {
        return Err(wrong_form());
    }
    let address = identifiers::email_address(&format!("a@{below}"))?;
    let below = address.strip_prefix("a@").unwrap_or_default();
    Ok(if domain.starts_with("*.") { format!("*@*.{below}") } else { format!("*@{below}") })
}

fn wrong_form() -> Error {
    let forms = "an email address, a domain written as *@example.com, a phone number such as +12015550123, or a web3 wallet address";
    malformed("identifier", forms)
}

/// The blocklist entries that would match an identifier. Blocking an address blocks its subaddresses.
pub(super) fn blocking(identifier: Identifier<'_>) -> Vec<String> {
    let mut entries = allowing(identifier);
    if let Identifier::EmailAddress(address) = identifier {
        entries.push(without_subaddress(address).into_owned());
    }
    entries
}

/// The allowlist entries that would match an identifier.
pub(super) fn allowing(identifier: Identifier<'_>) -> Vec<String> {
    match identifier {
        Identifier::PhoneNumber(value) | Identifier::Web3Wallet(value) => vec![value.to_owned()],
        Identifier::EmailAddress(address) => {
            let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
            let parents = domain.match_indices('.').map(|(dot, _)| format!("*@*{}", &domain[dot..]));
            [address.to_owned(), format!("*@{domain}")].into_iter().chain(parents).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_one_form() {
        for (given, kept, kind) in [
            (" Ada@Example.COM ", "ada@example.com", IdentifierType::EmailAddress),
            ("*@Example.com", "*@example.com", IdentifierType::EmailAddress),
            ("*@*.Example.com", "*@*.example.com", IdentifierType::EmailAddress),
            ("*@*.Exämple.com", "*@*.xn--exmple-cua.com", IdentifierType::EmailAddress),
            ("u@exämple.com", "u@xn--exmple-cua.com", IdentifierType::EmailAddress),
            ("ada*@example.com", "ada*@example.com", IdentifierType::EmailAddress),
            ("+1 (201) 555-0123", "+12015550123", IdentifierType::PhoneNumber),
            (
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x52908400098527886e0f7030069857d2e4169ee7",
                IdentifierType::Web3Wallet,
            ),
        ] {
            assert_eq!(normal(given).unwrap(), (kept.to_owned(), kind), "{given}");
        }
        for wrong in
            ["", "*", "*@", "*@localhost", "*@*", "*@a*.example", "ada", "@example.com", "*@a@b.example"]
        {
            assert_eq!(normal(wrong).unwrap_err().code(), Some("form_param_format_invalid"), "{wrong:?}");
        }
        assert_eq!(normal(&"a".repeat(300)).unwrap_err().code(), Some("form_param_max_length_exceeded"));
    }

    #[test]
    fn an_address_is_looked_for_by_itself_and_by_every_pattern_that_fits() {
        let address = Identifier::EmailAddress("ada+shop@mail.example.com");
        assert_eq!(
            allowing(address),
            ["ada+shop@mail.example.com", "*@mail.example.com", "*@*.example.com", "*@*.com"]
        );
        assert!(blocking(address).contains(&"ada@mail.example.com".to_owned()));
    }
}
