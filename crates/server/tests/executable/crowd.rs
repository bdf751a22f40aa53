//! More connections than the process may have open files.

use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use housekey_sdk::{CountUsers, Retry};

use crate::housekey::{Housekey, KEY, command};

#[tokio::test]
async fn a_server_that_ran_out_of_files_goes_on_once_connections_end() {
    let data = tempfile::tempdir().unwrap();
    let arguments =
        ["serve", "--listen", "127.0.0.1:0", "--secret-key", KEY, "--data", data.path().to_str().unwrap()];
    let plain = command(&arguments);
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -n 40; exec \"$0\" \"$@\""]).arg(plain.get_program()).args(plain.get_args());
    let housekey = Housekey::spawn(limited);
    let address = housekey.url.trim_start_matches("http://");
    let crowd: Vec<_> = (0..100).filter_map(|_| TcpStream::connect(address).ok()).collect();
    housekey.line_with("could not accept a connection");
    drop(crowd);
    let count = housekey.client().users().count(CountUsers::default());
    let count = count.retry(Retry::backoff()).timeout(Duration::from_secs(20)).await;
    assert_eq!(count.unwrap().total_count, 0);
}
