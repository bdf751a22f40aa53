use housekey_domain::organization_invitations::accept;
use housekey_domain::random;
use housekey_sdk::{
    AnyOf, Bulk, CreateOrganizationInvitation, GetOrganization, ListAllOrganizationInvitations,
    ListOrganizationInvitations, ListPendingOrganizationInvitations, ListUserInvitations,
    ListUserMemberships, Organization, OrganizationInvitation, OrganizationInvitationStatus as Status,
    RevokeOrganizationInvitation, User,
};
use housekey_store::Tx;
use serde_json::json;

use crate::server::{Server, wire};

fn to(address: &str) -> CreateOrganizationInvitation {
    CreateOrganizationInvitation {
        email_address: address.into(),
        role: "org:member".into(),
        ..CreateOrganizationInvitation::default()
    }
}

/// The ticket of the invitation.
fn ticket(invitation: &OrganizationInvitation) -> String {
    let url = invitation.url.as_deref().unwrap();
    url.split_once("/v1/tickets/accept?ticket=").unwrap().1.to_owned()
}

impl Server {
    async fn invite(&self, organization: &Organization, address: &str) -> OrganizationInvitation {
        self.client.organization_invitations().create(&organization.id, to(address)).await.unwrap()
    }

    /// Accepts like the ticket's page; the error's code if refused.
    async fn accept(&self, ticket: &str, user: &User) -> Result<String, String> {
        let (digest, user, moment) = (random::hash_token(ticket), user.id.clone(), self.app.moment());
        let id = random::id(&mut housekey_server::rng::rng(), moment.now, "orgmem_").into();
        let instance = self.instance.id.clone();
        let accepted =
            self.app.db.write(move |tx| accept(&mut Tx::new(tx, &instance, moment), &digest, &user, &id));
        accepted.await.map(|member| member.role.key).map_err(|error| error.code().unwrap().to_owned())
    }
}

#[tokio::test]
async fn an_invitation_is_accepted_once() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        let new = CreateOrganizationInvitation {
            inviter_user_id: Some(ada.id.clone()),
            public_metadata: serde_json::from_value(json!({"desk": 4})).unwrap(),
            ..to("BOB@example.org")
        };
        let invitations = server.client.organization_invitations();
        let invitation = invitations.create(&acme.id, new).await.unwrap();
        assert_eq!(
            (invitation.email_address.as_str(), &invitation.status),
            ("bob@example.org", &Status::Pending)
        );
        assert_eq!(invitation.public_inviter_data.as_ref().unwrap().identifier, "ada@example.org");
        let (ticket, eve) = (ticket(&invitation), server.user("eve").await);

        let other = server.accept(&ticket, &eve).await.unwrap_err();
        assert_eq!(other, "organization_invitation_identification_not_exist");
        assert_eq!(server.accept(&ticket, &bob).await.unwrap(), "org:member");
        let again = server.accept(&ticket, &bob).await.unwrap_err();
        assert_eq!(again, "organization_invitation_already_accepted");
        let shown = invitations.get(&acme.id, &invitation.id).await.unwrap();
        assert_eq!((shown.status, shown.url), (Status::Accepted, None), "the ticket is shown once");
        let members =
            server.client.users().get_organization_memberships(&bob.id, ListUserMemberships::default());
        assert_eq!(json!(members.await.unwrap().data[0].public_metadata), json!({"desk": 4}));
    }
}

#[tokio::test]
async fn an_invitation_ends_with_its_time_or_by_hand() {
    for server in Server::everywhere().await {
        let (ada, bob, eve) = (server.user("ada").await, server.user("bob").await, server.user("eve").await);
        let acme = server.organization("Acme", &ada).await;
        let (late, revoked) =
            (server.invite(&acme, "bob@example.org").await, server.invite(&acme, "eve@example.org").await);
        let invitations = server.client.organization_invitations();
        let by = |user: &User| RevokeOrganizationInvitation { requesting_user_id: Some(user.id.clone()) };
        let stranger = invitations.revoke(&acme.id, &revoked.id, by(&bob)).await.unwrap_err();
        assert_eq!(wire(&stranger), (403, "not_a_member_in_organization"));
        let gone = invitations.revoke(&acme.id, &revoked.id, by(&ada)).await.unwrap();
        assert_eq!(gone.status, Status::Revoked);
        let twice = invitations.revoke(&acme.id, &revoked.id, by(&ada)).await.unwrap_err();
        assert_eq!(wire(&twice), (404, "organization_invitation_not_pending"));
        assert_eq!(
            server.accept(&ticket(&revoked), &eve).await.unwrap_err(),
            "organization_invitation_revoked_code"
        );

        server.advance(30 * 24 * 3600);
        let shown = invitations.get(&acme.id, &late.id).await.unwrap();
        assert_eq!(shown.status, Status::Expired);
        assert_eq!(server.accept(&ticket(&late), &bob).await.unwrap_err(), "ticket_expired_code");
        let of = |status: Status| ListOrganizationInvitations {
            status: Some(AnyOf(vec![status])),
            ..ListOrganizationInvitations::default()
        };
        for (status, expected) in
            [(Status::Pending, 0), (Status::Expired, 1), (Status::Revoked, 1), (Status::Accepted, 0)]
        {
            assert_eq!(invitations.list(&acme.id, of(status)).await.unwrap().total_count, expected);
        }
        server.invite(&acme, "bob@example.org").await;
    }
}

