use housekey_domain::messages;
use housekey_sdk::{CreateUser, PreferredStrategy, UpdateInstance, UpdatePhoneNumber, set};
use housekey_store::Tx;
use housekey_store::messages::MessageRecord;

use crate::browser::{Browser, Shown};
use crate::relying_party::{PASSWORD, RelyingParty, ada, sign_in, with_password};
use crate::server::Server;

/// The newest message.
pub(crate) async fn newest_message(server: &Server) -> Option<MessageRecord> {
    let (id, moment) = (server.instance.id.clone(), server.app.moment());
    let found = server.app.db.read(move |tx| {
        let ids = "SELECT id FROM messages WHERE instance_id = $1 ORDER BY id DESC";
        let mut tx = Tx::new(tx, &id, moment);
        let newest = tx.one(ids, &[], |row| row.get::<String>(0))?;
        newest.map_or(Ok(None), |id| housekey_store::messages::find(&mut tx, &id.into()))
    });
    found.await.unwrap()
}

/// The code in the newest message, which must be to this address or number.
pub(crate) async fn code_sent_to(server: &Server, to: &str) -> Option<String> {
    let message = newest_message(server).await?;
    assert_eq!((message.slug.as_str(), message.to.as_str()), ("verification_code", to));
    let data = messages::open(&message, &server.app.seal).unwrap();
    Some(data["otp_code"].as_str().unwrap().to_owned())
}

async fn begin(server: &Server) -> (RelyingParty, Browser, Shown) {
    let notes = RelyingParty::trusted(server).await;
    let mut browser = Browser::new(&server.url);
    let page = browser.open(&notes.authorize_url(&[])).await;
    (notes, browser, page)
}

#[tokio::test]
async fn a_password_signs_in_and_makes_a_real_session() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        let (_, mut browser, page) = begin(&server).await;
        let page = sign_in(&mut browser, &page, " ADA@example.test ", PASSWORD).await;
        assert!(page.param("code").is_some(), "{page:?}");
        let sessions = server.client.sessions().list(housekey_sdk::ListSessions {
            user_id: Some(user.id.clone()),
            ..housekey_sdk::ListSessions::default()
        });
        let sessions = sessions.await.unwrap().data;
        assert_eq!(sessions.len(), 1);
        let request = housekey_sdk::VerifyClient { token: browser.cookie("__client").unwrap().into() };
        let client = server.client.clients().verify(request).await.unwrap();
        assert_eq!(client.last_active_session_id, Some(sessions[0].id.clone()));
        assert!(server.client.users().get(&user.id).await.unwrap().last_sign_in_at.is_some());
    }
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let (notes, mut browser, page) = begin(&server).await;
        let wrong = sign_in(&mut browser, &page, "ada@example.test", "wrong").await;
        let unknown = sign_in(&mut browser, &page, "eve@example.test", "wrong").await;
        assert_eq!((wrong.status, unknown.status), (422, 422));
        assert_eq!(plain(&wrong).replace("ada@", "eve@"), plain(&unknown));
        assert!(wrong.text.contains("aria-describedby=\"problem\""), "{wrong:?}");

        let known = browser.send(&page, &[("identifier", "ada@example.test"), ("step", "code")]).await;
        let mut other = Browser::new(&server.url);
        let page = other.open(&notes.authorize_url(&[])).await;
        let unknown = other.send(&page, &[("identifier", "eve@example.test"), ("step", "code")]).await;
        assert_eq!(known.status, unknown.status);
        assert_eq!(plain(&known).replace("ada@", "eve@"), plain(&unknown));
    }
}

/// A page without the parts that differ each time.
fn plain(page: &Shown) -> String {
    let visit = page.url.path_segments().unwrap().next_back().unwrap().to_owned();
    let text = page.text.replace(&visit, "");
    let until = |text: &str, from: &str| {
        let mut parts = text.split(from);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| all + part.split_once('"').map_or("", |(_, rest)| rest))
    };
    until(&until(&text, "name=\"form_token\" value=\""), "nonce=\"")
}

#[tokio::test]
async fn ten_wrong_passwords_lock_though_nobody_is_told() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        let (_, mut browser, page) = begin(&server).await;
        for _ in 0..10 {
            assert_eq!(sign_in(&mut browser, &page, "ada@example.test", "wrong").await.status, 422);
        }
        assert!(server.client.users().get(&user.id).await.unwrap().locked);
        assert_eq!(
            newest_message(&server).await.unwrap().slug,
            "account_locked",
            "but the user is, by e-mail"
        );
        let right = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert_eq!(right.status, 422, "{right:?}");
        server.advance(3601);
        let (_, mut browser, page) = begin(&server).await;
        assert!(sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await.param("code").is_some());
    }
}

#[tokio::test]
async fn a_visit_takes_twenty_mistakes() {
    for server in Server::everywhere().await {
        let (_, mut browser, page) = begin(&server).await;
        for _ in 0..19 {
            assert_eq!(sign_in(&mut browser, &page, "eve@example.test", "wrong").await.status, 422);
        }
        assert_eq!(sign_in(&mut browser, &page, "eve@example.test", "wrong").await.status, 404);
    }
}

