use housekey_domain::error::Error as Refusal;
use housekey_domain::redirect_urls::is_allowed;
use housekey_sdk::{
    CreateAllowlistIdentifier, CreateBlocklistIdentifier, CreateOrganization, CreateOrganizationDomain,
    CreateOrganizationMembership, CreateUser, Error, Organization, OrganizationEnrollmentMode,
    UpdateBetaFeatures, UpdateInstance, UpdateInstanceOrganizationSettings, UpdateInstanceRestrictions, User,
    set,
};
use housekey_store::Tx;
use housekey_store::instances::find;

use crate::server::{Server, wire};

async fn create(server: &Server, address: &str) -> Result<User, Error> {
    let email_address = Some(vec![address.to_owned()]);
    server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await
}

async fn organization(server: &Server, name: &str, slug: Option<&str>) -> Result<Organization, Error> {
    let (name, slug) = (name.to_owned(), slug.map(str::to_owned));
    server.client.organizations().create(CreateOrganization { name, slug, ..Default::default() }).await
}

/// Enables one restriction.
type TurnOn = fn(&mut UpdateInstanceRestrictions);

#[tokio::test]
async fn each_restriction_keeps_out_whom_it_is_for_once_it_is_turned_on() {
    let restrictions: [(TurnOn, &str); 5] = [
        (|request| request.blocklist = Some(true), "ada@blocked.example"),
        (|request| request.ignore_dots_for_gmail_addresses = Some(true), "j.smith@gmail.com"),
        (|request| request.block_email_subaddresses = Some(true), "ada+shop@example.org"),
        (|request| request.block_disposable_email_domains = Some(true), "ada@mailinator.com"),
        (|request| request.allowlist = Some(true), "ada@other.example"),
    ];
    for server in Server::everywhere().await {
        let blocked = CreateBlocklistIdentifier { identifier: "*@blocked.example".into() };
        server.client.blocklist_identifiers().create(blocked).await.unwrap();
        let allowed = CreateAllowlistIdentifier { identifier: "*@example.com".into(), notify: None };
        server.client.allowlist_identifiers().create(allowed).await.unwrap();
        create(&server, "jsmith@gmail.com").await.unwrap();
        create(&server, "ada@example.org").await.unwrap();
        for (turn_on, address) in &restrictions {
            let before = create(&server, address).await.unwrap();
            server.client.users().delete(&before.id).await.unwrap();
            let mut request = UpdateInstanceRestrictions::default();
            turn_on(&mut request);
            server.client.instance_settings().update_restrictions(request).await.unwrap();
            let refusal = create(&server, address).await.unwrap_err();
            assert_eq!(wire(&refusal), (403, "not_allowed_access"), "{address}");
        }
        assert!(create(&server, "ada@example.com").await.is_ok(), "nothing keeps this one out");
    }
}

#[tokio::test]
async fn the_beta_features_close_an_instance_to_all_but_the_allowlist_too() {
    for server in Server::everywhere().await {
        let closed = UpdateBetaFeatures { restricted_to_allowlist: set(true), ..Default::default() };
        server.client.beta_features().update_instance_settings(closed).await.unwrap();
        let refusal = create(&server, "ada@example.com").await.unwrap_err();
        assert_eq!(wire(&refusal), (403, "not_allowed_access"));
    }
}

#[tokio::test]
async fn new_organizations_are_as_the_settings_say() {
    for server in Server::everywhere().await {
        let (ada, grace) = (server.ada().await, create(&server, "grace@example.com").await.unwrap());
        let change = UpdateInstanceOrganizationSettings {
            max_allowed_memberships: Some(1),
            admin_delete_enabled: Some(false),
            slug_disabled: Some(true),
            ..Default::default()
        };
        server.client.instance_settings().update_organization_settings(change).await.unwrap();
        let chosen = organization(&server, "Acme", Some("acme-inc")).await.unwrap_err();
        assert_eq!(wire(&chosen), (422, "form_param_value_invalid"));
        let acme = organization(&server, "Acme", None).await.unwrap();
        assert_eq!((acme.max_allowed_memberships, acme.admin_delete_enabled), (1, false));

        let join = |user: &User| {
            let role = "org:admin".to_owned();
            let new = CreateOrganizationMembership { user_id: user.id.clone(), role, ..Default::default() };
            server.client.organization_memberships().create(&acme.id, new)
        };
        join(&ada).await.unwrap();
        let full = join(&grace).await.unwrap_err();
        assert_eq!(wire(&full), (403, "organization_membership_quota_exceeded"));
    }
}

#[tokio::test]
async fn what_is_turned_off_for_organizations_is_refused() {
    for server in Server::everywhere().await {
        let acme = organization(&server, "Acme", None).await.unwrap();
        let add = |name: &str, mode: OrganizationEnrollmentMode| {
            let (name, enrollment_mode) = (Some(name.to_owned()), Some(mode));
            let new = CreateOrganizationDomain { name, enrollment_mode, ..Default::default() };
            server.client.organization_domains().create(&acme.id, new)
        };
        let change = async |change| {
            server.client.instance_settings().update_organization_settings(change).await.unwrap();
        };
        let automatic = || OrganizationEnrollmentMode::AutomaticInvitation;
        add("one.example", automatic()).await.unwrap();
        let modes = Some(vec!["automatic_suggestion".to_owned()]);
        change(UpdateInstanceOrganizationSettings { domains_enrollment_modes: modes, ..Default::default() })
            .await;
        let refusal = add("two.example", automatic()).await.unwrap_err();
        assert_eq!(wire(&refusal), (403, "organization_domain_enrollment_mode_not_enabled"));
        add("two.example", OrganizationEnrollmentMode::AutomaticSuggestion).await.unwrap();

        change(UpdateInstanceOrganizationSettings { domains_enabled: Some(false), ..Default::default() })
            .await;
        let refusal = add("three.example", OrganizationEnrollmentMode::ManualInvitation).await.unwrap_err();
        assert_eq!(wire(&refusal), (403, "organization_domains_not_enabled"));

        change(UpdateInstanceOrganizationSettings { enabled: Some(false), ..Default::default() }).await;
        let refusal = organization(&server, "Zenith", None).await.unwrap_err();
        assert_eq!(wire(&refusal), (403, "organization_not_enabled_in_instance"));
    }
}

#[tokio::test]
async fn users_may_be_sent_to_the_origins_that_the_settings_name() {
    let (origin, developed) = ("https://app.example", "http://machine.test:5173");
    for server in Server::everywhere().await {
        let allowed = async || {
            let (id, moment) = (server.instance.id.clone(), server.app.moment());
            let judged = server.app.db.read(move |tx| {
                let instance = find(tx, &id)?.unwrap();
                let mut judge =
                    |url: String| is_allowed(&mut Tx::new(tx, &instance.id, moment), &instance, &url);
                Ok::<_, Refusal>([
                    judge(format!("{origin}/welcome"))?,
                    judge(format!("{developed}/welcome"))?,
                ])
            });
            judged.await.unwrap()
        };
        assert_eq!(allowed().await, [false, false]);
        let change = UpdateInstance {
            allowed_origins: Some(vec![origin.to_owned()]),
            development_origin: set(developed),
            ..UpdateInstance::default()
        };
        server.client.instance_settings().update(change).await.unwrap();
        assert_eq!(allowed().await, [true, true]);
    }
}
