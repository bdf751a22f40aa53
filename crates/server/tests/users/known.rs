//! Nobody is left without anything that they are known by.

use housekey_sdk::{
    CreateEmailAddress, CreateUser, Error, ExternalAccountId, Patch, UpdateUser, Web3WalletId,
};
use housekey_store::users::{self, ExternalAccountRecord};

use crate::server::{Server, wire};

fn is_refused<T: std::fmt::Debug>(outcome: Result<T, Error>) {
    assert_eq!(wire(&outcome.unwrap_err()), (400, "identification_deletion_failed"));
}

#[tokio::test]
async fn the_last_identification_stays_whichever_it_is() {
    for server in Server::everywhere().await {
        let client = &server.client;
        let create = async |request: CreateUser| client.users().create(request).await.unwrap();

        let by_address =
            CreateUser { email_address: Some(vec!["ada@example.com".into()]), ..Default::default() };
        let ada = create(by_address).await;
        is_refused(client.email_addresses().delete(&ada.email_addresses[0].id).await);

        let by_number = CreateUser { phone_number: Some(vec!["+12015550123".into()]), ..Default::default() };
        let bob = create(by_number).await;
        is_refused(client.phone_numbers().delete(&bob.phone_numbers[0].id).await);

        let by_name = CreateUser { username: Some("grace_hopper".into()), ..Default::default() };
        let grace = create(by_name).await;
        let nameless = UpdateUser { username: Patch::Null, ..UpdateUser::default() };
        is_refused(client.users().update(&grace.id, nameless).await);
        assert_eq!(client.users().get(&grace.id).await.unwrap().username.as_deref(), Some("grace_hopper"));

        let wallet = "0x52908400098527886e0f7030069857d2e4169ee7".to_owned();
        let eve = create(CreateUser { web3_wallet: Some(vec![wallet]), ..Default::default() }).await;
        let wallet = Web3WalletId::from(eve.web3_wallets[0].id.as_str());
        is_refused(client.users().delete_web3_wallet(&eve.id, wallet).await);

        let nobody = create(CreateUser { skip_user_requirement: Some(true), ..Default::default() }).await;
        let id = nobody.id.clone();
        let link = move |tx: &mut housekey_store::Tx<'_>| {
            let mut user = users::find(tx, &id)?.unwrap();
            let account = ExternalAccountRecord { id: "eac_only".into(), ..ExternalAccountRecord::default() };
            user.external_accounts = vec![account];
            Ok(users::update(tx, &user)?)
        };
        server.write(link).await;
        is_refused(
            client.users().delete_external_account(&nobody.id, ExternalAccountId::from("eac_only")).await,
        );
    }
}

#[tokio::test]
async fn all_but_the_last_can_go() {
    for server in Server::everywhere().await {
        let client = &server.client;
        let request =
            CreateUser { email_address: Some(vec!["ada@example.com".into()]), ..Default::default() };
        let ada = client.users().create(request).await.unwrap();
        let second = CreateEmailAddress {
            user_id: ada.id,
            email_address: "countess@example.com".into(),
            ..CreateEmailAddress::default()
        };
        let second = client.email_addresses().create(second).await.unwrap();
        assert!(client.email_addresses().delete(&ada.email_addresses[0].id).await.unwrap().deleted);
        is_refused(client.email_addresses().delete(&second.id).await);
    }
}
