//! A Postgres server of a test's own, which it may stop as rudely as it likes.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A server in a temporary directory, stopped when this is dropped.
pub struct Cluster {
    directory: TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts a server, or nothing on a machine that has no `initdb`.
    ///
    /// # Panics
    /// If Postgres is there and does not start.
    pub fn start() -> Option<Self> {
        Command::new("initdb").arg("--version").output().ok()?;
        let directory = TempDir::new().expect("a temporary directory");
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(directory.path()).status();
            assert!(owned.expect("chown").success());
        }
        let port =
            TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let cluster = Self { directory, port };
        cluster.run(&format!("initdb --auth=trust --username=postgres --no-sync -D {}", cluster.data()));
        cluster.start_again();
        Some(cluster)
    }

    /// The URL of the database that every server has.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts the server after a stop, and returns when it answers.
    pub fn start_again(&self) {
        let options = format!("-p {} -k /tmp -c listen_addresses=127.0.0.1", self.port);
        self.run(&format!("pg_ctl start --wait -D {} -l {}/log -o \"{options}\"", self.data(), self.place()));
    }

    /// Stops the server as a crash would: no goodbye, no checkpoint.
    pub fn crash(&self) {
        self.run(&format!("pg_ctl stop -m immediate -D {}", self.data()));
    }

    /// Has the server speak TLS with this certificate and key.
    ///
    /// # Panics
    /// If they cannot be read, or the server refuses them.
    pub fn use_certificate(&self, certificate: &Path, key: &Path) {
        for (file, name) in [(certificate, "server.crt"), (key, "server.key")] {
            // Written by its user, the key may be read by nobody else.
            let contents = std::fs::read_to_string(file).expect("a PEM file");
            self.run(&format!("umask 077; cat > {}/{name} <<'END'\n{contents}\nEND", self.data()));
        }
        self.run(&format!("echo 'ssl = on' >> {}/postgresql.conf", self.data()));
        self.crash();
        self.start_again();
    }

    fn place(&self) -> std::path::Display<'_> {
        Path::display(self.directory.path())
    }

    fn data(&self) -> String {
        format!("{}/data", self.place())
    }

    fn run(&self, command: &str) {
        let output = as_postgres(command).current_dir(self.directory.path()).output().expect("a shell");
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may be stopped already, and a failure here would hide the test's own.
        as_postgres(&format!("pg_ctl stop -m immediate -D {}", self.data())).output().ok();
    }
}

/// Postgres refuses to run as root.
fn as_postgres(command: &str) -> Command {
    let mut shell = if is_root() { Command::new("su") } else { Command::new("sh") };
    if is_root() {
        shell.arg("postgres");
    }
    shell.arg("-c").arg(command);
    shell
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
