//! A proxy on the loopback that loses one create request: the request itself, or its answer.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::client::peer::send;

/// What happens to the first create request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It never reaches the cloud.
    Request,
    /// The cloud takes it, but its answer never comes back.
    Answer,
}

/// The running proxy; it ends with its connections when dropped.
pub struct Proxy {
    pub address: SocketAddr,
    creates: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Proxy {
    pub async fn before(cloud: SocketAddr, loss: Loss) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let creates = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&creates);
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((client, _)) = listener.accept().await {
                connections.spawn(relay(client, cloud, loss, Arc::clone(&kept)));
            }
        });
        Self { address, creates, task }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The create requests seen so far: method and target without the signature, then the body.
    pub fn creates(&self) -> Vec<String> {
        self.creates.lock().unwrap().clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Passes bytes both ways until either side ends or the loss happens; then both are closed.
async fn relay(client: TcpStream, cloud: SocketAddr, loss: Loss, creates: Arc<Mutex<Vec<String>>>) {
    let Ok(server) = TcpStream::connect(cloud).await else { return };
    // The place in `creates` of the request that is under way on this connection.
    let current: Mutex<Option<usize>> = Mutex::new(None);
    let there = pump(&client, &server, |part| {
        let text = String::from_utf8_lossy(part);
        let mut creates = creates.lock().unwrap();
        let mut current = current.lock().unwrap();
        if text.starts_with("POST /v2/instanceBySpec?") {
            creates.push(String::new());
            *current = Some(creates.len() - 1);
        } else if text.starts_with("GET ") || text.starts_with("POST ") {
            *current = None;
        }
        let Some(at) = *current else { return true };
        creates[at].push_str(&text);
        !(at == 0 && loss == Loss::Request)
    });
    let back =
        pump(&server, &client, |_| !(*current.lock().unwrap() == Some(0) && loss == Loss::Answer));
    tokio::select! {
        () = there => {}
        () = back => {}
    }
}

/// Copies what comes, as long as `pass` lets it through.
async fn pump(from: &TcpStream, to: &TcpStream, pass: impl Fn(&[u8]) -> bool) {
    let mut part = [0; 16 * 1024];
    while from.readable().await.is_ok() {
        match from.try_read(&mut part) {
            Ok(read) if read > 0 && pass(&part[..read]) => send(to, &part[..read]).await,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Ok(_) | Err(_) => return,
        }
    }
}
