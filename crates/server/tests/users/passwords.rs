//! Passwords that were hashed by other systems, over the wire.

use housekey_domain::passwords::Hasher;
use housekey_sdk::{CreateUser, PasswordToVerify};

use crate::server::{Server, wire};
use crate::vectors::VECTORS;

#[tokio::test]
async fn a_digest_of_every_hasher_is_imported_and_verified() {
    for server in Server::everywhere().await {
        let users = server.client.users();
        for hasher in Hasher::ALL {
            let vectors = VECTORS.iter().filter(|vector| vector.0 == hasher.as_str());
            for (number, (_, digest, password, tool)) in vectors.enumerate() {
                let new = CreateUser {
                    skip_user_requirement: Some(true),
                    external_id: Some(format!("{hasher}-{number}")),
                    password_digest: Some((*digest).into()),
                    password_hasher: Some(hasher.as_str().into()),
                    ..CreateUser::default()
                };
                let user =
                    users.create(new).await.unwrap_or_else(|error| panic!("{hasher} by {tool}: {error}"));
                let wrong = PasswordToVerify { password: format!("{password}!").into() };
                let refused = users.verify_password(&user.id, wrong).await.unwrap_err();
                assert_eq!(wire(&refused), (422, "incorrect_password"), "{hasher} by {tool}");
                let right = PasswordToVerify { password: (*password).into() };
                assert!(users.verify_password(&user.id, right).await.unwrap().verified, "{hasher} by {tool}");
            }
        }
    }
}
