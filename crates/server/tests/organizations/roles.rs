use housekey_domain::jwt;
use housekey_sdk::{
    CreateOrganization, CreateOrganizationPermission, CreateOrganizationRole, ListOrganizationPermissions,
    ListOrganizationRoles, Permission, Role, TokenOptions, UpdateInstanceOrganizationSettings,
    UpdateOrganizationMembership, UpdateOrganizationPermission, UpdateOrganizationRole,
};
use serde_json::json;

use crate::server::{Server, wire};

impl Server {
    async fn permission(&self, key: &str) -> Permission {
        let new = CreateOrganizationPermission {
            name: key.to_owned(),
            key: key.to_owned(),
            ..CreateOrganizationPermission::default()
        };
        self.client.organization_permissions().create(new).await.unwrap()
    }

    async fn role(&self, key: &str, permissions: &[&Permission]) -> Role {
        let new = CreateOrganizationRole {
            name: key.to_owned(),
            key: key.to_owned(),
            permissions: Some(permissions.iter().map(|permission| permission.id.clone()).collect()),
            ..CreateOrganizationRole::default()
        };
        self.client.organization_roles().create(new).await.unwrap()
    }

    async fn role_named(&self, key: &str) -> Role {
        let listed = ListOrganizationRoles { query: Some(key.into()), ..ListOrganizationRoles::default() };
        self.client.organization_roles().list(listed).await.unwrap().data.remove(0)
    }
}

#[tokio::test]
async fn an_instance_begins_with_admins_and_members() {
    for server in Server::everywhere().await {
        let by_key =
            ListOrganizationRoles { order_by: Some("key".into()), ..ListOrganizationRoles::default() };
        let roles = server.client.organization_roles().list(by_key.clone()).await.unwrap();
        let keys: Vec<_> =
            roles.data.iter().map(|role| (role.key.as_str(), role.is_creator_eligible)).collect();
        assert_eq!(keys, [("org:admin", true), ("org:member", false)]);
        assert!(roles.data[0].permissions.iter().all(|permission| permission.r#type == "system"));
        let admin = server.client.organization_roles().get(&roles.data[0].id).await.unwrap();
        assert_eq!(admin, roles.data[0]);

        server.role("org:auditor", &[]).await;
        let later = server.client.organization_roles().list(by_key).await.unwrap();
        assert_eq!((&later.data[0].id, later.total_count), (&roles.data[0].id, 3), "ids stay as they were");
        let others =
            server.foreign.organization_roles().list(ListOrganizationRoles::default()).await.unwrap();
        assert_eq!(others.total_count, 2);
        assert!(others.data.iter().all(|role| role.id != roles.data[0].id && role.id != roles.data[1].id));
    }
}

#[tokio::test]
async fn a_role_of_ones_own_stands_in_answers_and_tokens() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let (read, pay) =
            (server.permission("org:invoices:read").await, server.permission("org:invoices:pay").await);
        let export = server.permission("org:reports:read").await;
        let clerk = server.role("org:book_keeper", &[&read, &pay, &export]).await;
        let acme = server.organization("Acme", &ada).await;
        let bob = server.user("bob").await;
        let member = server.join(&acme, &bob, "org:book_keeper").await;
        assert_eq!(member.permissions, ["org:invoices:pay", "org:invoices:read", "org:reports:read"]);

        let session = server.session_of(&bob).await;
        let mint = async || {
            let token =
                server.client.sessions().create_token(&session.id, TokenOptions::default()).await.unwrap();
            jwt::verify(&server.signing_key(), &token.jwt).unwrap().claims
        };
        let claims = mint().await;
        assert_eq!(claims["fea"], "o:invoices,o:reports");
        let organization = json!({
            "id": acme.id, "slg": "acme", "rol": "book_keeper", "per": "pay,read", "fpm": "3,2",
        });
        assert_eq!(claims["o"], organization);

        let roles = server.client.organization_roles();
        let renamed = UpdateOrganizationRole {
            key: Some("org:accountant".into()),
            permissions: Some(vec![read.id.clone()]),
            ..UpdateOrganizationRole::default()
        };
        roles.update(&clerk.id, renamed).await.unwrap();
        let claims = mint().await;
        assert_eq!((&claims["o"]["rol"], &claims["o"]["fpm"]), (&json!("accountant"), &json!("1")));
        server.client.organization_permissions().delete(&read.id).await.unwrap();
        assert!(!mint().await.contains_key("fea"));
    }
}

#[tokio::test]
async fn permissions_are_given_and_taken_one_by_one() {
    for server in Server::everywhere().await {
        let (role, read) =
            (server.role("org:auditor", &[]).await, server.permission("org:invoices:read").await);
        let roles = server.client.organization_roles();
        let given = roles.assign_permission(&role.id, &read.id).await.unwrap();
        assert_eq!(
            given.permissions.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(),
            ["org:invoices:read"]
        );
        let twice = roles.assign_permission(&role.id, &read.id).await.unwrap_err();
        assert_eq!(wire(&twice), (409, "organization_role_permission_association_exists"));
        assert!(roles.remove_permission(&role.id, &read.id).await.unwrap().permissions.is_empty());
        let twice = roles.remove_permission(&role.id, &read.id).await.unwrap_err();
        assert_eq!(wire(&twice), (404, "organization_role_permission_association_not_found"));
        for unknown in [
            roles.assign_permission(&role.id, "perm_nothing").await.unwrap_err(),
            roles.assign_permission("role_nobody", &read.id).await.unwrap_err(),
            server.foreign.organization_roles().assign_permission(&role.id, &read.id).await.unwrap_err(),
            server
                .foreign
                .organization_roles()
                .update(&role.id, UpdateOrganizationRole::default())
                .await
                .unwrap_err(),
            server.foreign.organization_roles().delete(&role.id).await.unwrap_err(),
            server.foreign.organization_permissions().get(&read.id).await.unwrap_err(),
            server.foreign.organization_permissions().delete(&read.id).await.unwrap_err(),
        ] {
            assert_eq!(wire(&unknown), (404, "resource_not_found"));
        }
    }
}

