use housekey_contract::backend::users::{CreateUser, IdentificationStatus};
use housekey_contract::object::Verification;
use housekey_contract::{IdentificationId, Metadata, Millis, Secret, UserId};
use housekey_store::Tx;
use housekey_store::credentials::{self, CredentialsRecord};
use housekey_store::identifications::Kind;
use housekey_store::instances::{Restrictions, Settings};
use housekey_store::users::{self, EmailAddressRecord, PhoneNumberRecord, UserRecord, Web3WalletRecord};
use rand::Rng;

use super::credentials::{self as user_credentials, NewPassword};
use super::lockout::set_lock;
use crate::error::{Code, Problems, Result, duplicate, not_allowed, refused};
use crate::events::{Happened, emit};
use crate::identifications::{Claim, MAX_OF_A_KIND, claim, is_known};
use crate::seal::MasterKey;
use crate::{identifiers, metadata, random, text, verification};

/// A user who has been checked as far as it goes without looking at others.
#[derive(Clone, Debug)]
pub struct NewUser {
    user: UserRecord,
    secrets: CredentialsRecord,
    external_id: Option<(IdentificationId, String)>,
    username: Option<(IdentificationId, String)>,
    /// `None` if the restrictions were already checked or don't apply.
    restrictions: Option<Restrictions>,
}

