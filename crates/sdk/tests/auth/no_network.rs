//! With a PEM key no socket is ever opened. The proof is the kernel's: in a process of its own, a filter kills the
//! process at the first system call that could open one.

use std::collections::BTreeMap;
use std::net::UdpSocket;
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{Command, ExitStatus};
use std::task::{Context, Poll, Waker};

use housekey_sdk::auth::{authenticate_request, verify_token};
use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, apply_filter};
use serde_json::json;

use crate::signing::{OURS, THEIRS, claims, options};

/// Bad system call, on Linux.
const SIGSYS: i32 = 31;

/// `socket`, `socketpair`, `connect` and `io_uring_setup`.
#[cfg(target_arch = "x86_64")]
const WAYS_TO_A_SOCKET: [i64; 4] = [41, 53, 42, 425];
#[cfg(target_arch = "aarch64")]
const WAYS_TO_A_SOCKET: [i64; 4] = [198, 199, 203, 425];

#[test]
fn a_pem_key_needs_no_socket() {
    assert!(run_alone("no_network::verifies_without_sockets").success());
}

#[test]
fn the_filter_would_have_noticed_a_socket() {
    assert_eq!(run_alone("no_network::opens_a_socket").signal(), Some(SIGSYS));
}

#[test]
#[ignore = "run by a_pem_key_needs_no_socket in a process of its own"]
fn verifies_without_sockets() {
    let options = options().authorized_parties(["https://app.example.test"]);
    let tokens = [OURS.token(&claims(&json!({}))), THEIRS.token(&claims(&json!({}))), "a.b.c".to_owned()];
    forbid_sockets();

    for (token, is_good) in tokens.iter().zip([true, false, false]) {
        for _ in 0..3 {
            assert_eq!(at_once(verify_token(token, &options)).is_ok(), is_good);
            for (name, value) in
                [(AUTHORIZATION, format!("Bearer {token}")), (COOKIE, format!("__session={token}"))]
            {
                let headers = HeaderMap::from_iter([(name, value.parse().unwrap())]);
                assert_eq!(at_once(authenticate_request(&headers, &options)).is_signed_in(), is_good);
            }
        }
    }
}

#[test]
#[ignore = "run by the_filter_would_have_noticed_a_socket in a process of its own"]
fn opens_a_socket() {
    forbid_sockets();
    drop(UdpSocket::bind("127.0.0.1:0"));
}

/// Without a runtime there is nothing that could wait for a socket either: the future is ready when first asked.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits for something"),
    }
}

fn run_alone(test: &str) -> ExitStatus {
    let this = std::env::current_exe().unwrap();
    Command::new(this).args([test, "--exact", "--ignored", "--test-threads=1"]).output().unwrap().status
}

fn forbid_sockets() {
    let rules: BTreeMap<_, _> = WAYS_TO_A_SOCKET.map(|call| (call, Vec::new())).into();
    let arch = std::env::consts::ARCH.try_into().unwrap();
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, SeccompAction::KillProcess, arch).unwrap();
    let filter: BpfProgram = filter.try_into().unwrap();
    apply_filter(&filter).unwrap();
}
