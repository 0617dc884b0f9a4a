//! A server on the loopback that keeps what it was sent and answers as it is told, byte by byte.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

/// A request as it came over the wire.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Seen {
    fn parse(head: &str, body: &str) -> Self {
        let mut lines = head.split("\r\n");
        let mut first = lines.next().unwrap().split(' ');
        let headers = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        Self {
            method: first.next().unwrap().to_owned(),
            target: first.next().unwrap().to_owned(),
            headers,
            body: body.to_owned(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

/// What to do with a request.
pub enum Reply {
    /// Send these bytes and close.
    Raw(Vec<u8>),
    /// The same once the gate gives a permit.
    After(Arc<Semaphore>, Vec<u8>),
    /// Say nothing and hold the connection.
    Silence,
}

impl Reply {
    pub fn json(status: u16, body: &str) -> Self {
        Self::with(status, "content-type: application/json", body)
    }

    pub fn with(status: u16, headers: &str, body: &str) -> Self {
        Self::Raw(answer(status, headers, body))
    }
}

/// The bytes of an answer; `headers` are lines without their end.
pub fn answer(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let headers = if headers.is_empty() { String::new() } else { format!("{headers}\r\n") };
    let fixed = format!("connection: close\r\ncontent-length: {length}\r\n");
    format!("HTTP/1.1 {status} X\r\n{fixed}{headers}\r\n{body}").into_bytes()
}

/// The running server; it ends with its connections when dropped.
pub struct Peer {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    count: watch::Receiver<usize>,
    task: JoinHandle<()>,
}

impl Peer {
    /// Starts a server that asks `reply` about the n-th request, from 0.
    pub async fn start(reply: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (counter, count) = watch::channel(0);
        let kept = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            let (reply, counter) = (Arc::new(reply), Arc::new(counter));
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (reply, counter, kept) =
                    (Arc::clone(&reply), Arc::clone(&counter), Arc::clone(&kept));
                connections.spawn(async move {
                    let Some(request) = receive(&stream).await else { return };
                    let number = {
                        let mut kept = kept.lock().unwrap();
                        kept.push(request.clone());
                        counter.send_replace(kept.len());
                        kept.len() - 1
                    };
                    match reply(number, &request) {
                        Reply::Raw(bytes) => send(&stream, &bytes).await,
                        Reply::After(gate, bytes) => {
                            gate.acquire().await.unwrap().forget();
                            send(&stream, &bytes).await;
                        }
                        Reply::Silence => std::future::pending().await,
                    }
                });
            }
        });
        Self { address, seen, count, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// Waits until so many requests have come.
    pub async fn reached(&self, requests: usize) {
        self.count.clone().wait_for(|count| *count >= requests).await.unwrap();
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn receive(stream: &TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let request = Seen::parse(head, body);
            let length: usize = request.header("content-length").map_or(0, |n| n.parse().unwrap());
            if body.len() >= length {
                return Some(request);
            }
        }
        stream.readable().await.ok()?;
        let mut part = [0; 4096];
        match stream.try_read(&mut part) {
            Ok(0) => return None,
            Ok(read) => bytes.extend_from_slice(&part[..read]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return None,
        }
    }
}

pub async fn send(stream: &TcpStream, mut bytes: &[u8]) {
    while !bytes.is_empty() && stream.writable().await.is_ok() {
        match stream.try_write(bytes) {
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return,
        }
    }
}
