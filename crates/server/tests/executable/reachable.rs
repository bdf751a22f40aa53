//! What a server gives away, and may reach, once others than this machine can reach it.

use std::net::TcpListener;

use housekey_sdk::{CreateSamlConnection, Error, SamlProvider};
use tempfile::TempDir;

use crate::housekey::{Housekey, KEY, command};

/// As behind a proxy on the same machine that adds no headers.
const PUBLIC: &[&str] = &["--public-url", "https://id.example.com"];

/// A server on a free port of this address, and what a client on this machine reaches it by.
fn listening_on(address: &str, arguments: &[&str]) -> (TempDir, Housekey) {
    let data = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (listen, path) = (format!("{address}:{port}"), data.path().to_str().unwrap());
    let mut command = command(&["serve", "--listen", &listen, "--data", path, "--secret-key", KEY]);
    command.args(arguments);
    let mut housekey = Housekey::spawn(command);
    housekey.url = format!("http://127.0.0.1:{port}");
    (data, housekey)
}

async fn mailbox(housekey: &Housekey, host: &str) -> u16 {
    let client = reqwest::Client::builder().build().unwrap();
    let get = client.get(format!("{}/dev/mailbox", housekey.url)).header("host", host);
    get.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn the_mailbox_is_closed_behind_a_public_url() {
    let (_data, local) = listening_on("127.0.0.1", &[]);
    assert_eq!(mailbox(&local, "localhost").await, 200);
    let (_data, public) = listening_on("127.0.0.1", PUBLIC);
    for host in ["id.example.com", "localhost", "127.0.0.1"] {
        assert_eq!(mailbox(&public, host).await, 403, "{host}");
    }
}

/// Tries to make the server read a document from this machine.
#[expect(deprecated, reason = "Clerk has announced a successor, which is not there yet")]
async fn reach_inside(housekey: &Housekey) -> Error {
    let request = CreateSamlConnection {
        name: "Inside".to_owned(),
        provider: SamlProvider::Okta,
        domains: Some(vec!["example.com".to_owned()]),
        idp_metadata_url: Some("http://127.0.0.1:9/".to_owned()),
        ..CreateSamlConnection::default()
    };
    housekey.client().saml_connections().create(request).await.unwrap_err()
}

#[tokio::test]
async fn private_addresses_are_reached_on_a_local_server_or_where_the_operator_says_so() {
    let all = "0.0.0.0";
    for (address, arguments, reaches) in [
        ("127.0.0.1", &[][..], true),
        ("127.0.0.1", PUBLIC, false),
        (all, &[], false),
        ("127.0.0.1", &["--private-addresses", "off"], false),
        (all, &["--private-addresses", "on"], true),
    ] {
        let (_data, housekey) = listening_on(address, arguments);
        let refusal = reach_inside(&housekey).await.to_string();
        let refused = refusal.contains("must be on the public internet");
        assert_eq!(!refused, reaches, "{address} {arguments:?}: {refusal}");
    }
}
