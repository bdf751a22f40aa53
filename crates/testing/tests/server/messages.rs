use housekey_sdk::CreateInvitation;
use housekey_testing::TestServer;

#[tokio::test]
async fn an_invitation_is_in_the_mailbox_with_its_link() {
    let server = TestServer::start().await;
    let invitation = CreateInvitation { email_address: "ada@example.com".into(), ..Default::default() };
    let invitation = server.client().invitations().create(invitation).await.unwrap();

    let mailbox = server.mailbox().await;

    assert_eq!(mailbox.len(), 1);
    assert_eq!((mailbox[0].to.as_str(), mailbox[0].is_email), ("ada@example.com", true));
    assert!(!mailbox[0].subject.is_empty());
    assert_eq!(mailbox[0].link(), invitation.url.as_deref());
}