impl NewUser {
    /// Validates a request and hashes its secrets. Slow: call it outside a transaction.
    pub fn check(
        request: CreateUser,
        settings: &Settings,
        seal: &MasterKey,
        now: Millis,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<Self> {
        let mut problems = Problems::default();
        let mut user =
            UserRecord { id: UserId::from(random::id(rng, now, UserId::PREFIX)), ..UserRecord::default() };
        let mut identifiers = Identifiers { now, rng: &mut *rng, problems: &mut problems };
        user.email_addresses = identifiers.email_addresses(
            request.email_address.as_deref().unwrap_or_default(),
            request.email_address_identification_status.as_deref().unwrap_or_default(),
        );
        user.phone_numbers = identifiers.phone_numbers(
            request.phone_number.as_deref().unwrap_or_default(),
            request.phone_number_identification_status.as_deref().unwrap_or_default(),
        );
        user.web3_wallets = identifiers.web3_wallets(request.web3_wallet.as_deref().unwrap_or_default());
        let username = identifiers.one(request.username, identifiers::username);
        let external_id = identifiers.one(request.external_id, identifiers::external_id);
        user.username = username.as_ref().map(|(_, value)| value.clone());
        user.external_id = external_id.as_ref().map(|(_, value)| value.clone());
        user.primary_email_address_id = user.email_addresses.first().map(|address| address.id.clone());
        user.primary_phone_number_id = user.phone_numbers.first().map(|number| number.id.clone());
        user.primary_web3_wallet_id = user.web3_wallets.first().map(|wallet| wallet.id.clone());

        problems.keep(text::name("first_name", request.first_name).map(|name| user.first_name = name));
        problems.keep(text::name("last_name", request.last_name).map(|name| user.last_name = name));
        problems.keep(text::name("locale", request.locale).map(|locale| user.locale = locale));
        problems.keep(set_metadata("public_metadata", &mut user.public_metadata, request.public_metadata));
        problems.keep(set_metadata("private_metadata", &mut user.private_metadata, request.private_metadata));
        problems.keep(set_metadata("unsafe_metadata", &mut user.unsafe_metadata, request.unsafe_metadata));
        user.created_at = now;
        if let Some(at) = &request.created_at {
            problems.keep(text::past("created_at", at, now).map(|at| user.created_at = at));
        }
        if let Some(at) = &request.legal_accepted_at {
            problems
                .keep(text::past("legal_accepted_at", at, now).map(|at| user.legal_accepted_at = Some(at)));
        }
        problems.keep(
            limit(request.create_organizations_limit).map(|limit| user.create_organizations_limit = limit),
        );
        problems.refuse()?;

        user.updated_at = now;
        user.delete_self_enabled = request.delete_self_enabled;
        user.create_organization_enabled = request.create_organization_enabled;
        user.bypass_client_trust = request.bypass_client_trust.unwrap_or_default();
        user.banned = request.banned.unwrap_or_default();
        if request.locked.unwrap_or_default() {
            set_lock(settings, now, &mut user);
        }
        if !request.skip_user_requirement.unwrap_or_default() {
            has_an_identifier(&user)?;
        }
        let password = NewPassword {
            password: request.password,
            digest: request.password_digest,
            hasher: request.password_hasher,
            skip_checks: request.skip_password_checks.unwrap_or_default(),
        };
        let skips_restrictions = request.skip_restriction_checks.unwrap_or_default();
        let restrictions = (!skips_restrictions).then(|| settings.restrictions.clone());
        let secrets = CredentialsRecord::default();
        let mut new = Self { user, secrets, external_id, username, restrictions };
        new.set_secrets(password, request.totp_secret.as_deref(), request.backup_codes, seal, rng)?;
        Ok(new)
    }

    /// Sets the id in advance; it must be unused.
    #[must_use]
    pub fn with_id(mut self, id: UserId) -> Self {
        self.user.id = id;
        self
    }

    /// The user's email address and phone number are proved in this way, not by the word of a backend.
    pub(crate) fn with_proofs(mut self, [email, phone]: [Option<Verification>; 2]) -> Self {
        for address in &mut self.user.email_addresses {
            address.verification.clone_from(&email);
        }
        for number in &mut self.user.phone_numbers {
            number.verification.clone_from(&phone);
        }
        self
    }

    fn set_secrets(
        &mut self,
        password: NewPassword,
        totp_secret: Option<&str>,
        backup_codes: Option<Vec<Secret>>,
        seal: &MasterKey,
        rng: &mut (impl Rng + ?Sized),
    ) -> Result<()> {
        let (user, secrets) = (&mut self.user, &mut self.secrets);
        secrets.password = password.digest(&known(user), rng)?;
        if let Some(secret) = totp_secret {
            secrets.totp = Some(user_credentials::totp(secret, seal, rng)?);
            user.mfa_enabled_at = Some(user.updated_at);
        }
        if let Some(codes) = backup_codes.filter(|codes| !codes.is_empty()) {
            secrets.backup_codes = user_credentials::backup_codes(&codes, rng)?;
        }
        user.password_enabled = secrets.password.is_some();
        user.password_last_updated_at = secrets.password.is_some().then_some(user.updated_at);
        user.totp_enabled = secrets.totp.is_some();
        user.backup_code_enabled = !secrets.backup_codes.is_empty();
        Ok(())
    }
}

/// Adds a user, unless the instance's restrictions keep out what they are known by, or it is taken. As with Clerk since
/// August 2026, restrictions hold for what a backend creates, unless it says otherwise (clerk/clerk-sdk-go, pull request
/// 591).
pub fn create(tx: &mut Tx<'_>, new: &NewUser) -> Result<UserRecord> {
    let user = &new.user;
    let mut claims = Vec::new();
    claims.extend(user.email_addresses.iter().map(|one| (Kind::EmailAddress, &one.value, one.id.as_str())));
    claims.extend(user.phone_numbers.iter().map(|one| (Kind::PhoneNumber, &one.value, one.id.as_str())));
    claims.extend(user.web3_wallets.iter().map(|one| (Kind::Web3Wallet, &one.value, one.id.as_str())));
    claims.extend(new.username.iter().map(|(id, value)| (Kind::Username, value, id.as_str())));
    claims.extend(new.external_id.iter().map(|(id, value)| (Kind::ExternalId, value, id.as_str())));
    for (kind, value, id) in claims {
        claim(tx, new.restrictions.as_ref(), Claim { kind, value, id, user: &user.id })?;
    }
    users::insert(tx, user)?;
    if !user_credentials::is_empty(&new.secrets) {
        credentials::save(tx, &user.id, &new.secrets)?;
    }
    emit(tx, || Happened::UserCreated(user.clone()))?;
    Ok(user.clone())
}

/// What an attacker would try as the user's password.
pub(super) fn known(user: &UserRecord) -> Vec<&str> {
    let names = [&user.username, &user.first_name, &user.last_name];
    let mut known: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    known.extend(user.email_addresses.iter().map(|address| address.value.as_str()));
    known.extend(user.phone_numbers.iter().map(|number| number.value.as_str()));
    known
}

pub(super) fn set_metadata(param: &str, slot: &mut Metadata, value: Option<Metadata>) -> Result<()> {
    let Some(value) = value else { return Ok(()) };
    metadata::check(param, &value)?;
    *slot = value;
    Ok(())
}

pub(super) fn limit(limit: Option<i64>) -> Result<Option<i64>> {
    match limit {
        Some(..0) => Err(not_allowed("create_organizations_limit", "0 (unlimited) or greater")),
        limit => Ok(limit),
    }
}

fn has_an_identifier(user: &UserRecord) -> Result<()> {
    if !is_known(user) {
        let long = "A user needs an email_address, phone_number, web3_wallet, or username, unless skip_user_requirement is true.";
        return Err(refused(Code::FormDataMissing, "data is missing", long));
    }
    Ok(())
}

/// Normalizes identifiers and collects their problems.
struct Identifiers<'a, R: Rng + ?Sized> {
    now: Millis,
    rng: &'a mut R,
    problems: &'a mut Problems,
}

