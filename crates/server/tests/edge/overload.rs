//! More slow work than there are cores for it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, LazyLock, Mutex, MutexGuard};
use std::time::Duration;

use housekey_contract::backend::users;
use housekey_contract::object::User;
use housekey_contract::{Meta, Operation, UserId};
use housekey_domain::error::Result;
use housekey_sdk::Retry;
use housekey_server::cx::Cx;
use housekey_server::endpoint::Endpoints;
use housekey_server::limits::Slow;
use reqwest::Method;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::server::Server;
use crate::{refusal, with_key};

/// Slow work that goes on until the gate is opened. The tests of this file share it, one after the other.
#[derive(Default)]
struct Gate {
    inside: AtomicUsize,
    most: AtomicUsize,
    is_open: Mutex<bool>,
    opened: Condvar,
}

static GATE: LazyLock<Gate> = LazyLock::new(Gate::default);

impl Gate {
    fn pass(&self) {
        let inside = self.inside.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(inside, Ordering::SeqCst);
        let is_open: MutexGuard<'_, bool> = self.is_open.lock().unwrap();
        drop(self.opened.wait_while(is_open, |is_open| !*is_open).unwrap());
        self.inside.fetch_sub(1, Ordering::SeqCst);
    }

    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    async fn until_inside(&self, wanted: usize) {
        while self.inside.load(Ordering::SeqCst) < wanted {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

async fn slowly(cx: Cx, id: UserId) -> Result<User> {
    cx.slow(|_| {
        GATE.pass();
        Ok(())
    })
    .await?;
    Ok(User { id, ..User::default() })
}

#[tokio::test]
async fn clients_that_leave_free_no_place_and_a_full_queue_refuses_at_once() {
    let mut endpoints = Endpoints::default();
    endpoints.on::<users::Ban, _, _>(slowly);
    let server = Server::serving_changed(endpoints, |app| app.slow = Slow::new(2, 3)).await;
    let Meta { method, path, .. } = users::Ban::META;
    let (address, path) = (server.url.trim_start_matches("http://"), path.replace("{user_id}", "user_1"));
    let head = format!(
        "{} /v1{path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-length: 0\r\n\r\n",
        method.as_str(),
        server.secret_key
    );
    for left in 1..=20 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        if left <= 2 {
            GATE.until_inside(left).await;
        }
    }
    let staying: Vec<_> = (0..3)
        .map(|_| {
            let ban = server.client.users().ban("user_1").retry(Retry::backoff());
            tokio::spawn(async move { ban.await })
        })
        .collect();
    let refused = loop {
        // The server sees a little later than we that somebody has left, or is there.
        let answer = with_key(&server, Method::POST, &format!("/v1{path}")).timeout(Duration::from_secs(1));
        match answer.send().await {
            Ok(answer) => break answer,
            Err(error) => assert!(error.is_timeout(), "{error}"),
        }
    };
    assert_eq!(refused.headers()["retry-after"], "2");
    assert_eq!(refusal(refused).await, (503, "service_unavailable".into(), None));
    GATE.open();
    for staying in staying {
        staying.await.unwrap().unwrap();
    }
    assert_eq!(GATE.most.load(Ordering::SeqCst), 2, "never more at once than there are places");
}
