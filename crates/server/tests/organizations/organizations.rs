use housekey_sdk::{
    CreateOrganization, CreateUser, GetOrganization, ListOrganizationMemberships, ListOrganizations,
    Metadata, OrganizationLogo, OrganizationMetadata, UpdateOrganization, UpdateUser, Upload, set,
};
use serde_json::{Value, json};

use crate::people::param_of;
use crate::server::{Server, wire};

/// A red pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x90, 0x77, 0x53, 0xde, 0x00,
    0x00, 0x00, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01,
    0x01, 0x00, 0xc9, 0xfe, 0x92, 0xef, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

fn named(name: &str) -> CreateOrganization {
    CreateOrganization { name: name.into(), ..CreateOrganization::default() }
}

fn metadata(value: Value) -> Option<Metadata> {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn whoever_makes_an_organization_is_its_admin() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme Inc.", &ada).await;
        assert_eq!((acme.slug.as_str(), acme.created_by.as_ref()), ("acme-inc", Some(&ada.id)));
        let members = server.client.organization_memberships();
        let members = members.list(&acme.id, ListOrganizationMemberships::default()).await.unwrap();
        assert_eq!(members.total_count, 1);
        let admin = &members.data[0];
        assert_eq!((admin.role.as_str(), admin.role_name.as_str()), ("org:admin", "Admin"));
        assert!(admin.permissions.contains(&"org:sys_memberships:manage".to_owned()), "{admin:?}");
        assert_eq!(admin.public_user_data.as_ref().unwrap().identifier.as_deref(), Some("ada@example.org"));
        assert_eq!(admin.organization.id, acme.id);
    }
}

#[tokio::test]
async fn an_organization_is_found_by_its_id_and_by_its_slug() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let organizations = server.client.organizations();
        let including = GetOrganization {
            include_members_count: Some(true),
            include_missing_member_with_elevated_permissions: Some(true),
        };
        let by_slug = organizations.get("acme", including).await.unwrap();
        assert_eq!((by_slug.id.clone(), by_slug.members_count), (acme.id.clone(), Some(1)));
        assert_eq!(by_slug.pending_invitations_count, Some(0));
        assert_eq!(by_slug.missing_member_with_elevated_permissions, Some(false));
        let plain = organizations.get(&acme.id, GetOrganization::default()).await.unwrap();
        assert_eq!((plain.members_count, plain.missing_member_with_elevated_permissions), (None, None));
        let unknown = organizations.get("nobody", GetOrganization::default()).await.unwrap_err();
        assert_eq!(wire(&unknown), (404, "resource_not_found"));
    }
}

#[tokio::test]
async fn a_slug_is_one_organizations_only() {
    for server in Server::everywhere().await {
        let organizations = server.client.organizations();
        let first = organizations.create(named("Acme")).await.unwrap();
        let second = organizations.create(named("Acme")).await.unwrap();
        assert_eq!(first.slug, "acme");
        assert!(second.slug.starts_with("acme-"), "a name gets another slug: {}", second.slug);
        let chosen = CreateOrganization { slug: Some("acme".into()), ..named("Other") };
        assert_eq!(wire(&organizations.create(chosen).await.unwrap_err()), (422, "form_identifier_exists"));
        let moved = UpdateOrganization { slug: Some("acme".into()), ..UpdateOrganization::default() };
        let refused = organizations.update(&second.id, moved.clone()).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "form_identifier_exists"));
        assert_eq!(organizations.update(&first.id, moved).await.unwrap().slug, "acme", "its own is free");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_16_who_claim_a_slug_at_once_one_gets_it() {
    for server in Server::everywhere().await {
        let attempts: Vec<_> = (0..16)
            .map(|n| {
                let client = server.client.clone();
                let new = CreateOrganization { slug: Some("acme".into()), ..named(&format!("Acme {n}")) };
                tokio::spawn(async move { client.organizations().create(new).await })
            })
            .collect();
        let mut winners = 0;
        for attempt in attempts {
            match attempt.await.unwrap() {
                Ok(_) => winners += 1,
                Err(error) => assert_eq!(wire(&error), (422, "form_identifier_exists")),
            }
        }
        assert_eq!(winners, 1);
    }
}

