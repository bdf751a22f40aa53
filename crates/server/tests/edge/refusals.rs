//! Refusals that clients tell apart by their codes.

use housekey_sdk::{CodeToVerify, CreateUser};
use reqwest::{Method, multipart};

use crate::server::{Server, wire};
use crate::{refusal, with_key};

#[tokio::test]
async fn an_upload_without_an_image_says_what_is_missing() {
    let server = Server::changed(|_| {}).await;
    let ada = server.ada().await;
    let path = format!("/v1/users/{}/profile_image", ada.id);
    let file = |bytes: &'static [u8]| {
        let part = multipart::Part::bytes(bytes).file_name("a.png");
        multipart::Form::new().part("file", part)
    };
    for (form, code) in [
        (multipart::Form::new().text("name", "x"), "form_param_missing"),
        (file(b"<svg/>"), "request_body_invalid"),
        (file(b"\x89PNG\r\n\x1a\n"), "request_body_invalid"),
    ] {
        let answer = with_key(&server, Method::POST, &path).multipart(form).send().await.unwrap();
        assert_eq!(refusal(answer).await, (400, code.to_owned(), Some("file".to_owned())));
    }
}

#[tokio::test]
async fn a_wrong_totp_code_is_told_from_a_wrong_secret() {
    let server = Server::changed(|_| {}).await;
    let new = |secret: &str| CreateUser {
        username: Some("ada_lovelace".into()),
        totp_secret: Some(secret.into()),
        skip_password_requirement: Some(true),
        ..CreateUser::default()
    };
    let users = server.client.users();
    let refused = users.create(new("not base32!")).await.unwrap_err();
    assert_eq!(wire(&refused), (422, "invalid_totp_secret_code"));
    let ada = users.create(new("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")).await.unwrap();
    let wrong = users.verify_totp(&ada.id, CodeToVerify { code: "000000".into() }).await.unwrap_err();
    assert_eq!(wire(&wrong), (422, "totp_incorrect_code"));
}