#[tokio::test]
async fn a_code_by_e_mail_signs_in_once() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let (notes, mut browser, page) = begin(&server).await;
        let page = browser.send(&page, &[("identifier", "ada@example.test"), ("step", "code")]).await;
        assert!(page.text.contains("Check your email"), "{page:?}");
        let code = code_sent_to(&server, "ada@example.test").await.unwrap();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let page = browser.send(&page, &[("code", wrong), ("step", "verify")]).await;
        assert_eq!(page.status, 422, "{page:?}");
        let done = browser.send(&page, &[("code", &code), ("step", "verify")]).await;
        assert!(done.param("code").is_some(), "{done:?}");

        browser.forget_cookies();
        let page = browser.open(&notes.authorize_url(&[])).await;
        let page = browser.send(&page, &[("identifier", "ada@example.test"), ("step", "code")]).await;
        let old = browser.send(&page, &[("code", &code), ("step", "verify")]).await;
        assert_eq!(old.status, 422, "the code of another visit: {old:?}");
    }
}

#[tokio::test]
async fn a_code_can_be_guessed_three_times_and_for_ten_minutes() {
    for server in Server::everywhere().await {
        ada(&server).await;
        for (guesses, seconds) in [(3, 0), (0, 601)] {
            let (_, mut browser, page) = begin(&server).await;
            let page = browser.send(&page, &[("identifier", "ada_lovelace"), ("step", "code")]).await;
            let code = code_sent_to(&server, "ada@example.test").await.unwrap();
            let wrong = if code == "000000" { "000001" } else { "000000" };
            for _ in 0..guesses {
                browser.send(&page, &[("code", wrong), ("step", "verify")]).await;
            }
            server.advance(seconds);
            let late = browser.send(&page, &[("code", &code), ("step", "verify")]).await;
            assert_eq!(late.status, 422, "{late:?}");
        }
    }
}

#[tokio::test]
async fn codes_are_not_sent_as_often_as_one_asks() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let (_, mut browser, page) = begin(&server).await;
        let ask = [("identifier", "ada@example.test"), ("step", "code")];
        let page = browser.send(&page, &ask).await;
        assert_eq!(browser.send(&page, &ask).await.status, 429);
        server.advance(31);
        assert_eq!(browser.send(&page, &ask).await.status, 200);
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_where_there_is_one() {
    for server in Server::everywhere().await {
        let careful = CreateUser {
            totp_secret: Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into()),
            backup_codes: Some(vec!["first-code".into()]),
            ..with_password()
        };
        server.client.users().create(careful).await.unwrap();
        let (notes, mut browser, page) = begin(&server).await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert!(page.text.contains("Verify your identity"), "{page:?}");
        let silent = browser.open(&notes.authorize_url(&[("prompt", "none")])).await;
        assert_eq!(
            silent.param("error").as_deref(),
            Some("login_required"),
            "a password alone is no session"
        );
        let wrong = browser.send(&page, &[("code", "000000"), ("step", "second")]).await;
        assert_eq!(wrong.status, 422, "{wrong:?}");
        let done = browser.send(&page, &[("code", "first code"), ("step", "second")]).await;
        assert!(done.param("code").is_some(), "{done:?}");

        browser.forget_cookies();
        let page = browser.open(&notes.authorize_url(&[])).await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        let again = browser.send(&page, &[("code", "first code"), ("step", "second")]).await;
        assert_eq!(again.status, 422, "a backup code is used up: {again:?}");
    }
}

#[tokio::test]
async fn a_code_by_sms_is_a_second_factor() {
    for server in Server::everywhere().await {
        let phone = CreateUser { phone_number: Some(vec!["+12015550123".into()]), ..with_password() };
        let user = server.client.users().create(phone).await.unwrap();
        let second =
            UpdatePhoneNumber { reserved_for_second_factor: Some(true), ..UpdatePhoneNumber::default() };
        server.client.phone_numbers().update(&user.phone_numbers[0].id, second).await.unwrap();
        let (notes, mut browser, page) = begin(&server).await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert!(page.text.contains("ending in 23") && !page.text.contains("authenticator"), "{page:?}");
        let page = browser.send(&page, &[("step", "sms")]).await;
        assert!(page.text.contains("Check your phone"), "{page:?}");
        let silent = browser.open(&notes.authorize_url(&[("prompt", "none")])).await;
        assert_eq!(silent.param("error").as_deref(), Some("login_required"), "not yet");
        let code = code_sent_to(&server, "+12015550123").await.unwrap();
        let done = browser.send(&page, &[("code", &code), ("step", "verify")]).await;
        assert!(done.param("code").is_some(), "{done:?}");
    }
}

