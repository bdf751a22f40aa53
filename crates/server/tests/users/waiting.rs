//! The blocking client against a server in the same process.

use housekey_sdk::auth::Options;
use housekey_sdk::blocking::Client;
use housekey_sdk::{CreateSession, ListUsers, TokenOptions};

use super::server::Server;
use super::with_address;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_waits_does_what_the_other_one_does() {
    for server in Server::everywhere().await {
        let client = Client::try_from(server.client.clone()).unwrap();
        for number in 0..7 {
            client.users().create(with_address(&format!("user{number}@example.com"))).send().unwrap();
        }
        let by_three = || client.users().list(ListUsers { limit: Some(3), ..ListUsers::default() });
        let users: Vec<_> = by_three().iter().map(|user| user.unwrap()).collect();
        assert_eq!((users.len(), by_three().pages().count()), (7, 3));
        assert_eq!(by_three().total_count().unwrap(), 7);

        let ada = users[0].id.clone();
        let session = CreateSession { user_id: ada.clone(), ..CreateSession::default() };
        let session = client.sessions().create(session).send().unwrap();
        let token = client.sessions().create_token(session.id, TokenOptions::default()).send().unwrap();
        let claims = client.verify_token(&token.jwt, &Options::default());
        assert_eq!(claims.unwrap().sub, ada.as_str());

        client.users().delete(&ada).send().unwrap();
        assert!(client.users().get(&ada).send().unwrap_err().is_not_found());
    }
}
