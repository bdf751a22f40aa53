use std::collections::BTreeSet;

use housekey_contract::Meta;
use housekey_contract::backend::operations;

use crate::seeds::{self, Seeds};
use crate::wire::Answer;

/// One way to call an operation.
pub(crate) struct Case {
    /// Resource and name, as in the contract.
    pub(crate) operation: &'static str,
    /// The query's or body's fields as JSON, or `FILE` with further fields. `$name` stands for the id of that name in
    /// [`Seeds`].
    pub(crate) fields: &'static str,
    /// The expected response if an id belongs to another instance.
    pub(crate) expect: Expect,
    /// Whether it removes what other operations need.
    pub(crate) late: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Expect {
    /// 404.
    NotFound,
    /// 404 or this status: the id is in a field, which is named as invalid.
    Refused(u16),
    /// An empty list; 404 if the list itself belongs to another instance.
    Nothing,
    /// 404; nothing of the kind can exist yet, so the instance itself gets the same.
    Absent,
    /// 200: every instance has an object of this name, and only its own is read or changed.
    Own,
}

const fn case(operation: &'static str, fields: &'static str, expect: Expect) -> Case {
    Case { operation, fields, expect, late: false }
}

const fn late(operation: &'static str, fields: &'static str, expect: Expect) -> Case {
    Case { operation, fields, expect, late: true }
}

use Expect::{Absent, NotFound, Nothing, Own, Refused};

/// One line for each operation that takes an id; more if several fields do.
pub(crate) const CASES: &[Case] = &[
    case("ActorTokens.create", r#"{"user_id": "$user_id", "actor": {"sub": "user_support"}}"#, NotFound),
    late("ActorTokens.revoke", "{}", NotFound),
    case("AllowlistIdentifiers.delete", "{}", NotFound),
    case("BlocklistIdentifiers.delete", "{}", NotFound),
    case("Clients.get", "{}", NotFound),
    case("Domains.delete", "{}", NotFound),
    case("Domains.update", r#"{"name": "changed.example.com"}"#, NotFound),
    case("EmailAddresses.create", r#"{"user_id": "$user_id", "email_address": "new@example.com"}"#, NotFound),
    case("EmailAddresses.delete", "{}", NotFound),
    case("EmailAddresses.get", "{}", NotFound),
    case("EmailAddresses.update", r#"{"primary": true}"#, NotFound),
    // A change follows what reverts it.
    case("EmailSMSTemplates.get", "{}", Own),
    case("EmailSMSTemplates.list", "{}", Own),
    case("EmailSMSTemplates.revert", "{}", Own),
    case("EmailSMSTemplates.toggle_template_delivery", r#"{"delivered_by_clerk": false}"#, Own),
    case("EmailAndSmsTemplates.upsert", r#"{"subject": "Changed", "body": "{{otp_code}}"}"#, Own),
    case("InstanceSettings.update_organization_settings", r#"{"creator_role_id": "$role_id"}"#, NotFound),
    case(
        "InstanceSettings.update_organization_settings",
        r#"{"domains_default_role_id": "$role_id"}"#,
        NotFound,
    ),
    late("Invitations.revoke", "{}", NotFound),
    case("JwtTemplates.delete", "{}", NotFound),
    case("JwtTemplates.get", "{}", NotFound),
    case("JwtTemplates.update", r#"{"name": "$unique", "claims": {"changed": true}}"#, NotFound),
    case("OauthApplications.delete", "{}", NotFound),
    case("OauthApplications.get", "{}", NotFound),
    case("OauthApplications.revoke_token", r#"{"token": "oat_nothing"}"#, Absent),
    case("OauthApplications.rotate_secret", "{}", NotFound),
    case("OauthApplications.update", r#"{"name": "Changed"}"#, NotFound),
    case("OrganizationDomains.create", r#"{"name": "another.example.org"}"#, NotFound),
    case("OrganizationDomains.delete", "{}", NotFound),
    case("OrganizationDomains.list", "{}", NotFound),
    case("OrganizationDomains.list_all", r#"{"organization_id": "$organization_id"}"#, Nothing),
    case("OrganizationDomains.update", r#"{"enrollment_mode": "automatic_invitation"}"#, NotFound),
    case("OrganizationDomains.verify_ownership", "{}", NotFound),
    case(
        "OrganizationInvitations.bulk_create",
        r#"[{"email_address": "bulk@example.com", "role": "org:member", "inviter_user_id": "$user_id"}]"#,
        Refused(403),
    ),
    case(
        "OrganizationInvitations.create",
        r#"{"email_address": "new@example.com", "role": "org:member", "inviter_user_id": "$user_id"}"#,
        Refused(403),
    ),
    case("OrganizationInvitations.get", "{}", NotFound),
    case("OrganizationInvitations.list", "{}", NotFound),
    case("OrganizationInvitations.list_pending", "{}", NotFound),
    late("OrganizationInvitations.revoke", r#"{"requesting_user_id": "$user_id"}"#, Refused(403)),
    case("OrganizationMemberships.create", r#"{"user_id": "$user_id", "role": "org:member"}"#, NotFound),
    case("OrganizationMemberships.delete", "{}", NotFound),
    case("OrganizationMemberships.list", r#"{"user_id": ["$user_id"]}"#, Nothing),
    case("OrganizationMemberships.update", r#"{"role": "org:admin"}"#, NotFound),
    case("OrganizationMemberships.update_metadata", r#"{"public_metadata": {"changed": true}}"#, NotFound),
    case("OrganizationPermissions.delete", "{}", NotFound),
    case("OrganizationPermissions.get", "{}", NotFound),
    case("OrganizationPermissions.list", r#"{"query": "$permission_id"}"#, Nothing),
    case("OrganizationPermissions.update", r#"{"name": "Changed"}"#, NotFound),
    case("OrganizationRoles.assign_permission", "{}", NotFound),
    case(
        "OrganizationRoles.create",
        r#"{"name": "Another", "key": "org:another", "permissions": ["$permission_id"]}"#,
        NotFound,
    ),
    case("OrganizationRoles.delete", "{}", NotFound),
    case("OrganizationRoles.get", "{}", NotFound),
    case("OrganizationRoles.list", r#"{"query": "$role_id"}"#, Nothing),
    case("OrganizationRoles.remove_permission", "{}", NotFound),
    case("OrganizationRoles.update", r#"{"permissions": ["$permission_id"]}"#, NotFound),
    case("Organizations.create", r#"{"name": "Another", "created_by": "$user_id"}"#, Refused(400)),
    case("Organizations.delete", "{}", NotFound),
    case("Organizations.delete_logo", "{}", NotFound),
    case("Organizations.get", "{}", NotFound),
    case("Organizations.list", r#"{"organization_id": ["$organization_id"]}"#, Nothing),
    case("Organizations.list", r#"{"user_id": ["$user_id"]}"#, Nothing),
    case("Organizations.merge_metadata", r#"{"public_metadata": {"changed": true}}"#, NotFound),
    case("Organizations.replace_metadata", r#"{"public_metadata": {"changed": true}}"#, NotFound),
    case("Organizations.update", r#"{"name": "Changed"}"#, NotFound),
    case("Organizations.upload_logo", "FILE uploader_user_id=$user_id", NotFound),
    case("PhoneNumbers.create", r#"{"user_id": "$user_id", "phone_number": "+15555550177"}"#, NotFound),
    case("PhoneNumbers.delete", "{}", NotFound),
    case("PhoneNumbers.get", "{}", NotFound),
    case("PhoneNumbers.update", r#"{"primary": true}"#, NotFound),
    case(
        "ProxyChecks.verify",
        r#"{"domain_id": "$domain_id", "proxy_url": "https://a.example/__clerk"}"#,
        Refused(422),
    ),
    case("RedirectUrls.delete", "{}", NotFound),
    case("RedirectUrls.get", "{}", NotFound),
    case(
        "SamlConnections.create",
        r#"{"name": "Another", "provider": "saml_okta", "domains": ["another.example.net"],
            "attribute_mapping": {"user_id": "uid"}, "organization_id": "$organization_id"}"#,
        Refused(422),
    ),
    case("SamlConnections.delete", "{}", NotFound),
    case("SamlConnections.get", "{}", NotFound),
    case("SamlConnections.list", r#"{"organization_id": ["$organization_id"]}"#, Nothing),
    case(
        "SamlConnections.update",
        r#"{"attribute_mapping": {"user_id": "uid"}, "organization_id": "$organization_id"}"#,
        Refused(422),
    ),
    case("Sessions.create", r#"{"user_id": "$user_id"}"#, NotFound),
    case(
        "Sessions.create",
        r#"{"user_id": "$user_id", "active_organization_id": "$organization_id"}"#,
        Refused(422),
    ),
    case("Sessions.create_token", "{}", NotFound),
    case("Sessions.create_token_from_template", "{}", NotFound),
    case("Sessions.get", "{}", NotFound),
    case("Sessions.list", r#"{"user_id": "$user_id"}"#, Nothing),
    case("Sessions.list", r#"{"client_id": "$client_id"}"#, Nothing),
    case(
        "Sessions.refresh",
        r#"{"expired_token": "x", "refresh_token": "x", "request_origin": "https://x.test"}"#,
        Refused(401),
    ),
    late("Sessions.revoke", "{}", NotFound),
    case("Sessions.verify", r#"{"token": "x"}"#, Refused(400)),
    case("SignInTokens.create", r#"{"user_id": "$user_id"}"#, NotFound),
    case("SignInTokens.create", r#"{"user_id": "$user_id", "org_id": "$organization_id"}"#, Refused(422)),
    late("SignInTokens.revoke", "{}", NotFound),
    case("SignUps.get", "{}", NotFound),
    case("SignUps.update", r#"{"external_id": "changed"}"#, NotFound),
    case("Templates.preview", r#"{"subject": "Seen"}"#, Own),
    case("Users.ban", "{}", NotFound),
    case("Users.count", r#"{"user_id": ["$user_id"]}"#, Nothing),
    case("Users.count", r#"{"organization_id": ["$organization_id"]}"#, Nothing),
    late("Users.delete", "{}", NotFound),
    case("Users.delete_backup_codes", "{}", NotFound),
    case("Users.delete_external_account", "{}", Absent),
    case("Users.delete_passkey", "{}", Absent),
    case("Users.delete_profile_image", "{}", NotFound),
    case("Users.delete_totp", "{}", NotFound),
    case("Users.delete_web3_wallet", "{}", NotFound),
    case("Users.disable_mfa", "{}", NotFound),
    case("Users.get", "{}", NotFound),
    case("Users.get_oauth_access_token", "{}", Absent),
    case("Users.get_organization_invitations", "{}", NotFound),
    case("Users.get_organization_memberships", "{}", NotFound),
    case("Users.list", r#"{"user_id": ["$user_id"]}"#, Nothing),
    case("Users.list", r#"{"organization_id": ["$organization_id"]}"#, Nothing),
    case("Users.lock", "{}", NotFound),
    case("Users.replace_metadata", r#"{"public_metadata": {"changed": true}}"#, NotFound),
    case("Users.set_profile_image", "FILE", NotFound),
    case("Users.unban", "{}", NotFound),
    case("Users.unlock", "{}", NotFound),
    case("Users.update", r#"{"first_name": "Mallory"}"#, NotFound),
    case("Users.update", r#"{"primary_email_address_id": "$email_address_id"}"#, Refused(422)),
    case("Users.update", r#"{"primary_phone_number_id": "$phone_number_id"}"#, Refused(422)),
    case("Users.update", r#"{"primary_web3_wallet_id": "$web3_wallet_identification_id"}"#, Refused(422)),
    case("Users.update", r#"{"profile_image_id": "$profile_image_id"}"#, Absent),
    case("Users.update_metadata", r#"{"public_metadata": {"changed": true}}"#, NotFound),
    case("Users.verify_password", r#"{"password": "correct horse battery staple"}"#, NotFound),
    case("Users.verify_totp", r#"{"code": "123456"}"#, NotFound),
    late("WaitlistEntries.delete", "{}", NotFound),
    case("WaitlistEntries.invite", "{}", NotFound),
    late("WaitlistEntries.reject", "{}", NotFound),
];

/// Fields ending in `_id` whose values come from elsewhere.
pub(crate) const NO_IDS: &[&str] = &["external_id", "idp_entity_id", "provider_user_id"];

impl Case {
    /// The operation's row in the contract.
    pub(crate) fn meta(&self) -> Meta {
        let found = operations()
            .into_iter()
            .find(|meta| self.operation.split_once('.') == Some((meta.resource, meta.name)));
        found.unwrap_or_else(|| panic!("{} is no operation", self.operation))
    }

    /// The names of the ids in a call.
    fn names(&self) -> BTreeSet<String> {
        let path = self.path();
        let path = path.split('/').filter_map(|segment| segment.strip_prefix('$'));
        let fields = self.fields.split(['"', '=']).filter_map(|text| text.strip_prefix('$'));
        path.chain(fields).filter(|name| !seeds::NO_ONES.contains(name)).map(str::to_owned).collect()
    }

    /// The path with `$name` for ids; qualified if resources use different names, as in `$RedirectUrls.id`.
    pub(crate) fn path(&self) -> String {
        let meta = self.meta();
        let name = |placeholder: &str| {
            let own = format!("{}.{placeholder}", meta.resource);
            if seeds::is_known(&own) { format!("${own}") } else { format!("${placeholder}") }
        };
        let segment = |segment: &str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
        {
            Some(placeholder) => name(placeholder),
            None => segment.to_owned(),
        };
        meta.path.split('/').map(segment).collect::<Vec<_>>().join("/")
    }

    /// All ways in which another instance's ids can be mixed with one's own: each alone, then all of them. Without such
    /// ids, once as is.
    pub(crate) fn mixtures(&self, ours: &Seeds, theirs: &Seeds) -> Vec<Seeds> {
        let names = self.names();
        let alone = names.iter().map(|name| BTreeSet::from([name.clone()]));
        let mut mixtures: Vec<_> = alone.collect();
        if names.len() != 1 {
            mixtures.push(names);
        }
        mixtures.iter().map(|foreign| ours.with(foreign, theirs)).collect()
    }
}

impl Expect {
    pub(crate) fn is_met_by(self, answer: &Answer) -> bool {
        match self {
            Self::NotFound | Self::Absent => answer.status == 404,
            Self::Own => answer.status == 200,
            Self::Refused(status) => answer.status == 404 || answer.status == status,
            Self::Nothing => answer.status == 404 || (answer.status == 200 && answer.is_nothing()),
        }
    }
}
