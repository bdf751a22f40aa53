use super::*;

/// Created with `openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=idp.example.com`.
const CERTIFICATE: &str = include_str!("certificate.txt");

fn metadata(role: &str) -> String {
    format!(
        r#"<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="{MD}" xmlns:ds="{DS}" entityID="https://idp.example.com/metadata">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{role}</md:IDPSSODescriptor>
</md:EntityDescriptor>"#
    )
}

fn key(usage: &str, certificate: &str) -> String {
    format!(
        "<md:KeyDescriptor{usage}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate>\
         </ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"
    )
}

fn service(binding: &str, location: &str) -> String {
    format!(
        r#"<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:{binding}" Location="{location}"/>"#
    )
}

fn whole() -> String {
    let encryption = key(r#" use="encryption""#, "AAAA");
    let signing = key(r#" use="signing""#, CERTIFICATE);
    let services = service("HTTP-POST", "https://idp.example.com/post")
        + &service("HTTP-Redirect", "https://idp.example.com/sso?a=1&amp;b=2");
    metadata(&(encryption + &signing + &services))
}

#[test]
fn a_provider_is_read_from_its_metadata() {
    let read = Metadata::parse(&whole(), "idp_metadata").unwrap();
    assert_eq!(read.entity_id, "https://idp.example.com/metadata");
    assert_eq!(read.sso_url, "https://idp.example.com/sso?a=1&b=2");
    assert!(!read.certificate.base64.contains(char::is_whitespace));
    assert_eq!(read.certificate, Certificate::parse(CERTIFICATE).unwrap());
    assert!(read.certificate.issued_at < read.certificate.expires_at);
}

#[test]
fn a_key_for_everything_and_a_form_will_do() {
    let read = metadata(&(key("", CERTIFICATE) + &service("HTTP-POST", "https://idp.example.com/post")));
    assert_eq!(Metadata::parse(&read, "idp_metadata").unwrap().sso_url, "https://idp.example.com/post");
}

#[test]
fn the_one_provider_of_a_federation_is_taken() {
    let entity = whole().replace(r#"<?xml version="1.0"?>"#, "");
    let list =
        |inner: &str| format!(r#"<md:EntitiesDescriptor xmlns:md="{MD}">{inner}</md:EntitiesDescriptor>"#);
    let application = format!(r#"<md:EntityDescriptor xmlns:md="{MD}" entityID="sp"/>"#);
    assert!(Metadata::parse(&list(&(application.clone() + &entity)), "idp_metadata").is_ok());
    assert!(Metadata::parse(&list(&(entity.clone() + &entity)), "idp_metadata").is_err());
    assert!(Metadata::parse(&list(&application), "idp_metadata").is_err());
}

#[test]
fn nothing_is_expanded_and_nothing_is_fetched() {
    let xml = whole();
    let (head, rest) = xml.split_once('\n').unwrap();
    for declared in [
        r#"<!DOCTYPE x SYSTEM "http://127.0.0.1:9/evil.dtd">"#,
        r#"<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>"#,
        r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#,
    ] {
        let refusal = Metadata::parse(&format!("{head}{declared}{rest}"), "idp_metadata").unwrap_err();
        assert_eq!(refusal.code(), Some("saml_failed_to_parse_idp_metadata"), "{declared}");
    }
    assert!(Metadata::parse(&xml.replace("idp.example.com/post", "&secret;"), "idp_metadata").is_err());
}

#[test]
fn what_is_no_metadata_is_refused() {
    let deep = "<a>".repeat(80_000);
    let nodes = metadata(&"<a/>".repeat(30_000));
    for xml in [
        "",
        "nonsense",
        "<html/>",
        &deep,
        &nodes,
        &whole()[..500],
        &whole().replace(MD, "urn:other"),
        &whole().replace("IDPSSODescriptor", "SPSSODescriptor"),
        &whole().replace("entityID", "id"),
        &whole().replace("SingleSignOnService", "SingleLogoutService"),
        &whole().replace("signing", "encryption"),
    ] {
        let refusal = Metadata::parse(xml, "idp_metadata").unwrap_err();
        assert_eq!(
            refusal.code(),
            Some("saml_failed_to_parse_idp_metadata"),
            "{}",
            &xml[..xml.len().min(60)]
        );
    }
    let refusal = Metadata::parse(&" ".repeat(MAX_BYTES + 1), "idp_metadata").unwrap_err();
    assert_eq!(refusal.code(), Some("form_param_exceeds_allowed_size"));
}

#[test]
fn metadata_with_an_invalid_certificate_or_address_is_refused() {
    for xml in [
        whole().replace(CERTIFICATE, "bm8gY2VydGlmaWNhdGU="),
        whole().replace("https://idp.example.com/sso", "javascript:alert"),
    ] {
        let refusal = Metadata::parse(&xml, "idp_metadata").unwrap_err();
        assert_eq!(refusal.code(), Some("form_param_format_invalid"));
    }
}

#[test]
fn our_own_metadata_is_xml_that_says_where_answers_go() {
    let provider = ServiceProvider::of(r#"https://id.example.com/?"<&"#, &"samlc_1".into());
    let xml = provider.xml();
    let document = Document::parse(&xml).unwrap();
    assert_eq!(document.root_element().attribute("entityID"), Some(provider.entity_id.as_str()));
    let service =
        document.descendants().find(|node| node.has_tag_name((MD, "AssertionConsumerService"))).unwrap();
    assert_eq!(service.attribute("Location"), Some(provider.acs_url.as_str()));
    assert_eq!(service.attribute("Binding"), Some(BINDINGS[1]));
}