impl<R: Rng + ?Sized> Identifiers<'_, R> {
    fn email_addresses(
        &mut self,
        values: &[String],
        statuses: &[IdentificationStatus],
    ) -> Vec<EmailAddressRecord> {
        let now = self.now;
        let values = self.many("email_address", values, statuses, identifiers::email_address);
        let record = |(id, value, verified): (String, String, bool)| EmailAddressRecord {
            id: id.into(),
            value,
            reserved: !verified,
            verification: verified.then(verification::by_admin),
            created_at: now,
            updated_at: now,
            ..EmailAddressRecord::default()
        };
        values.into_iter().map(record).collect()
    }

    fn phone_numbers(
        &mut self,
        values: &[String],
        statuses: &[IdentificationStatus],
    ) -> Vec<PhoneNumberRecord> {
        let now = self.now;
        let values = self.many("phone_number", values, statuses, identifiers::phone_number);
        let record = |(id, value, verified): (String, String, bool)| PhoneNumberRecord {
            id: id.into(),
            value,
            reserved: !verified,
            verification: verified.then(verification::by_admin),
            created_at: now,
            updated_at: now,
            ..PhoneNumberRecord::default()
        };
        values.into_iter().map(record).collect()
    }

    fn web3_wallets(&mut self, values: &[String]) -> Vec<Web3WalletRecord> {
        let now = self.now;
        let values = self.many("web3_wallet", values, &[], identifiers::web3_wallet);
        let record = |(id, value, _): (String, String, bool)| Web3WalletRecord {
            id: id.into(),
            value,
            verification: Some(verification::by_admin()),
            created_at: now,
            updated_at: now,
        };
        values.into_iter().map(record).collect()
    }

    /// Normalizes several values, each with a new id and whether it is verified.
    fn many(
        &mut self,
        param: &str,
        values: &[String],
        statuses: &[IdentificationStatus],
        normalize: fn(&str) -> Result<String>,
    ) -> Vec<(String, String, bool)> {
        if values.len() > MAX_OF_A_KIND {
            self.problems.add(not_allowed(param, &format!("an array of at most {MAX_OF_A_KIND} values")));
            return Vec::new();
        }
        if !statuses.is_empty() && statuses.len() != values.len() {
            let param = format!("{param}_identification_status");
            self.problems.add(not_allowed(&param, "an array with one item per value"));
        }
        let verified = |index| statuses.get(index) != Some(&IdentificationStatus::Reserved);
        let mut normalized = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            match normalize(value) {
                Ok(value) if normalized.iter().any(|(_, other, _)| *other == value) => {
                    self.problems.add(duplicate(param));
                }
                Ok(value) => normalized.push((self.id(), value, verified(index))),
                Err(problem) => self.problems.add(problem),
            }
        }
        normalized
    }

    /// Normalizes a single value; a blank one is `None`.
    fn one(
        &mut self,
        value: Option<String>,
        normalize: fn(&str) -> Result<String>,
    ) -> Option<(IdentificationId, String)> {
        let value = value.filter(|value| !value.trim().is_empty())?;
        let value = self.problems.keep(normalize(&value))?;
        Some((self.id().into(), value))
    }

    fn id(&mut self) -> String {
        random::id(self.rng, self.now, IdentificationId::PREFIX)
    }
}
