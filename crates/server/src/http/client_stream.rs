//! A client's socket, with protection against clients that don't read or don't stop writing.

use std::io::{self, Error, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

/// A client that accepts less than this within the write timeout counts as stalled.
const MIN_PROGRESS: usize = 64 * 1024;
/// How long to keep reading from a client that is still sending after the last response. Closing a socket with unread
/// bytes resets the connection, which can lose the response.
const LINGER: Duration = Duration::from_secs(2);

/// A TCP stream with a write timeout and a lingering close, so that the client receives the last response.
pub(crate) struct ClientStream {
    stream: TcpStream,
    write_timeout: Duration,
    stalled: Option<Stalled>,
    lingers: Lingers,
    lingering: Option<Pin<Box<Sleep>>>,
}

/// A write waiting for the client.
struct Stalled {
    deadline: Pin<Box<Sleep>>,
    taken: usize,
}

/// Whether the client may still be sending when the connection is closed.
#[derive(Clone, Default)]
pub(crate) struct Lingers(Arc<AtomicBool>);

impl Lingers {
    /// The client may be in the middle of an unread body.
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl ClientStream {
    pub(crate) fn new(stream: TcpStream, write_timeout: Duration, lingers: Lingers) -> Self {
        Self { stream, write_timeout, stalled: None, lingers, lingering: None }
    }

    /// Writes, or fails if the client has accepted too little for too long.
    fn write_timed(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut TcpStream>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let written = write(Pin::new(&mut self.stream), context);
        match &written {
            Poll::Ready(Ok(bytes)) => {
                if let Some(stalled) = &mut self.stalled {
                    stalled.taken += bytes;
                }
                self.stalled.take_if(|stalled| stalled.taken >= MIN_PROGRESS);
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let timeout = self.write_timeout;
                let stalled = self.stalled.get_or_insert_with(|| Stalled::new(timeout));
                if stalled.deadline.as_mut().poll(context).is_ready() {
                    return Poll::Ready(Err(Error::new(ErrorKind::TimedOut, "the client does not read")));
                }
            }
        }
        written
    }

    /// Reads and discards what the client still sends, for a while.
    fn linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut forgotten = [0; 8 * 1024];
        loop {
            if let Some(end) = &mut self.lingering
                && (end.deadline() <= Instant::now() || end.as_mut().poll(context).is_ready())
            {
                return Poll::Ready(());
            }
            let mut buffer = ReadBuf::new(&mut forgotten);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    self.lingering.get_or_insert_with(|| Box::pin(sleep(LINGER)));
                }
                Poll::Pending if self.lingering.is_some() => return Poll::Pending,
                Poll::Pending if self.lingers.get() => self.lingering = Some(Box::pin(sleep(LINGER))),
                Poll::Ready(_) | Poll::Pending => return Poll::Ready(()),
            }
        }
    }
}

impl Stalled {
    fn new(timeout: Duration) -> Self {
        Self { deadline: Box::pin(sleep(timeout)), taken: 0 }
    }
}

impl AsyncRead for ClientStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for ClientStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.write_timed(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write_timed(context, |stream, context| stream.poll_write_vectored(context, slices))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A flush means that everything has been written.
        self.stalled = None;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lingering.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
        }
        ready!(self.linger(context));
        Poll::Ready(Ok(()))
    }
}
