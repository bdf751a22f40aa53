//! Graceful shutdown.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use housekey_sdk::{CountUsers, CreateUser};
use tokio::task::JoinSet;

use crate::housekey::{Housekey, KEY};

fn named(name: String) -> CreateUser {
    CreateUser { username: Some(name), skip_password_requirement: Some(true), ..CreateUser::default() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_before_a_stop_is_there_after_it() {
    let (data, mut housekey) = Housekey::fresh(&[]);
    let mut writers = JoinSet::new();
    for writer in 0..16 {
        let client = housekey.client();
        writers.spawn(async move {
            let mut acknowledged = Vec::new();
            for n in 0.. {
                match client.users().create(named(format!("user_{writer}_{n}"))).await {
                    Ok(user) => acknowledged.push(user.id),
                    // The connection is closed between two requests, never during one.
                    Err(error) => {
                        assert_eq!(error.status(), None, "{error}");
                        break;
                    }
                }
            }
            acknowledged
        });
    }
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert!(housekey.stop().success());
    let acknowledged: Vec<_> = writers.join_all().await.into_iter().flatten().collect();
    assert!(acknowledged.len() > 16, "{} writes", acknowledged.len());

    let again = Housekey::start(data.path(), &[]);
    let client = again.client();
    let count = client.users().count(CountUsers::default()).await.unwrap().total_count;
    assert_eq!(count, acknowledged.len() as u64, "each was answered, and each answer was true");
    for id in acknowledged.iter().step_by(7) {
        client.users().get(id).await.unwrap();
    }
}

#[test]
fn a_request_under_way_is_answered() {
    let (_data, mut housekey) = Housekey::fresh(&[]);
    let address = housekey.url.trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).unwrap();
    let body = br#"{"username":"ada_lovelace","skip_password_requirement":true}"#;
    let head = format!(
        "POST /v1/users HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {KEY}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body[..10]).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    housekey.ask_to_stop();
    std::thread::sleep(Duration::from_millis(300));
    assert!(TcpStream::connect(&address).is_err(), "nobody new is let in");
    stream.write_all(&body[10..]).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(housekey.ended().success());
}
