//! Operations on users.

mod ban;
mod count;
mod create;
mod delete;
mod delete_backup_codes;
mod delete_external_account;
mod delete_passkey;
mod delete_profile_image;
mod delete_totp;
mod delete_web3_wallet;
mod disable_mfa;
mod get;
mod get_instance_organization_memberships;
mod get_oauth_access_token;
mod get_organization_invitations;
mod get_organization_memberships;
mod list;
mod lock;
mod replace_metadata;
mod set_profile_image;
mod unban;
mod unlock;
mod update;
mod update_metadata;
mod verify_password;
mod verify_totp;

use housekey_contract::backend::users as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.on::<operations::List, _, _>(list::list);
    endpoints.on::<operations::Create, _, _>(create::create);
    endpoints.on::<operations::Count, _, _>(count::count);
    endpoints.on::<operations::Get, _, _>(get::get);
    endpoints.on::<operations::Update, _, _>(update::update);
    endpoints.on::<operations::Delete, _, _>(delete::delete);
    endpoints.on::<operations::Ban, _, _>(ban::ban);
    endpoints.on::<operations::Unban, _, _>(unban::unban);
    endpoints.on::<operations::Lock, _, _>(lock::lock);
    endpoints.on::<operations::Unlock, _, _>(unlock::unlock);
    endpoints.on_upload::<operations::SetProfileImage, _, _>(set_profile_image::set_profile_image);
    endpoints.on::<operations::DeleteProfileImage, _, _>(delete_profile_image::delete_profile_image);
    endpoints.on::<operations::UpdateMetadata, _, _>(update_metadata::update_metadata);
    endpoints.on::<operations::ReplaceMetadata, _, _>(replace_metadata::replace_metadata);
    endpoints.on::<operations::GetOauthAccessToken, _, _>(get_oauth_access_token::get_oauth_access_token);
    endpoints.on::<operations::GetOrganizationMemberships, _, _>(
        get_organization_memberships::get_organization_memberships,
    );
    endpoints.on::<operations::GetOrganizationInvitations, _, _>(
        get_organization_invitations::get_organization_invitations,
    );
    endpoints.on::<operations::VerifyPassword, _, _>(verify_password::verify_password);
    endpoints.on::<operations::VerifyTotp, _, _>(verify_totp::verify_totp);
    endpoints.on::<operations::DisableMfa, _, _>(disable_mfa::disable_mfa);
    endpoints.on::<operations::DeleteBackupCodes, _, _>(delete_backup_codes::delete_backup_codes);
    endpoints.on::<operations::DeletePasskey, _, _>(delete_passkey::delete_passkey);
    endpoints.on::<operations::DeleteWeb3Wallet, _, _>(delete_web3_wallet::delete_web3_wallet);
    endpoints.on::<operations::DeleteTotp, _, _>(delete_totp::delete_totp);
    endpoints.on::<operations::DeleteExternalAccount, _, _>(delete_external_account::delete_external_account);
    endpoints.on::<operations::GetInstanceOrganizationMemberships, _, _>(
        get_instance_organization_memberships::get_instance_organization_memberships,
    );
}
