use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use housekey_sdk::{Client, Retry};
use tempfile::TempDir;

/// How long a process may take to start or stop on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// A secret key as fixed in CI.
pub(crate) const KEY: &str = "sk_test_0123456789abcdefghijklmnopqrstuvwxyzABCD";

/// A server process, killed on drop.
pub(crate) struct Housekey {
    process: Child,
    /// Its output so far, on both streams.
    written: Arc<Mutex<String>>,
    /// The readers of both streams, which end with the process.
    readers: Vec<JoinHandle<()>>,
    /// Its URL.
    pub(crate) url: String,
}

/// The executable with these arguments, without environment variables that it would read.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_housekey"));
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("HOUSEKEY_")) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

/// Runs the executable to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    command(arguments).stdin(Stdio::null()).output().unwrap()
}

/// The standard output of a successful run.
pub(crate) fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl Housekey {
    /// Starts a server on a free port with this data directory.
    pub(crate) fn start(data: &Path, arguments: &[&str]) -> Self {
        let data = data.to_str().unwrap();
        let mut command = command(&["serve", "--listen", "127.0.0.1:0", "--data", data]);
        command.args(arguments);
        Self::spawn(command)
    }

    /// Starts a server in a new directory with the fixed key.
    pub(crate) fn fresh(arguments: &[&str]) -> (TempDir, Self) {
        let data = tempfile::tempdir().unwrap();
        let arguments: Vec<&str> = [&["--secret-key", KEY], arguments].concat();
        let housekey = Self::start(data.path(), &arguments);
        (data, housekey)
    }

    /// Starts a server with a custom command.
    pub(crate) fn spawn(mut command: Command) -> Self {
        let mut process =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let written = Arc::new(Mutex::new(String::new()));
        let readers = vec![
            follow(process.stdout.take().unwrap(), Arc::clone(&written)),
            follow(process.stderr.take().unwrap(), Arc::clone(&written)),
        ];
        let mut housekey = Self { process, written, readers, url: String::new() };
        housekey.url = housekey.line_with("Housekey is running at ");
        housekey
    }

    /// Waits for a line with this text and returns what follows, up to the next space or comma.
    pub(crate) fn line_with(&self, text: &str) -> String {
        let line = self.whole_line_with(text);
        let (_, rest) = line.split_once(text).unwrap();
        rest.split([',', ' ']).next().unwrap().to_owned()
    }

    /// Waits for a line with this text, since output written before a response may be read after it.
    pub(crate) fn whole_line_with(&self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let written = self.written();
            if let Some(line) = written.lines().find(|line| line.contains(text)) {
                return line.to_owned();
            }
            assert!(Instant::now() < deadline, "it never wrote {text:?}: {written}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// All output so far.
    pub(crate) fn written(&self) -> String {
        self.written.lock().unwrap().clone()
    }

    /// A client with the fixed key and without retries.
    pub(crate) fn client(&self) -> Client {
        self.client_with(KEY)
    }

    pub(crate) fn client_with(&self, key: &str) -> Client {
        let client = Client::builder().secret_key(key).server(&self.url).retry(Retry::none());
        client.timeout(PATIENCE).build().unwrap()
    }

    /// Requests shutdown, as an init system does.
    pub(crate) fn ask_to_stop(&self) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Stops it and returns its exit status.
    pub(crate) fn stop(&mut self) -> ExitStatus {
        self.ask_to_stop();
        self.ended()
    }

    /// Waits until it has exited and its output is read.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                self.readers.drain(..).for_each(|reader| reader.join().unwrap());
                return status;
            }
            assert!(Instant::now() < deadline, "it does not stop: {}", self.written());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Housekey {
    fn drop(&mut self) {
        // It may have exited already.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn follow(output: impl Read + Send + 'static, written: Arc<Mutex<String>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let mut written = written.lock().unwrap();
            written.push_str(&line);
            written.push('\n');
        }
    })
}
