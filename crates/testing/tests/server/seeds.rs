use housekey_sdk::object::EventType;
use housekey_sdk::{
    CreateOrganization, CreateOrganizationMembership, CreateSession, CreateUser, GetOrganization,
    ListOrganizationMemberships, UserId,
};
use housekey_testing::TestServer;

fn ada() -> CreateUser {
    CreateUser { email_address: Some(vec!["Ada@Example.com".to_owned()]), ..CreateUser::default() }
}

#[tokio::test]
async fn what_is_seeded_is_there_under_its_id() {
    let server = TestServer::start().await;

    let ada = server.seed_user("user_ada", ada()).await;
    let creator = Some(UserId::from("user_ada"));
    let organization =
        CreateOrganization { name: "Analytical".into(), created_by: creator, ..Default::default() };
    let organization = server.seed_organization("org_analytical", organization).await;
    server.seed_user("user_grace", CreateUser { username: Some("grace".into()), ..Default::default() }).await;
    let member = CreateOrganizationMembership {
        user_id: "user_grace".into(),
        role: "org:member".into(),
        ..Default::default()
    };
    let member = server.seed_membership("orgmem_grace", "org_analytical", member).await;
    let session = CreateSession { user_id: "user_ada".into(), ..Default::default() };
    let session = server.seed_session("sess_ada", session).await;

    let client = server.client();
    assert_eq!(client.users().get("user_ada").await.unwrap().id, ada.id);
    assert_eq!(
        client.organizations().get("org_analytical", GetOrganization::default()).await.unwrap().id,
        organization.id
    );
    assert_eq!(client.sessions().get("sess_ada").await.unwrap().user_id, session.user_id);
    assert_eq!(session.last_active_organization_id, Some("org_analytical".into()));
    let members = client
        .organization_memberships()
        .list("org_analytical", ListOrganizationMemberships::default())
        .await
        .unwrap();
    assert!(members.data.iter().any(|other| other.id == member.id));
}

#[tokio::test]
async fn a_seeded_user_claims_their_addresses_and_is_told_of() {
    let server = TestServer::start().await;

    server.seed_user("user_ada", ada()).await;

    let taken = server.client().users().create(ada()).await.unwrap_err();
    assert_eq!(taken.code(), Some("form_identifier_exists"));
    let webhooks = server.webhooks().await;
    assert_eq!(webhooks.len(), 1);
    assert_eq!(webhooks[0].event_type(), EventType::UserCreated.as_str());
    assert_eq!(webhooks[0].data()["id"], "user_ada");
}

#[tokio::test]
#[should_panic(expected = "user_")]
async fn an_id_without_its_prefix_is_refused() {
    TestServer::start().await.seed_user("ada", ada()).await;
}

#[tokio::test]
#[should_panic(expected = "user_ada")]
async fn an_id_that_is_taken_is_refused() {
    let server = TestServer::start().await;
    server.seed_user("user_ada", ada()).await;
    let other = CreateUser { username: Some("lovelace".into()), ..Default::default() };
    server.seed_user("user_ada", other).await;
}

#[tokio::test]
#[should_panic(expected = "email")]
async fn what_the_server_would_refuse_is_refused_in_its_words() {
    let user = CreateUser { email_address: Some(vec!["no address".to_owned()]), ..CreateUser::default() };
    TestServer::start().await.seed_user("user_ada", user).await;
}
