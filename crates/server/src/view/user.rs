use housekey_contract::object::User;
use housekey_domain::users::is_locked;
use housekey_store::users::UserRecord;

use super::{View, email_address, external_account, passkey, phone_number, web3_wallet};

impl View<'_> {
    /// A user as the API shows them. That follows from the record and the instance, and only where the user is locked from
    /// the time as well: `backend/users/shown.rs` relies on it.
    pub fn user(&self, record: &UserRecord) -> User {
        let settings = self.instance.settings();
        let image_url = self.image_url(record);
        let locked = is_locked(record, self.now);
        let failed = if locked || !record.locked { record.failed_attempts } else { 0 };
        let left = settings.lockout_attempts.saturating_sub(failed);
        User {
            id: record.id.clone(),
            object: "user".into(),
            external_id: record.external_id.clone(),
            primary_email_address_id: record.primary_email_address_id.clone(),
            primary_phone_number_id: record.primary_phone_number_id.clone(),
            primary_web3_wallet_id: record.primary_web3_wallet_id.clone(),
            username: record.username.clone(),
            first_name: record.first_name.clone(),
            last_name: record.last_name.clone(),
            locale: record.locale.clone(),
            profile_image_url: image_url.clone(),
            image_url,
            has_image: record.image_id.is_some(),
            public_metadata: record.public_metadata.clone(),
            private_metadata: Some(record.private_metadata.clone()),
            unsafe_metadata: record.unsafe_metadata.clone(),
            email_addresses: record.email_addresses.iter().map(email_address).collect(),
            phone_numbers: record.phone_numbers.iter().map(phone_number).collect(),
            web3_wallets: record.web3_wallets.iter().map(web3_wallet).collect(),
            passkeys: record.passkeys.iter().map(passkey).collect(),
            password_enabled: record.password_enabled,
            two_factor_enabled: record.two_factor_enabled(),
            totp_enabled: record.totp_enabled,
            backup_code_enabled: record.backup_code_enabled,
            mfa_enabled_at: record.mfa_enabled_at,
            mfa_disabled_at: record.mfa_disabled_at,
            password_last_updated_at: record.password_last_updated_at,
            external_accounts: record.external_accounts.iter().map(external_account).collect(),
            saml_accounts: Vec::new(),
            enterprise_accounts: Vec::new(),
            organization_memberships: None,
            last_sign_in_at: record.last_sign_in_at,
            banned: record.banned,
            locked,
            deprovisioned: false,
            lockout_expires_in_seconds: record
                .lock_expires_at
                .filter(|_| locked)
                .map(|expires_at| (expires_at - self.now).seconds().max(1)),
            verification_attempts_remaining: (settings.lockout_attempts > 0).then_some(left.into()),
            updated_at: record.updated_at,
            created_at: record.created_at,
            delete_self_enabled: record.delete_self_enabled.unwrap_or(settings.delete_self_enabled),
            create_organization_enabled: record
                .create_organization_enabled
                .unwrap_or(settings.create_organization_enabled),
            create_organizations_limit: record.create_organizations_limit,
            last_active_at: record.last_active_at,
            legal_accepted_at: record.legal_accepted_at,
            bypass_client_trust: record.bypass_client_trust,
            scim: None,
        }
    }

    /// URL of a user's image: uploaded, or a generated avatar.
    pub fn image_url(&self, record: &UserRecord) -> String {
        match &record.image_id {
            Some(id) => format!("{}/images/{}/{id}", self.public_url, self.instance.id()),
            None => format!("{}/images/avatars/{}?initials={}", self.public_url, record.id, initials(record)),
        }
    }
}

/// The user's initials, for an avatar. Letters and digits only, so no escaping is needed.
fn initials(record: &UserRecord) -> String {
    let names = [&record.first_name, &record.last_name];
    let firsts = names.into_iter().flatten().filter_map(|name| name.chars().next());
    firsts.filter(char::is_ascii_alphanumeric).map(|first| first.to_ascii_uppercase()).collect()
}
