use housekey_sdk::{
    CreateOrganizationDomain, ListAllOrganizationDomains, ListOrganizationDomains,
    OrganizationEnrollmentMode as Mode, UpdateOrganizationDomain,
};

use crate::server::{Server, wire};

fn named(name: &str) -> CreateOrganizationDomain {
    CreateOrganizationDomain { name: Some(name.into()), ..CreateOrganizationDomain::default() }
}

#[tokio::test]
async fn one_organization_has_a_domain_and_others_may_claim_it() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let (acme, zenith) =
            (server.organization("Acme", &ada).await, server.organization("Zenith", &ada).await);
        let domains = server.client.organization_domains();
        let own = domains.create(&acme.id, named("Acme.Example")).await.unwrap();
        assert_eq!((own.name.as_str(), &own.enrollment_mode), ("acme.example", &Mode::ManualInvitation));
        assert_eq!(own.verification.as_ref().unwrap().status, "verified");
        let taken = domains.create(&zenith.id, named("acme.example")).await.unwrap_err();
        assert_eq!(wire(&taken), (422, "organization_domain_already_exists"));
        let twice = domains.create(&acme.id, named("acme.example")).await.unwrap_err();
        assert_eq!(wire(&twice), (422, "organization_domain_already_exists_same_organization"));

        let claim = CreateOrganizationDomain { verified: Some(false), ..named("acme.example") };
        let claim = domains.create(&zenith.id, claim).await.unwrap();
        assert_eq!(claim.verification.unwrap().status, "unverified");
        let verify = UpdateOrganizationDomain { verified: Some(true), ..UpdateOrganizationDomain::default() };
        let refused = domains.update(&zenith.id, &claim.id, verify.clone()).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "organization_domain_already_exists"));
        assert!(domains.delete(&acme.id, &own.id).await.unwrap().deleted);
        let now = domains.update(&zenith.id, &claim.id, verify).await.unwrap();
        assert_eq!(now.verification.unwrap().status, "verified");
    }
}

#[tokio::test]
async fn domains_of_everybody_are_nobodys() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let domains = server.client.organization_domains();
        for (new, refusal) in [
            (named("gmail.com"), (422, "organization_domain_common")),
            (named("mailinator.com"), (422, "organization_domain_blocked")),
            (named("localhost"), (422, "form_param_format_invalid")),
            (CreateOrganizationDomain::default(), (422, "form_param_nil")),
            (
                CreateOrganizationDomain { enrollment_mode: Some(Mode::EnterpriseSso), ..named("a.example") },
                (422, "form_param_value_invalid"),
            ),
        ] {
            assert_eq!(wire(&domains.create(&acme.id, new).await.unwrap_err()), refusal);
        }
    }
}

#[tokio::test]
async fn domains_are_listed_by_mode_and_verification() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let (acme, zenith) =
            (server.organization("Acme", &ada).await, server.organization("Zenith", &ada).await);
        let domains = server.client.organization_domains();
        let automatic = CreateOrganizationDomain {
            enrollment_mode: Some(Mode::AutomaticInvitation),
            verified: Some(false),
            ..named("b.example")
        };
        domains.create(&acme.id, named("a.example")).await.unwrap();
        let second = domains.create(&acme.id, automatic).await.unwrap();
        domains.create(&zenith.id, named("c.example")).await.unwrap();
        let of_acme = |verified: Option<&str>, mode: Option<&str>| ListOrganizationDomains {
            verified: verified.map(str::to_owned),
            enrollment_mode: mode.map(|mode| mode.to_owned().into()),
            ..ListOrganizationDomains::default()
        };
        let count = async |request| domains.list(&acme.id, request).await.unwrap().total_count;
        assert_eq!(count(of_acme(None, None)).await, 2);
        assert_eq!(count(of_acme(Some("true"), None)).await, 1);
        assert_eq!(count(of_acme(None, Some("automatic_invitation"))).await, 1);
        assert_eq!(count(of_acme(Some("true"), Some("-manual_invitation"))).await, 0);
        let refused = domains.list(&acme.id, of_acme(Some("maybe"), None)).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "form_param_value_invalid"));

        let by_name = ListAllOrganizationDomains { order_by: Some("-name".into()), ..Default::default() };
        let all = domains.list_all(by_name).await.unwrap();
        assert_eq!(
            all.data.iter().map(|domain| domain.name.as_str()).collect::<Vec<_>>(),
            ["c.example", "b.example", "a.example"]
        );
        for (request, expected) in [
            (ListAllOrganizationDomains { query: Some(zenith.id.to_string()), ..Default::default() }, 1),
            (ListAllOrganizationDomains { query: Some("EXAM".into()), ..Default::default() }, 3),
            (ListAllOrganizationDomains { domains: Some(vec!["B.example".into()]), ..Default::default() }, 1),
            (ListAllOrganizationDomains { organization_id: Some(acme.id.clone()), ..Default::default() }, 2),
        ] {
            assert_eq!(domains.list_all(request).await.unwrap().total_count, expected);
        }
        let owned = domains.verify_ownership(&acme.id, &second.id).await.unwrap();
        assert_eq!(owned.ownership_verification.as_ref().unwrap().strategy, "manual_override");
        server.advance(60);
        let again = domains.verify_ownership(&acme.id, &second.id).await.unwrap();
        assert_eq!(again.updated_at, owned.updated_at, "nothing changes any more");
    }
}
