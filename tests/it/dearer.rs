//! A proxy on the loopback before a sandbox: whoever asks for the same price a second time is told a
//! higher one.

use std::collections::HashSet;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// The running proxy. Its threads end with the connections.
pub struct Dearer {
    address: SocketAddr,
    ends: Arc<AtomicBool>,
}

impl Dearer {
    pub fn before(cloud: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let ends = Arc::new(AtomicBool::new(false));
        let ended = Arc::clone(&ends);
        let asked = Arc::new(Mutex::new(HashSet::new()));
        std::thread::spawn(move || {
            for client in listener.incoming() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                relay(client.unwrap(), TcpStream::connect(cloud).unwrap(), &asked);
            }
        });
        Self { address, ends }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Dearer {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for connections.
        let _ = TcpStream::connect(self.address);
    }
}

fn relay(client: TcpStream, cloud: TcpStream, asked: &Arc<Mutex<HashSet<String>>>) {
    let again = Arc::new(AtomicBool::new(false));
    let (knows, asked) = (Arc::clone(&again), Arc::clone(asked));
    let ends = [client.try_clone().unwrap(), cloud.try_clone().unwrap()];
    let [client_end, cloud_end] = ends;
    std::thread::spawn(move || {
        pump(client, cloud_end, |part| {
            let text = String::from_utf8_lossy(part).into_owned();
            let price = text.starts_with("POST /v2/instance/price");
            let (_, question) = text.split_once("\r\n\r\n").unwrap_or_default();
            let again = price && !asked.lock().unwrap().insert(question.to_owned());
            knows.store(again, Ordering::Relaxed);
            text.into_bytes()
        });
    });
    std::thread::spawn(move || {
        pump(cloud, client_end, |part| {
            let text = String::from_utf8_lossy(part).into_owned();
            let again = again.load(Ordering::Relaxed);
            let dear = |text: String| text.replace("\"tradePrice\":\"0.", "\"tradePrice\":\"9.");
            if again { dear(text).into_bytes() } else { text.into_bytes() }
        });
    });
}

/// Copies what comes, changed but of the same length.
fn pump(mut from: TcpStream, mut to: TcpStream, change: impl Fn(&[u8]) -> Vec<u8>) {
    let mut part = [0; 16 * 1024];
    while let Ok(read) = from.read(&mut part) {
        let changed = if read == 0 { Vec::new() } else { change(&part[..read]) };
        if read == 0 || to.write_all(&changed).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
