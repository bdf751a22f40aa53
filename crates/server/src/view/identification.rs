use housekey_contract::object::{EmailAddress, ExternalAccount, Passkey, PhoneNumber, Web3Wallet};
use housekey_store::users::{
    EmailAddressRecord, ExternalAccountRecord, PasskeyRecord, PhoneNumberRecord, Web3WalletRecord,
};

pub(crate) fn email_address(record: &EmailAddressRecord) -> EmailAddress {
    EmailAddress {
        id: record.id.clone(),
        object: "email_address".into(),
        email_address: record.value.clone(),
        reserved: record.reserved,
        verification: record.verification.clone(),
        linked_to: record.linked_to.clone(),
        matches_sso_connection: false,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

pub(crate) fn phone_number(record: &PhoneNumberRecord) -> PhoneNumber {
    PhoneNumber {
        id: record.id.clone(),
        object: "phone_number".into(),
        phone_number: record.value.clone(),
        reserved_for_second_factor: record.reserved_for_second_factor,
        default_second_factor: record.default_second_factor,
        reserved: record.reserved,
        verification: record.verification.clone(),
        linked_to: record.linked_to.clone(),
        backup_codes: None,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

pub(crate) fn web3_wallet(record: &Web3WalletRecord) -> Web3Wallet {
    Web3Wallet {
        id: record.id.clone(),
        object: "web3_wallet".into(),
        web3_wallet: record.value.clone(),
        verification: record.verification.clone(),
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

pub(crate) fn passkey(record: &PasskeyRecord) -> Passkey {
    Passkey {
        id: record.id.clone(),
        object: "passkey".into(),
        name: record.name.clone(),
        last_used_at: record.last_used_at,
        verification: record.verification.clone(),
    }
}

pub(crate) fn external_account(record: &ExternalAccountRecord) -> ExternalAccount {
    ExternalAccount {
        object: "external_account".into(),
        id: record.id.clone(),
        provider: record.provider.clone(),
        identification_id: record.identification_id.clone(),
        provider_user_id: record.provider_user_id.clone(),
        approved_scopes: record.approved_scopes.clone(),
        email_address: record.email_address.clone(),
        email_address_verified: record.email_address_verified,
        first_name: record.first_name.clone(),
        last_name: record.last_name.clone(),
        avatar_url: record.image_url.clone().unwrap_or_default(),
        image_url: record.image_url.clone(),
        username: record.username.clone(),
        phone_number: record.phone_number.clone(),
        public_metadata: record.public_metadata.clone(),
        label: record.label.clone(),
        created_at: record.created_at,
        updated_at: record.updated_at,
        verification: record.verification.clone(),
    }
}
