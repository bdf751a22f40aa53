use std::time::Duration;

use housekey_sdk::{
    CodeToVerify, CreateEmailAddress, CreateUser, EmailAddress, PasskeyId, PasswordToVerify,
    UpdateEmailAddress, UpdateUser, User, set,
};
use housekey_store::users::{self, PasskeyRecord};

use crate::server::Server;

/// The notices and their recipients, ordered by address, once there are this many and all were sent.
async fn told(server: &Server, count: usize) -> Vec<[String; 3]> {
    for _ in 0..1_000 {
        let mails = server.mailbox().await;
        if mails.len() >= count && mails.iter().all(|mail| mail["state"] == "kept") {
            let text = |mail: &serde_json::Value, field: &str| mail[field].as_str().unwrap().to_owned();
            let told = mails.iter().map(|mail| ["slug", "to", "text"].map(|field| text(mail, field)));
            let mut told: Vec<_> = told.collect();
            told.sort();
            return told;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{count} mails should be in the mailbox: {:?}", server.mailbox().await);
}

async fn ada(server: &Server) -> User {
    let email_address = Some(vec!["ada@example.com".to_owned()]);
    server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await.unwrap()
}

async fn add(server: &Server, user: &User, address: &str, change: CreateEmailAddress) -> EmailAddress {
    let (user_id, email_address) = (user.id.clone(), address.to_owned());
    let new = CreateEmailAddress { user_id, email_address, verified: Some(true), ..change };
    server.client.email_addresses().create(new).await.unwrap()
}

#[tokio::test]
async fn a_password_that_takes_the_place_of_another_is_told_of() {
    for server in Server::everywhere().await {
        let (ada, unknown) = (ada(&server).await, server.user("unknown").await);
        let change = async |user: &User, password: &str| {
            let change = UpdateUser { password: Some(password.into()), ..UpdateUser::default() };
            server.client.users().update(&user.id, change).await.unwrap();
        };
        for password in ["a quiet river under nine bridges", "nine quiet bridges over a river"] {
            change(&unknown, password).await;
            change(&ada, password).await;
        }
        let [[slug, to, text]] = &told(&server, 1).await[..] else { panic!("the first one is no change") };
        assert_eq!((slug.as_str(), to.as_str()), ("password_changed", "ada@example.com"));
        assert!(text.contains("The password of ada@example.com was changed."), "{text}");
    }
}

#[tokio::test]
async fn the_former_primary_address_is_told_of_the_new_one_where_that_is_wanted() {
    let notify = Some(true);
    for server in Server::everywhere().await {
        let ada = ada(&server).await;
        let first = ada.primary_email_address_id.clone().unwrap();
        let primary = CreateEmailAddress { primary: Some(true), ..CreateEmailAddress::default() };
        add(&server, &ada, "unsaid@example.com", primary.clone()).await;
        let loud = CreateEmailAddress { notify_primary_email_address_changed: notify, ..primary };
        let second = add(&server, &ada, "second@example.com", loud).await;
        let not_primary =
            CreateEmailAddress { notify_primary_email_address_changed: notify, ..Default::default() };
        let third = add(&server, &ada, "third@example.com", not_primary).await;

        let change = UpdateEmailAddress {
            primary: Some(true),
            notify_primary_email_address_changed: notify,
            ..UpdateEmailAddress::default()
        };
        let addresses = server.client.email_addresses();
        addresses.update(&third.id, change.clone()).await.unwrap();
        addresses.update(&third.id, change).await.unwrap();
        for (id, notify) in [(&second.id, None), (&first, notify), (&first, notify)] {
            let change = UpdateUser {
                primary_email_address_id: set(id.clone()),
                notify_primary_email_address_changed: notify,
                ..UpdateUser::default()
            };
            server.client.users().update(&ada.id, change).await.unwrap();
        }
        let told = told(&server, 3).await;
        let changes = told.iter().map(|[slug, to, text]| {
            assert_eq!(slug, "primary_email_address_changed");
            (to.as_str(), text.split_once("address is now ").unwrap().1.split_once(". ").unwrap().0)
        });
        let expected = [
            ("second@example.com", "ada@example.com"),
            ("second@example.com", "third@example.com"),
            ("unsaid@example.com", "second@example.com"),
        ];
        assert_eq!(changes.collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn a_passkey_that_is_taken_away_is_told_of() {
    for server in Server::everywhere().await {
        let (ada, id) = (ada(&server).await, PasskeyId::from("idn_passkey"));
        let owner = ada.id.clone();
        let passkey = PasskeyRecord { id: id.clone(), name: "Laptop".into(), ..PasskeyRecord::default() };
        let add = move |tx: &mut housekey_store::Tx<'_>| {
            let mut user = users::find(tx, &owner)?.unwrap();
            user.passkeys.push(passkey.clone());
            Ok(users::update(tx, &user)?)
        };
        server.write(add).await;
        assert!(server.client.users().delete_passkey(&ada.id, &id).await.unwrap().deleted);
        let told = told(&server, 1).await;
        assert_eq!((told[0][0].as_str(), told[0][1].as_str()), ("passkey_removed", "ada@example.com"));
        assert!(told[0][2].contains("The passkey Laptop was removed"), "{told:?}");
    }
}

#[tokio::test]
async fn whoever_is_locked_out_is_told_once() {
    for server in Server::everywhere().await {
        let email_address = Some(vec!["ada@example.com".to_owned()]);
        let password = Some("a quiet river under nine bridges".into());
        let backup_codes = Some(vec!["paper-code-1".into()]);
        let new = CreateUser { email_address, password, backup_codes, ..CreateUser::default() };
        let ada = server.client.users().create(new).await.unwrap();
        for _ in 0..5 {
            let guess = PasswordToVerify { password: "a guess".into() };
            assert!(server.client.users().verify_password(&ada.id, guess).await.is_err());
            let guess = CodeToVerify { code: "000000".into() };
            assert!(server.client.users().verify_totp(&ada.id, guess).await.is_err());
        }
        assert!(server.client.users().get(&ada.id).await.unwrap().locked);
        let [[slug, to, text]] = &told(&server, 1).await[..] else { panic!("one lock, one notice") };
        assert_eq!((slug.as_str(), to.as_str()), ("account_locked", "ada@example.com"));
        assert!(text.contains("You can try again in 1 hour."), "{text}");
    }
}
