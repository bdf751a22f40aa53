use std::collections::BTreeMap;
use std::time::Duration;

use housekey_store::instances::Environment;
use housekey_store::testing::{TestEngine, engines};

use crate::receiver::Receiver;
use crate::server::Server;

/// The engines that several processes can share.
fn shared() -> impl Iterator<Item = TestEngine> {
    engines().into_iter().filter(|engine| matches!(engine, TestEngine::Postgres(_)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_servers_on_one_database_send_everything_once() {
    for engine in shared() {
        let one = Server::on(&engine, Environment::Development).await;
        let other = one.beside().await;
        let receiver = Receiver::start().await;
        one.tells(&receiver, &[]).await;
        let making = |server: &Server, name: &'static str| {
            let client = server.client.clone();
            tokio::spawn(async move {
                for number in 0..50 {
                    let username = Some(format!("{name}_{number}"));
                    let request =
                        housekey_sdk::CreateUser { username, ..housekey_sdk::CreateUser::default() };
                    client.users().create(request).await.unwrap();
                }
            })
        };
        let (ones, others) = (making(&one, "ada"), making(&other, "grace"));
        ones.await.unwrap();
        others.await.unwrap();
        receiver.hears(100).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for sent in receiver.requests() {
            *seen.entry(sent.event()["data"]["username"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        assert_eq!(seen.len(), 100);
        assert!(seen.values().all(|count| *count == 1), "{seen:?}");
    }
}

#[tokio::test]
async fn a_server_that_stops_finishes_what_it_sends_and_another_goes_on() {
    for engine in shared() {
        let one = Server::on(&engine, Environment::Development).await;
        let receiver = Receiver::start().await;
        one.tells(&receiver, &[]).await;
        one.user("ada_lovelace").await;
        let other = one.beside().await;
        one.stop();
        other.user("grace_hopper").await;
        receiver.hears(2).await;
    }
}
