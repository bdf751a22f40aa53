use housekey_sdk::{
    Bulk, CreateOrganizationDomain, CreateOrganizationInvitation, CreateOrganizationMembership,
    GetOrganization, ListAllOrganizationDomains, ListAllOrganizationInvitations, ListInstanceMemberships,
    ListOrganizationDomains, ListOrganizationInvitations, ListOrganizationMemberships, ListOrganizations,
    ListPendingOrganizationInvitations, OrganizationLogo, OrganizationMembershipMetadata,
    OrganizationMetadata, RevokeOrganizationInvitation, UpdateOrganization, UpdateOrganizationDomain,
    UpdateOrganizationMembership, Upload,
};

use crate::server::{Server, wire};

#[tokio::test]
async fn what_belongs_to_another_instance_is_not_there() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let invitation = CreateOrganizationInvitation {
            email_address: "bob@example.org".into(),
            role: "org:member".into(),
            ..CreateOrganizationInvitation::default()
        };
        let invited =
            server.client.organization_invitations().create(&acme.id, invitation.clone()).await.unwrap();
        let domain = CreateOrganizationDomain { name: Some("a.example".into()), ..Default::default() };
        let owned = server.client.organization_domains().create(&acme.id, domain.clone()).await.unwrap();

        let foreign = &server.foreign;
        let (id, user) = (&acme.id, &ada.id);
        let role = UpdateOrganizationMembership { role: "org:admin".into() };
        let new = CreateOrganizationMembership {
            user_id: user.clone(),
            role: "org:member".into(),
            ..CreateOrganizationMembership::default()
        };
        let (organizations, memberships) = (foreign.organizations(), foreign.organization_memberships());
        let (invitations, domains) = (foreign.organization_invitations(), foreign.organization_domains());
        let logo = OrganizationLogo {
            file: Upload { file: b"x".to_vec(), ..Upload::default() },
            ..OrganizationLogo::default()
        };
        #[expect(deprecated, reason = "it works until it is gone")]
        let pending = invitations.list_pending(id, ListPendingOrganizationInvitations::default()).await;
        let refusals = [
            organizations.get(id, GetOrganization::default()).await.unwrap_err(),
            organizations.get("acme", GetOrganization::default()).await.unwrap_err(),
            organizations.update(id, UpdateOrganization::default()).await.unwrap_err(),
            organizations.merge_metadata(id, OrganizationMetadata::default()).await.unwrap_err(),
            organizations.replace_metadata(id, OrganizationMetadata::default()).await.unwrap_err(),
            organizations.upload_logo(id, logo).await.unwrap_err(),
            organizations.delete_logo(id).await.unwrap_err(),
            organizations.delete(id).await.unwrap_err(),
            memberships.create(id, new).await.unwrap_err(),
            memberships.list(id, ListOrganizationMemberships::default()).await.unwrap_err(),
            memberships.update(id, user, role).await.unwrap_err(),
            memberships
                .update_metadata(id, user, OrganizationMembershipMetadata::default())
                .await
                .unwrap_err(),
            memberships.delete(id, user).await.unwrap_err(),
            invitations.create(id, invitation.clone()).await.unwrap_err(),
            invitations.bulk_create(id, Bulk(vec![invitation])).await.unwrap_err(),
            invitations.list(id, ListOrganizationInvitations::default()).await.unwrap_err(),
            pending.unwrap_err(),
            invitations.get(id, &invited.id).await.unwrap_err(),
            invitations.revoke(id, &invited.id, RevokeOrganizationInvitation::default()).await.unwrap_err(),
            domains.create(id, domain).await.unwrap_err(),
            domains.list(id, ListOrganizationDomains::default()).await.unwrap_err(),
            domains.update(id, &owned.id, UpdateOrganizationDomain::default()).await.unwrap_err(),
            domains.verify_ownership(id, &owned.id).await.unwrap_err(),
            domains.delete(id, &owned.id).await.unwrap_err(),
        ];
        for refusal in &refusals {
            assert_eq!(wire(refusal), (404, "resource_not_found"));
        }
        assert_eq!(organizations.list(ListOrganizations::default()).await.unwrap().total_count, 0);
        assert_eq!(
            invitations.get_all(ListAllOrganizationInvitations::default()).await.unwrap().total_count,
            0
        );
        assert_eq!(domains.list_all(ListAllOrganizationDomains::default()).await.unwrap().total_count, 0);
        let users = foreign.users();
        assert_eq!(
            users
                .get_instance_organization_memberships(ListInstanceMemberships::default())
                .await
                .unwrap()
                .total_count,
            0
        );
        let now = server.client.organizations().get(id, GetOrganization::default()).await.unwrap();
        assert_eq!(now, acme, "nothing has changed");
    }
}

#[tokio::test]
async fn what_belongs_to_another_organization_is_not_there() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let (acme, zenith) =
            (server.organization("Acme", &ada).await, server.organization("Zenith", &ada).await);
        let new = CreateOrganizationInvitation {
            email_address: "bob@example.org".into(),
            role: "org:member".into(),
            ..CreateOrganizationInvitation::default()
        };
        let invitations = server.client.organization_invitations();
        let invited = invitations.create(&acme.id, new).await.unwrap();
        let refused = invitations.get(&zenith.id, &invited.id).await.unwrap_err();
        assert_eq!(wire(&refused), (404, "resource_not_found"));
        let new = CreateOrganizationDomain { name: Some("a.example".into()), ..Default::default() };
        let domains = server.client.organization_domains();
        let owned = domains.create(&acme.id, new).await.unwrap();
        let refused = domains.delete(&zenith.id, &owned.id).await.unwrap_err();
        assert_eq!(wire(&refused), (404, "resource_not_found"));
    }
}
