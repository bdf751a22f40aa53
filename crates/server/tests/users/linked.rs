use housekey_sdk::{
    DeletedObject, Error, ExternalAccountId, ListOAuthAccessTokens, PasskeyId, User, UserId, Verification,
    VerificationStatus, Web3WalletId,
};
use housekey_store::users::{self, ExternalAccountRecord, PasskeyRecord, Web3WalletRecord};

use crate::server::{Server, wire};

const PASSKEY: &str = "idn_passkey";
const ACCOUNT: &str = "eac_github";

fn wallet(name: &str, status: VerificationStatus) -> Web3WalletRecord {
    let verification = Some(Verification { status, ..Verification::default() });
    Web3WalletRecord { id: name.into(), value: name.into(), verification, ..Web3WalletRecord::default() }
}

/// A user with identifications that only browsers will be able to add.
async fn linked(server: &Server) -> User {
    let ada = server.ada().await;
    let id = ada.id.clone();
    let link = move |tx: &mut housekey_store::Tx<'_>| {
        let mut user = users::find(tx, &id)?.unwrap();
        user.passkeys = vec![PasskeyRecord { id: PASSKEY.into(), ..PasskeyRecord::default() }];
        user.web3_wallets = vec![
            wallet("idn_first", VerificationStatus::Verified),
            wallet("idn_unproved", VerificationStatus::Unverified),
            wallet("idn_next", VerificationStatus::Verified),
        ];
        user.primary_web3_wallet_id = Some("idn_first".into());
        let (id, provider) = (ACCOUNT.into(), "oauth_github".into());
        user.external_accounts = vec![ExternalAccountRecord { id, provider, ..Default::default() }];
        Ok(users::update(tx, &user)?)
    };
    server.write(link).await;
    server.client.users().get(&ada.id).await.unwrap()
}

/// Deletes one of each kind, with the given ids.
async fn delete_each(
    client: &housekey_sdk::Client,
    user: &UserId,
    [passkey, wallet, account]: [&str; 3],
) -> [Result<DeletedObject, Error>; 3] {
    let users = client.users();
    [
        users.delete_passkey(user, PasskeyId::from(passkey)).await,
        users.delete_web3_wallet(user, Web3WalletId::from(wallet)).await,
        users.delete_external_account(user, ExternalAccountId::from(account)).await,
    ]
}

#[tokio::test]
async fn what_is_linked_to_a_user_is_taken_away_once_and_by_its_own_id_only() {
    let own = [PASSKEY, "idn_first", ACCOUNT];
    for server in Server::everywhere().await {
        let (ada, client) = (linked(&server).await, &server.client);
        let other = housekey_sdk::CreateUser { username: Some("grace".into()), ..Default::default() };
        let grace = client.users().create(other).await.unwrap();
        let nobody = UserId::from("user_nobody");
        for refusal in [
            delete_each(client, &ada.id, ["idn_none", "idn_none", "eac_none"]).await,
            delete_each(client, &grace.id, own).await,
            delete_each(client, &nobody, own).await,
            delete_each(&server.foreign, &ada.id, own).await,
        ]
        .into_iter()
        .flatten()
        {
            assert_eq!(wire(&refusal.unwrap_err()), (404, "resource_not_found"));
        }
        assert_eq!(client.users().get(&ada.id).await.unwrap(), ada, "nothing has changed");

        let gone = delete_each(client, &ada.id, own).await.map(Result::unwrap);
        assert_eq!(
            gone.each_ref().map(|gone| gone.object.as_ref()),
            ["passkey", "web3_wallet", "external_account"]
        );
        assert!(gone.iter().all(|gone| gone.deleted));
        let left = client.users().get(&ada.id).await.unwrap();
        assert!(left.passkeys.is_empty() && left.external_accounts.is_empty());
        assert_eq!(left.web3_wallets.len(), 2);
        assert_eq!(
            left.primary_web3_wallet_id,
            Some("idn_next".into()),
            "only a verified one stands for a user"
        );
        for refusal in delete_each(client, &ada.id, own).await {
            assert_eq!(wire(&refusal.unwrap_err()), (404, "resource_not_found"));
        }
    }
}

#[tokio::test]
async fn there_are_no_tokens_of_providers_that_nobody_signs_in_with() {
    for server in Server::everywhere().await {
        let (ada, nobody) = (linked(&server).await, UserId::from("user_nobody"));
        for (client, user, provider, expected) in [
            (&server.client, &ada.id, "oauth_github", "oauth_token_provider_not_enabled"),
            (&server.client, &ada.id, "google", "oauth_token_provider_not_enabled"),
            (&server.client, &nobody, "oauth_github", "resource_not_found"),
            (&server.foreign, &ada.id, "oauth_github", "resource_not_found"),
        ] {
            let tokens =
                client.users().get_oauth_access_token(user, provider, ListOAuthAccessTokens::default());
            assert_eq!(wire(&tokens.await.unwrap_err()), (404, expected), "{provider}");
        }
    }
}
