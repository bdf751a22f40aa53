use housekey_sdk::{
    CreateOrganization, CreateOrganizationMembership, GetOrganization, ListInstanceMemberships,
    ListOrganizationMemberships, ListUserMemberships, ListUsers, Metadata, OrganizationMembershipMetadata,
    UpdateOrganization, UpdateOrganizationMembership, UpdateUser, set,
};
use serde_json::json;

use crate::people::param_of;
use crate::server::{Server, wire};

fn role(role: &str) -> UpdateOrganizationMembership {
    UpdateOrganizationMembership { role: role.into() }
}

fn metadata(value: serde_json::Value) -> Option<Metadata> {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn the_last_admin_stays_one() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        server.join(&acme, &bob, "org:member").await;
        let memberships = server.client.organization_memberships();
        for refused in [
            memberships.update(&acme.id, &ada.id, role("org:member")).await.unwrap_err(),
            memberships.delete(&acme.id, &ada.id).await.unwrap_err(),
        ] {
            assert_eq!(wire(&refused), (400, "organization_minimum_permissions_needed"));
        }
        let promoted = memberships.update(&acme.id, &bob.id, role("org:admin")).await.unwrap();
        assert_eq!(promoted.role_name, "Admin");
        assert_eq!(memberships.delete("acme", &ada.id).await.unwrap().role, "org:admin");
        let including = GetOrganization { include_members_count: Some(true), ..GetOrganization::default() };
        assert_eq!(
            server.client.organizations().get("acme", including).await.unwrap().members_count,
            Some(1)
        );
        let gone = memberships.delete(&acme.id, &ada.id).await.unwrap_err();
        assert_eq!(wire(&gone), (404, "resource_not_found"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_who_go_at_once_do_not_both_get_away() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        server.join(&acme, &bob, "org:admin").await;
        let leave = |user: &housekey_sdk::User| {
            let (client, organization, user) = (server.client.clone(), acme.id.clone(), user.id.clone());
            tokio::spawn(async move { client.organization_memberships().delete(organization, user).await })
        };
        let (one, other) = (leave(&ada), leave(&bob));
        let outcomes = [one.await.unwrap().is_ok(), other.await.unwrap().is_ok()];
        assert_eq!(outcomes.iter().filter(|gone| **gone).count(), 1, "{outcomes:?}");
    }
}

#[tokio::test]
async fn nobody_joins_twice_or_beyond_the_limit() {
    for server in Server::everywhere().await {
        let (ada, bob, eve) = (server.user("ada").await, server.user("bob").await, server.user("eve").await);
        let acme = server.organization("Acme", &ada).await;
        let two = UpdateOrganization { max_allowed_memberships: Some(2), ..UpdateOrganization::default() };
        server.client.organizations().update(&acme.id, two).await.unwrap();
        server.join(&acme, &bob, "org:member").await;
        let memberships = server.client.organization_memberships();
        let new = |user: &housekey_sdk::User, role: &str| CreateOrganizationMembership {
            user_id: user.id.clone(),
            role: role.into(),
            ..CreateOrganizationMembership::default()
        };
        let full = memberships.create(&acme.id, new(&eve, "org:member")).await.unwrap_err();
        assert_eq!(wire(&full), (403, "organization_membership_quota_exceeded"));
        let any = UpdateOrganization { max_allowed_memberships: Some(0), ..UpdateOrganization::default() };
        server.client.organizations().update(&acme.id, any).await.unwrap();
        let twice = memberships.create(&acme.id, new(&bob, "org:member")).await.unwrap_err();
        assert_eq!(wire(&twice), (400, "already_a_member_in_organization"));
        let unknown = memberships.create(&acme.id, new(&eve, "org:emperor")).await.unwrap_err();
        assert_eq!(wire(&unknown), (404, "resource_not_found"));
        assert_eq!(param_of(&unknown), "role");
        let blank = memberships.create(&acme.id, new(&eve, " ")).await.unwrap_err();
        assert_eq!(wire(&blank), (422, "form_param_nil"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_16_who_want_the_last_three_places_three_get_in() {
    for server in Server::everywhere().await {
        let new = CreateOrganization {
            name: "Acme".into(),
            max_allowed_memberships: Some(3),
            ..Default::default()
        };
        let acme = server.client.organizations().create(new).await.unwrap();
        let mut users = Vec::new();
        for n in 0..16 {
            users.push(server.user(&format!("user{n}")).await);
        }
        let attempts: Vec<_> = users
            .into_iter()
            .map(|user| {
                let (client, organization) = (server.client.clone(), acme.id.clone());
                let new = CreateOrganizationMembership {
                    user_id: user.id,
                    role: "org:member".into(),
                    ..CreateOrganizationMembership::default()
                };
                tokio::spawn(async move { client.organization_memberships().create(organization, new).await })
            })
            .collect();
        let mut joined = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(_) => joined += 1,
                Err(error) => assert_eq!(wire(&error), (403, "organization_membership_quota_exceeded")),
            }
        }
        assert_eq!(joined, 3);
        let including = GetOrganization { include_members_count: Some(true), ..GetOrganization::default() };
        let count = server.client.organizations().get(&acme.id, including).await.unwrap().members_count;
        assert_eq!(count, Some(3));
    }
}

#[tokio::test]
async fn members_are_filtered_and_ordered() {
    for server in Server::everywhere().await {
        let (ada, bob, eve) = (server.user("ada").await, server.user("bob").await, server.user("eve").await);
        let acme = server.organization("Acme", &ada).await;
        server.join(&acme, &bob, "org:member").await;
        server.join(&acme, &eve, "org:member").await;
        let listed = async |request: ListOrganizationMemberships| {
            let page = server.client.organization_memberships().list(&acme.id, request).await.unwrap();
            let names = page.data.iter().map(|member| member.public_user_data.as_ref().unwrap());
            let names: Vec<_> = names.map(|user| user.first_name.clone().unwrap()).collect();
            (names.join(" "), page.total_count)
        };
        let all = ListOrganizationMemberships::default;
        let one = |text: &str| Some(vec![text.to_owned()]);
        let text = |text: &str| Some(text.to_owned());
        for (request, expected) in [
            (all(), "eve bob ada"),
            (ListOrganizationMemberships { order_by: text("email_address"), ..all() }, "ada bob eve"),
            (ListOrganizationMemberships { order_by: text("-first_name"), ..all() }, "eve bob ada"),
            (ListOrganizationMemberships { order_by: text("+created_at"), ..all() }, "ada bob eve"),
            (ListOrganizationMemberships { role: one("org:admin"), ..all() }, "ada"),
            (ListOrganizationMemberships { role: one("org:emperor"), ..all() }, ""),
            (ListOrganizationMemberships { user_id: one(bob.id.as_str()), ..all() }, "bob"),
            (ListOrganizationMemberships { user_id: one(&format!("-{}", bob.id)), ..all() }, "eve ada"),
            (ListOrganizationMemberships { email_address: one("EVE@example.org"), ..all() }, "eve"),
            (ListOrganizationMemberships { query: text("OB@ex"), ..all() }, "bob"),
            (ListOrganizationMemberships { name_query: text("ad"), ..all() }, "ada"),
            (ListOrganizationMemberships { email_address_query: text("eve@"), ..all() }, "eve"),
            (ListOrganizationMemberships { phone_number_query: text("555"), ..all() }, ""),
            (ListOrganizationMemberships { created_at_after: Some(ada.created_at), ..all() }, "eve bob"),
            (ListOrganizationMemberships { last_active_at_after: Some(ada.created_at), ..all() }, ""),
        ] {
            let (names, count) = listed(request.clone()).await;
            assert_eq!(
                (names.as_str(), usize::try_from(count).unwrap()),
                (expected, expected.split_whitespace().count()),
                "{request:?}"
            );
        }
        let page = ListOrganizationMemberships { limit: Some(1), offset: Some(1), ..all() };
        assert_eq!(listed(page).await, ("bob".to_owned(), 3));
        let unknown = ListOrganizationMemberships { order_by: text("shoe_size"), ..all() };
        let refused = server.client.organization_memberships().list(&acme.id, unknown).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "form_param_value_invalid"));
    }
}

#[tokio::test]
async fn members_are_ordered_by_what_they_are_called_now() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        server.join(&acme, &bob, "org:member").await;
        let rename = UpdateUser { first_name: set("Aaron"), ..UpdateUser::default() };
        server.client.users().update(&bob.id, rename).await.unwrap();
        let by_name = ListOrganizationMemberships {
            order_by: Some("first_name".into()),
            ..ListOrganizationMemberships::default()
        };
        let members = server.client.organization_memberships().list(&acme.id, by_name).await.unwrap();
        let first = members.data[0].public_user_data.clone().unwrap();
        assert_eq!((first.user_id, first.first_name.as_deref()), (bob.id, Some("Aaron")));
    }
}