#[tokio::test]
async fn nobody_is_invited_twice_or_without_a_place() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        let invitations = server.client.organization_invitations();
        server.invite(&acme, "new@example.org").await;
        for (new, refusal) in [
            (to("NEW@example.org"), (400, "organization_invitation_not_unique")),
            (to("ada@example.org"), (400, "already_a_member_in_organization")),
            (to("nobody"), (422, "form_param_format_invalid")),
            (
                CreateOrganizationInvitation { role: "org:emperor".into(), ..to("x@example.org") },
                (404, "resource_not_found"),
            ),
            (
                CreateOrganizationInvitation { expires_in_days: Some(366), ..to("x@example.org") },
                (422, "form_param_value_invalid"),
            ),
            (
                CreateOrganizationInvitation {
                    redirect_url: Some("javascript:alert(1)".into()),
                    ..to("x@example.org")
                },
                (422, "form_param_format_invalid"),
            ),
            (
                CreateOrganizationInvitation { inviter_user_id: Some(bob.id.clone()), ..to("x@example.org") },
                (403, "not_a_member_in_organization"),
            ),
        ] {
            assert_eq!(wire(&invitations.create(&acme.id, new).await.unwrap_err()), refusal);
        }
        server.join(&acme, &bob, "org:member").await;
        let by_member = CreateOrganizationInvitation { inviter_user_id: Some(bob.id), ..to("x@example.org") };
        let refused = invitations.create(&acme.id, by_member).await.unwrap_err();
        assert_eq!(wire(&refused), (403, "missing_organization_permission"));

        let limit =
            housekey_sdk::UpdateOrganization { max_allowed_memberships: Some(3), ..Default::default() };
        server.client.organizations().update(&acme.id, limit).await.unwrap();
        let full = invitations.create(&acme.id, to("x@example.org")).await.unwrap_err();
        assert_eq!(wire(&full), (403, "organization_membership_quota_exceeded"));
    }
}

#[tokio::test]
async fn ten_are_invited_at_once_or_none() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let invitations = server.client.organization_invitations();
        let many = |count: usize| Bulk((0..count).map(|n| to(&format!("u{n}@example.org"))).collect());
        let refused = invitations.bulk_create(&acme.id, many(11)).await.unwrap_err();
        assert_eq!(wire(&refused), (400, "bulk_size_exceeded"));
        let mut with_a_member = many(9);
        with_a_member.0.push(to("ada@example.org"));
        let refused = invitations.bulk_create(&acme.id, with_a_member).await.unwrap_err();
        assert_eq!(wire(&refused), (400, "already_a_member_in_organization"));
        let pending = || ListPendingOrganizationInvitations { limit: Some(500), ..Default::default() };
        #[expect(deprecated, reason = "it works until it is gone")]
        let listed = invitations.list_pending(&acme.id, pending()).await.unwrap();
        assert_eq!(listed.total_count, 0, "all or none");

        let invited = invitations.bulk_create(&acme.id, many(10)).await.unwrap();
        assert_eq!((invited.data.len(), invited.total_count), (10, 10));
        #[expect(deprecated, reason = "it works until it is gone")]
        let listed = invitations.list_pending(&acme.id, pending()).await.unwrap();
        assert_eq!(listed.total_count, 10);
        let including = GetOrganization { include_members_count: Some(true), ..GetOrganization::default() };
        let acme = server.client.organizations().get(&acme.id, including).await.unwrap();
        assert_eq!(acme.pending_invitations_count, Some(10));
    }
}

#[tokio::test]
async fn invitations_are_listed_by_address_status_and_user() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let (acme, zenith) =
            (server.organization("Acme", &ada).await, server.organization("Zenith", &ada).await);
        let first = server.invite(&acme, "bob@example.org").await;
        server.invite(&acme, "zoe@example.org").await;
        server.invite(&zenith, "bob@example.org").await;
        let invitations = server.client.organization_invitations();
        let one = ListOrganizationInvitations {
            email_address: Some("Bob@example.org".into()),
            ..ListOrganizationInvitations::default()
        };
        assert_eq!(invitations.list("acme", one).await.unwrap().data[0].id, first.id);
        let all = ListAllOrganizationInvitations {
            query: Some("ob@".into()),
            order_by: Some("created_at".into()),
            status: Some(AnyOf(vec![Status::Pending, Status::Expired])),
            ..ListAllOrganizationInvitations::default()
        };
        let all = invitations.get_all(all).await.unwrap();
        assert_eq!((all.total_count, &all.data[0].id), (2, &first.id));
        assert_eq!(all.data[0].public_organization_data.as_ref().unwrap().slug, "acme");
        let users = server.client.users();
        let of_bob =
            users.get_organization_invitations(&bob.id, ListUserInvitations::default()).await.unwrap();
        assert_eq!(of_bob.total_count, 2);
        let of_ada =
            users.get_organization_invitations(&ada.id, ListUserInvitations::default()).await.unwrap();
        assert_eq!(of_ada.total_count, 0);
    }
}
