//! A Postgres server for a single test, which may crash it.

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A server in a temporary directory, stopped on drop.
pub struct Cluster {
    directory: TempDir,
    port: u16,
}

impl Cluster {
    /// Creates and starts a server; `None` if `initdb` isn't installed.
    ///
    /// # Panics
    /// If Postgres is installed but doesn't start.
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

    /// The URL of the default database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Restarts the server, and returns when it responds.
    pub fn start_again(&self) {
        let options = format!("-p {} -k /tmp -c listen_addresses=127.0.0.1", self.port);
        self.run(&format!("pg_ctl start --wait -D {} -l {}/log -o \"{options}\"", self.data(), self.place()));
    }

    /// Stops the server like a crash: no shutdown, no checkpoint.
    pub fn crash(&self) {
        self.run(&format!("pg_ctl stop -m immediate -D {}", self.data()));
    }

    /// Enables TLS with this certificate and key.
    ///
    /// # Panics
    /// If they can't be read or the server rejects them.
    pub fn use_certificate(&self, certificate: &Path, key: &Path) {
        for (file, name) in [(certificate, "server.crt"), (key, "server.key")] {
            // Written by the server's user, since only that user may be able to read the key.
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
        // It may already be stopped, and a failure here would hide the test's own.
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