#[tokio::test]
async fn memberships_are_listed_by_user_and_instance() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        let zenith = server.organization("Zenith", &bob).await;
        server.join(&zenith, &ada, "org:member").await;
        let users = server.client.users();
        let of_ada =
            users.get_organization_memberships(&ada.id, ListUserMemberships::default()).await.unwrap();
        let ids: Vec<_> = of_ada.data.iter().map(|membership| membership.organization.id.clone()).collect();
        assert_eq!((ids, of_ada.total_count), (vec![zenith.id.clone(), acme.id.clone()], 2));
        let by_name = ListInstanceMemberships {
            order_by: Some("email_address".into()),
            limit: Some(2),
            ..ListInstanceMemberships::default()
        };
        let all = users.get_instance_organization_memberships(by_name).await.unwrap();
        assert_eq!((all.data.len(), all.total_count), (2, 3));
        assert!(all.data.iter().all(|one| one.public_user_data.as_ref().unwrap().user_id == ada.id));
        let members =
            |wanted: String| ListUsers { organization_id: Some(vec![wanted]), ..ListUsers::default() };
        let of_acme = users.list(members(acme.id.to_string())).await.unwrap();
        assert_eq!(of_acme.iter().map(|user| &user.id).collect::<Vec<_>>(), [&ada.id]);
        let others = users.list(members(format!("-{}", acme.id))).await.unwrap();
        assert_eq!(others.iter().map(|user| &user.id).collect::<Vec<_>>(), [&bob.id]);
        assert!(users.list(members("org_nobody".into())).await.unwrap().is_empty());
    }
}