#[tokio::test]
async fn a_role_that_is_in_use_stays() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        let role = server.role("org:auditor", &[]).await;
        server.join(&acme, &bob, "org:auditor").await;
        let roles = server.client.organization_roles();
        let (admin, member) = (server.role_named("org:admin").await, server.role_named("org:member").await);
        for (id, code) in [
            (&role.id, "organization_role_assigned_members"),
            (&admin.id, "organization_role_default_creator_role"),
            (&member.id, "organization_role_domain_default_role"),
        ] {
            assert_eq!(wire(&roles.delete(id).await.unwrap_err()), (422, code));
        }
        let change = UpdateOrganizationMembership { role: "org:member".into() };
        server.client.organization_memberships().update(&acme.id, &bob.id, change).await.unwrap();
        assert!(roles.delete(&role.id).await.unwrap().deleted);
        assert_eq!(wire(&roles.get(&role.id).await.unwrap_err()), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn what_creators_become_follows_the_role_and_suffices() {
    for server in Server::everywhere().await {
        let admin = server.role_named("org:admin").await;
        let roles = server.client.organization_roles();
        let none =
            UpdateOrganizationRole { permissions: Some(Vec::new()), ..UpdateOrganizationRole::default() };
        let refused = roles.update(&admin.id, none).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "organization_missing_creator_role_permissions"));
        let renamed =
            UpdateOrganizationRole { key: Some("org:owner".into()), ..UpdateOrganizationRole::default() };
        roles.update(&admin.id, renamed).await.unwrap();
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let members = server
            .client
            .users()
            .get_organization_memberships(&ada.id, housekey_sdk::ListUserMemberships::default());
        let membership = members.await.unwrap().data.remove(0);
        assert_eq!((membership.role.as_str(), &membership.organization.id), ("org:owner", &acme.id));

        let settings = server.client.instance_settings();
        let creators = |role: &str| UpdateInstanceOrganizationSettings {
            creator_role_id: Some(role.to_owned()),
            ..UpdateInstanceOrganizationSettings::default()
        };
        let member = server.role_named("org:member").await;
        let refused = settings.update_organization_settings(creators(member.id.as_str())).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "organization_missing_creator_role_permissions"));
        let kept = settings.update_organization_settings(creators(admin.id.as_str())).await.unwrap();
        assert_eq!(kept.creator_role, "org:owner");
        let new = CreateOrganization { name: "Zenith".into(), ..CreateOrganization::default() };
        assert!(server.client.organizations().create(new).await.is_ok());
    }
}

#[tokio::test]
async fn keys_are_of_their_form_and_unique() {
    for server in Server::everywhere().await {
        let roles = server.client.organization_roles();
        let role = |key: &str| CreateOrganizationRole {
            name: "Role".into(),
            key: key.into(),
            ..CreateOrganizationRole::default()
        };
        for (key, refusal) in [
            ("org:admin", (422, "form_identifier_exists")),
            ("admin", (422, "form_param_format_invalid")),
            ("", (422, "form_param_nil")),
        ] {
            assert_eq!(wire(&roles.create(role(key)).await.unwrap_err()), refusal, "{key}");
        }
        let permissions = server.client.organization_permissions();
        let permission = |key: &str| CreateOrganizationPermission {
            name: "Permission".into(),
            key: key.into(),
            ..CreateOrganizationPermission::default()
        };
        server.permission("org:invoices:read").await;
        for (key, refusal) in [
            ("org:invoices:read", (422, "form_identifier_exists")),
            ("org:sys_memberships:read", (422, "form_param_format_invalid")),
            ("org:invoices", (422, "form_param_format_invalid")),
        ] {
            assert_eq!(wire(&permissions.create(permission(key)).await.unwrap_err()), refusal, "{key}");
        }
        let listed = ListOrganizationPermissions {
            query: Some("sys_prof".into()),
            order_by: Some("key".into()),
            ..ListOrganizationPermissions::default()
        };
        let system = permissions.list(listed).await.unwrap();
        assert_eq!((system.total_count, system.data[0].key.as_str()), (2, "org:sys_profile:delete"));
        let change = UpdateOrganizationPermission { name: Some("Mine".into()), ..Default::default() };
        let refused = permissions.update(&system.data[0].id, change).await.unwrap_err();
        assert_eq!(wire(&refused), (403, "organization_system_permission_not_modifiable"));
        for n in 0..8 {
            server.role(&format!("org:role_{n}"), &[]).await;
        }
        let full = roles.create(role("org:one_more")).await.unwrap_err();
        assert_eq!(wire(&full), (403, "organization_instance_roles_quota_exceeded"));
    }
}