#[tokio::test]
async fn a_second_factor_is_of_no_use_to_anybody_else() {
    for server in Server::everywhere().await {
        let careful = |name: &str, code: &str| CreateUser {
            email_address: Some(vec![format!("{name}@example.test")]),
            username: None,
            totp_secret: Some("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ".into()),
            backup_codes: Some(vec![code.into()]),
            ..with_password()
        };
        for user in [careful("ada", "code-of-ada"), careful("eve", "code-of-eve")] {
            server.client.users().create(user).await.unwrap();
        }
        let (_, mut browser, page) = begin(&server).await;
        let page = sign_in(&mut browser, &page, "eve@example.test", PASSWORD).await;
        let page = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        let wrong = browser.send(&page, &[("code", "code-of-eve"), ("step", "second")]).await;
        assert_eq!(wrong.status, 422, "{wrong:?}");
    }
}

#[tokio::test]
async fn a_form_must_come_from_its_own_page_and_browser() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let (_, mut browser, page) = begin(&server).await;
        let fields =
            format!("identifier=ada%40example.test&password={}&step=password", PASSWORD.replace(' ', "+"));
        assert_eq!(browser.post(page.url.as_str(), &fields).await.status, 403);
        let mut other = Browser::new(&server.url);
        let stranger = sign_in(&mut other, &page, "ada@example.test", PASSWORD).await;
        assert_eq!(stranger.status, 404, "{stranger:?}");
    }
}

#[tokio::test]
async fn a_banned_user_is_told_after_the_password_only() {
    for server in Server::everywhere().await {
        let user = ada(&server).await;
        server.client.users().ban(&user.id).await.unwrap();
        let (_, mut browser, page) = begin(&server).await;
        assert_eq!(sign_in(&mut browser, &page, "ada@example.test", "wrong").await.status, 422);
        let told = sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await;
        assert!(told.status == 403 && told.text.contains("banned"), "{told:?}");
    }
}

#[tokio::test]
async fn a_visit_ends_after_half_an_hour() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let (_, mut browser, page) = begin(&server).await;
        server.advance(30 * 60);
        assert_eq!(sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await.status, 404);
    }
}

#[tokio::test]
async fn the_page_offers_first_what_the_settings_prefer_and_says_whom_to_ask() {
    for server in Server::everywhere().await {
        let steps = |page: &Shown| {
            let buttons = page.text.split("name=\"step\" value=\"").skip(1);
            buttons.map(|text| text.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let (_, _, page) = begin(&server).await;
        assert_eq!(steps(&page), ["password", "code"]);
        assert!(!page.text.contains("help@"), "{page:?}");

        let change = UpdateInstance {
            preferred_sign_in_strategy_when_password_required: set(PreferredStrategy::Otp),
            support_email: set("help@example.test"),
            ..UpdateInstance::default()
        };
        server.client.instance_settings().update(change).await.unwrap();
        let (_, _, page) = begin(&server).await;
        assert_eq!(steps(&page), ["code", "password"]);
        assert!(page.text.contains("mailto:help@example.test"), "{page:?}");
    }
}

async fn sign_ins_of(server: &Server) -> i64 {
    let (id, moment) = (server.instance.id.clone(), server.app.moment());
    let sql = "SELECT COUNT(*) FROM sign_ins WHERE instance_id = $1";
    let count = server.app.db.read(move |tx| Tx::new(tx, &id, moment).one(sql, &[], |row| row.get(0)));
    let count: Result<Option<i64>, housekey_store::StoreError> = count.await;
    count.unwrap().unwrap()
}

#[tokio::test]
async fn a_page_that_nobody_uses_leaves_nothing_behind() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let notes = RelyingParty::trusted(&server).await;
        let mut browser = Browser::new(&server.url);
        for _ in 0..20 {
            assert_eq!(browser.open(&notes.authorize_url(&[])).await.status, 200);
        }
        assert_eq!(sign_ins_of(&server).await, 0);
        let page = browser.open(&notes.authorize_url(&[])).await;
        assert_eq!(sign_in(&mut browser, &page, "ada@example.test", "wrong").await.status, 422);
        assert_eq!(sign_ins_of(&server).await, 1);
        assert!(sign_in(&mut browser, &page, "ada@example.test", PASSWORD).await.param("code").is_some());
        assert_eq!(sign_ins_of(&server).await, 0, "a sign-in is over once its purpose is fulfilled");
    }
}

#[tokio::test]
async fn what_an_application_asks_for_cannot_be_changed_into_what_it_may_not() {
    for server in Server::everywhere().await {
        ada(&server).await;
        let (_, mut browser, page) = begin(&server).await;
        let elsewhere = page.url.as_str().replace("app.example.test", "evil.example.test");
        let shown = browser.open(&elsewhere).await;
        assert_eq!(shown.status, 400, "{shown:?}");
    }
}

#[tokio::test]
async fn a_test_address_has_the_test_code() {
    for server in Server::everywhere().await {
        let test = CreateUser {
            email_address: Some(vec!["ada+clerk_test@example.test".into()]),
            ..CreateUser::default()
        };
        server.client.users().create(test).await.unwrap();
        let (_, mut browser, page) = begin(&server).await;
        let fields = [("identifier", "ada+clerk_test@example.test"), ("step", "code")];
        let page = browser.send(&page, &fields).await;
        let done = browser.send(&page, &[("code", "424242"), ("step", "verify")]).await;
        assert!(done.param("code").is_some(), "{done:?}");
    }
}