/// Pages keep what they rendered before, so each change to what a membership shows must reach the next page.
#[tokio::test]
async fn a_page_shows_every_change_to_what_memberships_show() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let client = &server.client;
        let page = async || {
            let memberships = client.organization_memberships();
            let listed = memberships.list(&acme.id, ListOrganizationMemberships::default()).await.unwrap();
            serde_json::to_string(&listed.data).unwrap()
        };
        let mut pages = vec![page().await];
        let user = |change: UpdateUser| async {
            client.users().update(&ada.id, change).await.unwrap();
        };
        user(UpdateUser { first_name: set("Augusta"), ..UpdateUser::default() }).await;
        pages.push(page().await);
        user(UpdateUser { last_name: set("King"), ..UpdateUser::default() }).await;
        pages.push(page().await);
        user(UpdateUser { username: set("augusta"), ..UpdateUser::default() }).await;
        pages.push(page().await);
        client.users().ban(&ada.id).await.unwrap();
        pages.push(page().await);
        let renamed = UpdateOrganization { name: Some("Analytical".into()), ..UpdateOrganization::default() };
        client.organizations().update(&acme.id, renamed).await.unwrap();
        pages.push(page().await);
        let noted = OrganizationMembershipMetadata {
            public_metadata: metadata(json!({ "desk": 7 })),
            ..OrganizationMembershipMetadata::default()
        };
        client.organization_memberships().update_metadata(&acme.id, &ada.id, noted).await.unwrap();
        pages.push(page().await);
        let same = page().await;
        assert_eq!(pages.last(), Some(&same));
        pages.dedup();
        assert_eq!(pages.len(), 7, "{pages:#?}");
    }
}

#[tokio::test]
async fn a_membership_has_metadata_of_its_own() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let change = |value| OrganizationMembershipMetadata {
            public_metadata: metadata(value),
            ..OrganizationMembershipMetadata::default()
        };
        let memberships = server.client.organization_memberships();
        memberships.update_metadata(&acme.id, &ada.id, change(json!({"desk": 4, "floor": 2}))).await.unwrap();
        let merged =
            memberships.update_metadata(&acme.id, &ada.id, change(json!({"desk": null}))).await.unwrap();
        assert_eq!(json!(merged.public_metadata), json!({"floor": 2}));
    }
}

#[tokio::test]
async fn a_deleted_user_leaves_every_organization() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        server.client.users().delete(&ada.id).await.unwrap();
        let including = GetOrganization {
            include_members_count: Some(true),
            include_missing_member_with_elevated_permissions: Some(true),
        };
        let acme = server.client.organizations().get(&acme.id, including).await.unwrap();
        assert_eq!(acme.members_count, Some(0));
        assert_eq!(acme.missing_member_with_elevated_permissions, Some(true));
    }
}
