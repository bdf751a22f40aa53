use housekey_sdk::{
    CreateAllowlistIdentifier, CreateBlocklistIdentifier, CreateInvitation, CreateSignInToken, CreateUser,
    Error, User,
};
use housekey_store::instances::{Restrictions, SignUpMode};

use crate::server::{Server, wire};
use crate::sight::{Browser, restrict};

const REFUSED: (u16, &str) = (403, "not_allowed_access");

async fn create(server: &Server, address: &str) -> Result<User, Error> {
    let email_address = Some(vec![address.to_owned()]);
    server.client.users().create(CreateUser { email_address, ..CreateUser::default() }).await
}

async fn invite(server: &Server, address: &str) -> Result<(), Error> {
    let request = CreateInvitation { email_address: address.into(), ..CreateInvitation::default() };
    server.client.invitations().create(request).await.map(drop)
}

async fn allow(server: &Server, identifier: &str) {
    let request = CreateAllowlistIdentifier { identifier: identifier.into(), notify: None };
    server.client.allowlist_identifiers().create(request).await.unwrap();
}

async fn block(server: &Server, identifier: &str) {
    let request = CreateBlocklistIdentifier { identifier: identifier.into() };
    server.client.blocklist_identifiers().create(request).await.unwrap();
}

#[tokio::test]
async fn lists_count_once_they_are_turned_on() {
    for server in Server::everywhere().await {
        block(&server, "*@blocked.example").await;
        assert!(create(&server, "ada@blocked.example").await.is_ok());
        restrict(&server, Restrictions { blocklist: true, ..Restrictions::default() }).await;
        assert_eq!(wire(&create(&server, "grace@blocked.example").await.unwrap_err()), REFUSED);
        assert!(create(&server, "grace@other.example").await.is_ok());
    }
}

#[tokio::test]
async fn with_an_allowlist_only_those_on_it_come_in_whatever_the_blocklist_says() {
    for server in Server::everywhere().await {
        allow(&server, "*@example.com").await;
        allow(&server, "grace@other.example").await;
        block(&server, "eve@example.com").await;
        restrict(&server, Restrictions { allowlist: true, blocklist: true, ..Restrictions::default() }).await;
        assert!(create(&server, "ada@example.com").await.is_ok());
        assert!(create(&server, "grace@other.example").await.is_ok());
        assert!(create(&server, "eve@example.com").await.is_ok(), "who is on both may come in");
        for outside in ["bob@other.example", "bob@sub.example.com"] {
            assert_eq!(wire(&create(&server, outside).await.unwrap_err()), REFUSED, "{outside}");
        }
    }
}

#[tokio::test]
async fn a_backend_can_say_that_restrictions_do_not_matter() {
    for server in Server::everywhere().await {
        restrict(&server, Restrictions { allowlist: true, ..Restrictions::default() }).await;
        let ada = || CreateUser {
            email_address: Some(vec!["ada@example.com".into()]),
            phone_number: Some(vec!["+12015550123".into()]),
            ..CreateUser::default()
        };
        assert_eq!(wire(&server.client.users().create(ada()).await.unwrap_err()), REFUSED);
        let skipping = CreateUser { skip_restriction_checks: Some(true), ..ada() };
        assert!(server.client.users().create(skipping).await.is_ok());
    }
}

#[tokio::test]
async fn numbers_and_wallets_are_listed_too() {
    for server in Server::everywhere().await {
        block(&server, "+12015550123").await;
        block(&server, "0x52908400098527886E0F7030069857D2E4169EE7").await;
        restrict(&server, Restrictions { blocklist: true, ..Restrictions::default() }).await;
        let number =
            CreateUser { phone_number: Some(vec!["+1 201 555 0123".into()]), ..CreateUser::default() };
        assert_eq!(wire(&server.client.users().create(number).await.unwrap_err()), REFUSED);
        let wallet = "0x52908400098527886e0f7030069857d2e4169ee7".to_owned();
        let wallet = CreateUser { web3_wallet: Some(vec![wallet]), ..CreateUser::default() };
        assert_eq!(wire(&server.client.users().create(wallet).await.unwrap_err()), REFUSED);
    }
}

