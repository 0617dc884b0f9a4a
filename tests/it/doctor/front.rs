//! A blocking server on the loopback that stands before a sandbox: it answers some paths itself, passes
//! the rest on as they are, and remembers what was asked.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::client::peer::answer;

/// The first byte of a client that begins with TLS.
const TLS_HANDSHAKE: u8 = 22;

/// What is answered instead of the sandbox, by method and path.
pub type Own = BTreeMap<&'static str, Vec<u8>>;

/// A refusal in the cloud's form.
pub fn refusal(status: u16, code: &str, message: &str) -> Vec<u8> {
    let body = serde_json::json!({ "requestId": "r-1", "code": code, "message": message });
    answer(status, "x-bce-request-id: r-1", &body.to_string())
}

/// The running server; it ends when dropped.
pub struct Front {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    most: Arc<Mutex<(usize, usize)>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Front {
    pub fn before(cloud: Option<SocketAddr>, own: Own) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let most = Arc::new(Mutex::new((0, 0)));
        let stop = Arc::new(AtomicBool::new(false));
        let (kept, counted, stopped) = (Arc::clone(&asked), Arc::clone(&most), Arc::clone(&stop));
        let own = Arc::new(own);
        let thread = thread::spawn(move || {
            let mut served = Vec::new();
            for stream in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(stream) = stream else { continue };
                let (kept, counted, own) =
                    (Arc::clone(&kept), Arc::clone(&counted), Arc::clone(&own));
                served.push(thread::spawn(move || {
                    serve(stream, cloud, &own, &kept, &counted);
                }));
            }
            for thread in served {
                thread.join().unwrap();
            }
        });
        Self { address, asked, most, stop, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Method and path of each request so far, sorted.
    pub fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().unwrap().clone();
        asked.sort();
        asked
    }

    /// The most requests there were at once.
    pub fn at_once(&self) -> usize {
        self.most.lock().unwrap().1
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One request a connection, so that whoever answers it can end it.
fn serve(
    mut stream: TcpStream,
    cloud: Option<SocketAddr>,
    own: &Own,
    asked: &Mutex<Vec<String>>,
    most: &Mutex<(usize, usize)>,
) {
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let Some((head, body)) = receive(&mut stream) else { return };
    let mut words = head.split([' ', '?']);
    let place = format!("{} {}", words.next().unwrap(), words.next().unwrap());
    asked.lock().unwrap().push(place.clone());
    {
        let mut most = most.lock().unwrap();
        most.0 += 1;
        most.1 = most.1.max(most.0);
    }
    let reply = own.get(&*place).or_else(|| own.get("*")).cloned();
    let reply = reply.or_else(|| Some(passed_on(cloud?, &head, &body)));
    most.lock().unwrap().0 -= 1;
    let _ = stream.write_all(&reply.unwrap_or_default());
}

fn receive(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok()
                })
                .unwrap_or(0);
            if bytes.len() >= end + 4 + length {
                return Some((head, bytes.split_off(end + 4)));
            }
        }
        match stream.read(&mut part) {
            Ok(read @ 1..) => bytes.extend_from_slice(&part[..read]),
            _ => return None,
        }
        if bytes[0] == TLS_HANDSHAKE {
            let _ = stream.write_all(&answer(400, "", "plain HTTP is spoken here"));
            return None;
        }
    }
}

fn passed_on(cloud: SocketAddr, head: &str, body: &[u8]) -> Vec<u8> {
    let mut cloud = TcpStream::connect(cloud).unwrap();
    cloud.write_all(format!("{head}\r\nconnection: close\r\n\r\n").as_bytes()).unwrap();
    cloud.write_all(body).unwrap();
    let mut reply = Vec::new();
    cloud.read_to_end(&mut reply).unwrap();
    reply
}
