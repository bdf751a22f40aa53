use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that records all messages.
pub(crate) struct Smtp {
    pub(crate) address: SocketAddr,
    mails: Arc<Mutex<Vec<Mail>>>,
}

/// A received message.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mail {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) text: String,
}

impl Mail {
    /// The text with quoted-printable decoded, as far as ASCII goes.
    pub(crate) fn decoded(&self) -> String {
        self.text.replace("=\r\n", "").replace("=3D", "=")
    }
}

impl Smtp {
    /// Accepts all messages except those to addresses starting with `nobody`.
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, mails) = (listener.local_addr().unwrap(), Arc::<Mutex<Vec<Mail>>>::default());
        let kept = Arc::clone(&mails);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, Arc::clone(&kept)));
            }
        });
        Self { address, mails }
    }

    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.mails.lock().unwrap().clone()
    }

    /// Waits for this many messages.
    pub(crate) async fn receives(&self, count: usize) -> Vec<Mail> {
        for _ in 0..1_000 {
            let mails = self.mails();
            if mails.len() >= count {
                return mails;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("{count} mails should have come; there were {}", self.mails().len());
    }
}

async fn talk(stream: TcpStream, mails: Arc<Mutex<Vec<Mail>>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let (mut mail, mut line) = (Mail::default(), String::new());
    while stream.read_line(&mut line).await? > 0 {
        let command = std::mem::take(&mut line).trim_end().to_owned();
        let answer = if let Some(from) = command.strip_prefix("MAIL FROM:") {
            mail.from = from.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned();
            "250 ok"
        } else if let Some(to) = command.strip_prefix("RCPT TO:") {
            mail.to = to.trim_matches(['<', '>']).to_owned();
            if mail.to.starts_with("nobody") { "550 no such mailbox" } else { "250 ok" }
        } else if command == "DATA" {
            stream.write_all(b"354 go on\r\n").await?;
            while stream.read_line(&mut line).await? > 0 && line != ".\r\n" {
                mail.text.push_str(&std::mem::take(&mut line));
            }
            line.clear();
            mails.lock().unwrap().push(std::mem::take(&mut mail));
            "250 kept"
        } else if command == "QUIT" {
            "221 bye"
        } else {
            "250 ok"
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
