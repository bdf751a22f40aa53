//! What an application sees and changes on the way.

use std::sync::{Arc, Mutex};

use crate::peer::{Peer, Reply, USER, ok, status};

#[tokio::test]
async fn hooks_see_every_attempt_and_may_change_the_request() {
    let peer = Peer::playing([status(503), Reply::Lose, ok(USER)]).await;
    let notes = Arc::new(Mutex::new(Vec::new()));
    let (before, after) = (notes.clone(), notes.clone());
    let client = peer
        .builder()
        .before_request(move |attempt, request| {
            let number = attempt.number;
            before.lock().unwrap().push(format!(
                "{} {number} to {}",
                attempt.operation.name,
                request.url().path()
            ));
            request.headers_mut().insert("x-attempt", number.to_string().parse().unwrap());
        })
        .after_response(move |attempt, outcome| {
            let what = outcome.map_or_else(|_| "nothing".into(), |answer| answer.status.as_u16().to_string());
            after.lock().unwrap().push(format!("{} {what}", attempt.number));
        })
        .build()
        .unwrap();
    client.users().get("user_1").await.unwrap();

    let expected = [
        "get 1 to /v1/users/user_1",
        "1 503",
        "get 2 to /v1/users/user_1",
        "2 nothing",
        "get 3 to /v1/users/user_1",
        "3 200",
    ];
    assert_eq!(*notes.lock().unwrap(), expected);
    let attempts: Vec<_> =
        peer.seen().iter().map(|seen| seen.header("x-attempt").unwrap().to_owned()).collect();
    assert_eq!(attempts, ["1", "2", "3"]);
}

#[tokio::test]
async fn hooks_run_in_the_order_in_which_they_were_added() {
    let peer = Peer::playing([ok(USER)]).await;
    let client = peer
        .builder()
        .before_request(|_, request| drop(request.headers_mut().insert("x-who", "first".parse().unwrap())))
        .before_request(|_, request| drop(request.headers_mut().insert("x-who", "second".parse().unwrap())))
        .build()
        .unwrap();
    client.users().get("user_1").await.unwrap();
    assert_eq!(peer.only().header("x-who"), Some("second"));
}
