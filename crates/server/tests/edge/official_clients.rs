//! What official clients can send: `facts/client-paths.tsv` has the methods and paths, `facts/client-paths-missing.txt` those
//! that the server does not have yet.

use housekey_contract::backend::operations;
use reqwest::{Client, Method};

use crate::server::Server;

const SENT: &str = include_str!("../../../../facts/client-paths.tsv");
const MISSING: &str = include_str!("../../../../facts/client-paths-missing.txt");

#[tokio::test]
async fn what_official_clients_can_send_is_served_or_listed_as_missing() {
    let server = Server::changed(|_| {}).await;
    let client = Client::builder().build().unwrap();
    let mut missing = Vec::new();
    for row in SENT.lines().skip(1) {
        let [method, path, _] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        if is_taken_for_an_id(method, path) || !is_answered(&client, &server.url, method, path).await {
            missing.push(format!("{method} {path}"));
        }
    }
    let listed: Vec<_> = MISSING.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(missing, listed, "facts/client-paths-missing.txt lists what is missing, and nothing else");
}

/// Whether the path and the method are there. A caller without a secret key is refused for other reasons, where they are.
async fn is_answered(client: &Client, url: &str, method: &str, path: &str) -> bool {
    let path: Vec<_> = path.split('/').map(|word| if word.starts_with('{') { "x" } else { word }).collect();
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let answer = client.request(method, format!("{url}{}", path.join("/"))).send().await.unwrap();
    !matches!(answer.status().as_u16(), 404 | 405)
}

/// Whether another operation has a parameter where this path has a word, as `/clients/{client_id}` for
/// `/clients/handshake_payload`.
fn is_taken_for_an_id(method: &str, path: &str) -> bool {
    let words: Vec<_> = path.trim_start_matches("/v1").split('/').collect();
    let takes = |pattern: &str| {
        let pattern: Vec<_> = pattern.split('/').collect();
        let alike = |(pattern, word): (&&str, &&str)| pattern.starts_with('{') || pattern == word;
        pattern.len() == words.len() && pattern.iter().zip(&words).all(alike)
    };
    let rows = operations().into_iter().filter(|meta| meta.method.as_str() == method && takes(meta.path));
    let rows: Vec<_> = rows.collect();
    !rows.is_empty() && rows.iter().all(|meta| parameters(meta.path) > parameters(path))
}

fn parameters(path: &str) -> usize {
    path.matches('{').count()
}