#[tokio::test]
async fn what_can_not_be_kept_is_refused_by_name() {
    for server in Server::everywhere().await {
        let organizations = server.client.organizations();
        let long = "a".repeat(257);
        for (new, code, param) in [
            (named(" "), "form_param_nil", "name"),
            (named("<b>Acme</b>"), "form_param_value_invalid", "name"),
            (named("See https://evil.example"), "form_param_value_invalid", "name"),
            (named(&long), "form_param_max_length_exceeded", "name"),
            (
                CreateOrganization { slug: Some("Ac me".into()), ..named("A") },
                "form_param_format_invalid",
                "slug",
            ),
            (
                CreateOrganization { max_allowed_memberships: Some(-1), ..named("A") },
                "form_param_value_invalid",
                "max_allowed_memberships",
            ),
            (
                CreateOrganization { created_at: Some("tomorrow".into()), ..named("A") },
                "form_param_invalid_time",
                "created_at",
            ),
        ] {
            let refused = organizations.create(new).await.unwrap_err();
            assert_eq!(wire(&refused), (422, code));
            assert_eq!(param_of(&refused), param);
        }
        let stranger = CreateOrganization { created_by: Some("user_nobody".into()), ..named("A") };
        let refused = organizations.create(stranger).await.unwrap_err();
        assert_eq!(wire(&refused), (400, "organization_creator_not_found"));
    }
}

#[tokio::test]
async fn users_make_as_many_organizations_as_they_may() {
    for server in Server::everywhere().await {
        let one = CreateUser {
            create_organizations_limit: Some(1),
            skip_password_requirement: Some(true),
            username: Some("just_one".into()),
            ..CreateUser::default()
        };
        let user = server.client.users().create(one).await.unwrap();
        server.organization("First", &user).await;
        let again = || CreateOrganization { created_by: Some(user.id.clone()), ..named("Second") };
        let refused = server.client.organizations().create(again()).await.unwrap_err();
        assert_eq!(wire(&refused), (403, "organization_quota_exceeded"));

        let none = UpdateUser {
            create_organization_enabled: Some(false),
            create_organizations_limit: set(0),
            ..UpdateUser::default()
        };
        server.client.users().update(&user.id, none).await.unwrap();
        let refused = server.client.organizations().create(again()).await.unwrap_err();
        assert_eq!(wire(&refused), (403, "user_create_organization_not_enabled"));
    }
}

#[tokio::test]
async fn metadata_is_merged_or_replaced() {
    for server in Server::everywhere().await {
        let organizations = server.client.organizations();
        let new = CreateOrganization {
            public_metadata: metadata(json!({"plan": {"name": "pro", "seats": 3}})),
            private_metadata: metadata(json!({"crm": 7})),
            ..named("Acme")
        };
        let acme = organizations.create(new).await.unwrap();
        let change = OrganizationMetadata {
            public_metadata: metadata(json!({"plan": {"seats": null}, "beta": true})),
            ..OrganizationMetadata::default()
        };
        let merged = organizations.merge_metadata(&acme.id, change.clone()).await.unwrap();
        assert_eq!(json!(merged.public_metadata), json!({"plan": {"name": "pro"}, "beta": true}));
        assert_eq!(json!(merged.private_metadata), json!({"crm": 7}));
        let replaced = organizations.replace_metadata(&acme.id, change).await.unwrap();
        assert_eq!(json!(replaced.public_metadata), json!({"plan": {"seats": null}, "beta": true}));
        let large = OrganizationMetadata {
            private_metadata: metadata(json!({"text": "x".repeat(9000)})),
            ..OrganizationMetadata::default()
        };
        let refused = organizations.merge_metadata(&acme.id, large).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "form_param_exceeds_allowed_size"));
    }
}