#[tokio::test]
async fn addresses_are_kept_out_by_what_they_look_like() {
    for server in Server::everywhere().await {
        assert!(create(&server, "jsmith@gmail.com").await.is_ok());
        let all = Restrictions {
            block_email_subaddresses: true,
            block_disposable_email_domains: true,
            ignore_dots_for_gmail_addresses: true,
            ..Restrictions::default()
        };
        restrict(&server, all).await;
        for outside in
            ["ada@mailinator.com", "ada@any.mailinator.com", "j.smith@gmail.com", "j.s.m.i.t.h@gmail.com"]
        {
            assert_eq!(wire(&create(&server, outside).await.unwrap_err()), REFUSED, "{outside}");
        }
        let same = create(&server, "jsmith@gmail.com").await.unwrap_err();
        assert_eq!(wire(&same), (422, "form_identifier_exists"), "the very same address is taken");
        for (first, other_forms) in [
            ("bob+first@example.com", ["bob@example.com", "bob=shop@example.com", "bob#1@example.com"]),
            (
                "a.lan+1@googlemail.com",
                ["alan@googlemail.com", "al.an@googlemail.com", "alan#@googlemail.com"],
            ),
            ("bea-1@yahoo.co.uk", ["bea@yahoo.co.uk", "bea-2@yahoo.co.uk", "bea+2@yahoo.co.uk"]),
        ] {
            assert!(create(&server, first).await.is_ok(), "the first form of a mailbox may come in: {first}");
            for other in other_forms {
                assert_eq!(wire(&create(&server, other).await.unwrap_err()), REFUSED, "{other}");
            }
        }
        for own in ["bea-1@yahoo.dev", "bea@yahoo.dev", "b.ea@yahoo.co.uk"] {
            assert!(create(&server, own).await.is_ok(), "a mailbox of its own: {own}");
        }
        assert!(create(&server, "a.da@gmail.com").await.is_ok());
        assert_eq!(wire(&create(&server, "ada@gmail.com").await.unwrap_err()), REFUSED);
        assert!(create(&server, "j.smith@example.com").await.is_ok());
    }
}

#[tokio::test]
async fn lists_hold_at_sign_in_only_where_they_are_told_to() {
    for server in Server::everywhere().await {
        let ada = create(&server, "ada@example.com").await.unwrap();
        block(&server, "ada@example.com").await;
        let sign_in = async || {
            let request = CreateSignInToken { user_id: ada.id.clone(), ..CreateSignInToken::default() };
            let ticket = server.client.sign_in_tokens().create(request).await.unwrap().token.unwrap();
            Browser::default().send(&server, &[("ticket", &ticket)]).await.status
        };
        restrict(&server, Restrictions { blocklist: true, ..Restrictions::default() }).await;
        assert_eq!(sign_in().await, 200);
        let everywhere =
            Restrictions { allowlist_blocklist_disabled_on_sign_in: false, ..Restrictions::default() };
        restrict(&server, Restrictions { blocklist: true, ..everywhere.clone() }).await;
        assert_eq!(sign_in().await, 403);
        restrict(&server, Restrictions { allowlist: true, ..everywhere }).await;
        assert_eq!(sign_in().await, 403);
        allow(&server, "*@example.com").await;
        assert_eq!(sign_in().await, 200);
    }
}

#[tokio::test]
async fn who_is_invited_need_not_be_allowed_but_must_not_be_blocked() {
    for server in Server::everywhere().await {
        block(&server, "*@*.example.com").await;
        let closed = Restrictions {
            sign_up_mode: SignUpMode::Restricted,
            allowlist: true,
            blocklist: true,
            ..Restrictions::default()
        };
        restrict(&server, closed).await;
        assert!(invite(&server, "ada@example.com").await.is_ok());
        assert_eq!(wire(&invite(&server, "ada@mail.example.com").await.unwrap_err()), REFUSED);
    }
}

#[tokio::test]
async fn an_international_domain_is_one_domain_in_either_form() {
    for server in Server::everywhere().await {
        let ada = create(&server, "u@exämple.com").await.unwrap();
        assert_eq!(ada.email_addresses[0].email_address, "u@xn--exmple-cua.com");
        let same = create(&server, "u@xn--exmple-cua.com").await.unwrap_err();
        assert_eq!(wire(&same), (422, "form_identifier_exists"));
        block(&server, "*@bücher.example").await;
        let again = CreateBlocklistIdentifier { identifier: "*@xn--bcher-kva.example".into() };
        let again = server.client.blocklist_identifiers().create(again).await.unwrap_err();
        assert_eq!(wire(&again), (400, "duplicate_record"));
        restrict(&server, Restrictions { blocklist: true, ..Restrictions::default() }).await;
        for form in ["u@bücher.example", "u@BÜCHER.example", "u@xn--bcher-kva.example"] {
            assert_eq!(wire(&create(&server, form).await.unwrap_err()), REFUSED, "{form}");
        }
    }
}

#[tokio::test]
async fn the_allowlist_does_not_apply_where_sign_ups_are_closed() {
    for server in Server::everywhere().await {
        let closed =
            Restrictions { sign_up_mode: SignUpMode::Restricted, allowlist: true, ..Restrictions::default() };
        restrict(&server, closed).await;
        assert!(create(&server, "ada@example.com").await.is_ok());
    }
}
