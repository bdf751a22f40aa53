use housekey_contract::object::SamlConnection;
use housekey_domain::saml_connections::ServiceProvider;
use housekey_store::saml_connections::SamlConnectionRecord;

use super::View;

impl View<'_> {
    /// Renders a SAML connection. None can be active yet, so no user has signed in through one.
    pub fn saml_connection(&self, record: &SamlConnectionRecord) -> SamlConnection {
        let provider = ServiceProvider::of(self.public_url, &record.id);
        SamlConnection {
            object: "saml_connection".into(),
            id: record.id.clone(),
            name: record.name.clone(),
            domain: record.domains.first().cloned().unwrap_or_default(),
            domains: record.domains.clone(),
            idp_entity_id: record.idp.entity_id.clone(),
            idp_sso_url: record.idp.sso_url.clone(),
            idp_certificate: record.idp.certificate.clone(),
            idp_certificate_issued_at: record.idp.certificate_issued_at,
            idp_certificate_expires_at: record.idp.certificate_expires_at,
            idp_metadata_url: record.idp.metadata_url.clone(),
            idp_metadata: record.idp.metadata.clone(),
            acs_url: provider.acs_url,
            sp_entity_id: provider.entity_id,
            sp_metadata_url: provider.metadata_url,
            organization_id: record.organization_id.clone(),
            attribute_mapping: record.attribute_mapping.clone(),
            active: false,
            provider: record.provider.to_string(),
            user_count: 0,
            sync_user_attributes: record.sync_user_attributes,
            allow_subdomains: record.allow_subdomains,
            allow_idp_initiated: record.allow_idp_initiated,
            disable_additional_identifications: record.disable_additional_identifications,
            allow_organization_account_linking: record.allow_organization_account_linking,
            force_authn: record.force_authn,
            login_hint: record.login_hint.clone(),
            enterprise_connection_id: None,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