#[tokio::test]
async fn a_logo_is_served_until_it_is_deleted() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        assert!(!acme.has_image && acme.image_url.contains("/images/avatars/"), "{}", acme.image_url);
        let file = Upload { file: PNG.to_vec(), ..Upload::default() };
        let logo = OrganizationLogo { file, uploader_user_id: Some(ada.id.clone()) };
        let organizations = server.client.organizations();
        let with_logo = organizations.upload_logo("acme", logo.clone()).await.unwrap();
        assert!(with_logo.has_image);
        assert_eq!(with_logo.logo_url.as_ref(), Some(&with_logo.image_url));
        let served = reqwest::get(&with_logo.image_url).await.unwrap();
        assert_eq!(
            (served.status().as_u16(), served.headers()["content-type"].as_bytes()),
            (200, &b"image/png"[..])
        );

        let stranger = OrganizationLogo { uploader_user_id: Some("user_nobody".into()), ..logo };
        let refused = organizations.upload_logo(&acme.id, stranger).await.unwrap_err();
        assert_eq!(wire(&refused), (404, "resource_not_found"));
        assert!(!organizations.delete_logo(&acme.id).await.unwrap().has_image);
        assert_eq!(reqwest::get(&with_logo.image_url).await.unwrap().status().as_u16(), 404);
    }
}

#[tokio::test]
async fn organizations_are_listed_by_name_members_and_users() {
    for server in Server::everywhere().await {
        let (ada, bob) = (server.user("ada").await, server.user("bob").await);
        let acme = server.organization("Acme", &ada).await;
        let zenith = server.organization("zenith", &ada).await;
        let bravo = server.organization("Bravo", &bob).await;
        server.join(&zenith, &bob, "org:member").await;
        let listed = async |request: ListOrganizations| {
            let page = server.client.organizations().list(request).await.unwrap();
            let names: Vec<_> = page.data.iter().map(|one| one.name.clone()).collect();
            (names, page.total_count)
        };
        let by =
            |order: &str| ListOrganizations { order_by: Some(order.into()), ..ListOrganizations::default() };
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(listed(ListOrganizations::default()).await, (names(&["Bravo", "zenith", "Acme"]), 3));
        assert_eq!(listed(by("name")).await.0, names(&["Acme", "Bravo", "zenith"]));
        assert_eq!(listed(by("-members_count")).await.0[0], "zenith");
        let with =
            |users: &[String]| ListOrganizations { user_id: Some(users.to_vec()), ..by("+created_at") };
        assert_eq!(listed(with(&[bob.id.to_string()])).await, (names(&["zenith", "Bravo"]), 2));
        assert_eq!(listed(with(&[format!("-{}", ada.id)])).await.0, names(&["Bravo"]));
        let only = ListOrganizations {
            organization_id: Some(vec![
                format!("+{}", acme.id),
                bravo.id.to_string(),
                format!("-{}", acme.id),
            ]),
            ..ListOrganizations::default()
        };
        assert_eq!(listed(only).await.0, names(&["Bravo"]));
        let search =
            |text: &str| ListOrganizations { query: Some(text.into()), ..ListOrganizations::default() };
        assert_eq!(listed(search("CM")).await.0, names(&["Acme"]));
        assert_eq!(listed(search(acme.id.as_str())).await.0, names(&["Acme"]));
        assert!(listed(search("100%")).await.0.is_empty());
        let page = ListOrganizations { limit: Some(1), offset: Some(1), ..by("name") };
        assert_eq!(listed(page).await, (names(&["Bravo"]), 3));
        let refused = server.client.organizations().list(by("color")).await.unwrap_err();
        assert_eq!(wire(&refused), (422, "form_param_value_invalid"));
    }
}

#[tokio::test]
async fn a_deleted_organization_leaves_nothing() {
    for server in Server::everywhere().await {
        let ada = server.user("ada").await;
        let acme = server.organization("Acme", &ada).await;
        let session = server.session_of(&ada).await;
        assert_eq!(session.last_active_organization_id.as_ref(), Some(&acme.id));
        let deleted = server.client.organizations().delete("acme").await.unwrap();
        assert_eq!((deleted.id.as_str(), deleted.slug.as_deref()), (acme.id.as_str(), Some("acme")));
        let gone = server.client.organizations().get(&acme.id, GetOrganization::default()).await.unwrap_err();
        assert_eq!(wire(&gone), (404, "resource_not_found"));
        let session = server.client.sessions().get(&session.id).await.unwrap();
        assert_eq!(session.last_active_organization_id, None);
        let memberships = server
            .client
            .users()
            .get_organization_memberships(&ada.id, housekey_sdk::ListUserMemberships::default());
        assert_eq!(memberships.await.unwrap().total_count, 0);
        assert_eq!(server.client.organizations().create(named("Acme")).await.unwrap().slug, "acme");
    }
}
