//! A blocking server on the loopback, plain or with TLS, that reports the first line of each request.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, Stream};

/// How long a request is waited for before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A file under tests/tls.
pub fn tls_file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tls").join(name)
}

/// The running server; it ends when dropped.
pub struct Server {
    pub address: SocketAddr,
    requests: Receiver<String>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn plain() -> Self {
        Self::start(None)
    }

    /// With the certificate that authority.pem vouches for.
    pub fn tls() -> Self {
        let pem = std::fs::read(tls_file("server.pem")).unwrap();
        let chain = vec![CertificateDer::from_pem_slice(&pem).unwrap()];
        let key = PrivateKeyDer::from_pem_slice(&pem).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(chain, key)
            .unwrap();
        Self::start(Some(Arc::new(config)))
    }

    fn start(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, requests) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(mut stream) = stream else { continue };
                // A peer that connects and says nothing must not hold the others up.
                stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
                let line = match &tls {
                    None => serve(&mut stream),
                    Some(config) => over_tls(config, &mut stream),
                };
                if let Some(line) = line {
                    let _ = sender.send(line);
                }
            }
        });
        Self { address, requests, stop, thread: Some(thread) }
    }

    /// The first line of the next request.
    #[track_caller]
    pub fn request(&self) -> String {
        self.requests.recv_timeout(PATIENCE).expect("no request came")
    }

    /// The first lines that have come and were not asked for yet.
    pub fn rest(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn over_tls(config: &Arc<ServerConfig>, stream: &mut TcpStream) -> Option<String> {
    let mut connection = ServerConnection::new(Arc::clone(config)).unwrap();
    let line = serve(&mut Stream::new(&mut connection, stream));
    connection.send_close_notify();
    let _ = connection.write_tls(stream);
    line
}

/// Reads the head of a request and answers it with an empty list of zones.
fn serve(stream: &mut (impl Read + Write)) -> Option<String> {
    let mut head = Vec::new();
    let mut part = [0; 4096];
    while !head.windows(4).any(|bytes| bytes == b"\r\n\r\n") {
        match stream.read(&mut part) {
            Ok(read @ 1..) => head.extend_from_slice(&part[..read]),
            _ => return None,
        }
    }
    let body = r#"{"zones":[]}"#;
    let answer = format!(
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let _ = stream.write_all(answer.as_bytes()).and_then(|()| stream.flush());
    String::from_utf8_lossy(&head).lines().next().map(str::to_owned)
}
