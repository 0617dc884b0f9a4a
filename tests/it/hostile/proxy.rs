//! A proxy on the loopback that puts harm into what a cloud answers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};

use serde_json::Value;

/// Which texts the harm is put behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spoils {
    /// Names and descriptions.
    Names,
    /// Every text of every list; orders are left alone, so that something is bought.
    Everything,
    /// Code, message and request id of errors, and every request is answered by one.
    Errors,
    /// Everything that is said of instances but for their ids and states, and remarks on an order.
    Instances,
}

/// The running proxy; it ends when dropped.
pub struct Proxy {
    address: SocketAddr,
    spoiled: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    pub fn before(cloud: SocketAddr, spoils: Spoils, harm: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, spoiled) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&spoiled));
        let thread = thread::spawn(move || {
            for client in listener.incoming() {
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(client) = client else { continue };
                let counted = Arc::clone(&counted);
                // It ends with its connection, which carries one request.
                thread::spawn(move || pass(&client, cloud, spoils, harm, &counted));
            }
        });
        Self { address, spoiled, stop, thread: Some(thread) }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many texts were spoiled so far.
    pub fn spoiled(&self) -> usize {
        self.spoiled.load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Head and body of a message, by its length.
fn message(stream: &TcpStream) -> Option<(Vec<String>, Vec<u8>)> {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let length = head.iter().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}

fn send(mut stream: &TcpStream, head: &[String], body: &[u8]) {
    let kept = |line: &&String| {
        let line = line.to_lowercase();
        !line.starts_with("content-length:") && !line.starts_with("connection:")
    };
    let mut lines: Vec<String> = head.iter().filter(kept).cloned().collect();
    lines.push(format!("content-length: {}", body.len()));
    lines.push("connection: close\r\n\r\n".to_owned());
    let text = lines.join("\r\n");
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.write_all(body));
}

fn pass(
    client: &TcpStream,
    cloud: SocketAddr,
    spoils: Spoils,
    harm: &str,
    counted: &AtomicUsize,
) -> Option<()> {
    let (request, body) = message(client)?;
    let buys = request[0].starts_with("POST /v2/instanceBySpec");
    if spoils == Spoils::Errors {
        let error = serde_json::json!({
            "code": format!("Code{harm}"), "message": format!("says{harm}"), "requestId": harm,
        });
        counted.fetch_add(3, Ordering::SeqCst);
        let head = ["HTTP/1.1 400 Bad", "content-type: application/json"].map(str::to_owned);
        send(client, &head, error.to_string().as_bytes());
        return Some(());
    }
    let server = TcpStream::connect(cloud).ok()?;
    send(&server, &request, &body);
    let (answer, body) = message(&server)?;
    let mut value: Value = serde_json::from_slice(&body).unwrap_or_default();
    match (spoils, value.as_object_mut()) {
        (Spoils::Everything, Some(_)) if buys => {}
        (Spoils::Instances, Some(object)) if buys => {
            object.insert("warningList".to_owned(), serde_json::json!([harm]));
            counted.fetch_add(1, Ordering::SeqCst);
        }
        _ => spoil(&mut value, "", spoils, harm, counted),
    }
    let body = if value.is_null() { body } else { value.to_string().into_bytes() };
    send(client, &answer, &body);
    Some(())
}

/// Whether a text under this name is spoiled.
fn is_spoiled(name: &str, spoils: Spoils) -> bool {
    let lower = name.to_lowercase();
    match spoils {
        Spoils::Everything | Spoils::Errors => true,
        Spoils::Names => {
            ["name", "desc", "model", "version", "message", "remark"]
                .iter()
                .any(|it| lower.contains(it))
                && !["zonename", "spec"].contains(&lower.as_str())
        }
        Spoils::Instances => {
            ["internalip", "publicip", "eipaddress", "privateip"].contains(&lower.as_str())
        }
    }
}

fn spoil(value: &mut Value, name: &str, spoils: Spoils, harm: &str, counted: &AtomicUsize) {
    match value {
        Value::String(text) if is_spoiled(name, spoils) && !text.is_empty() => {
            text.push_str(harm);
            counted.fetch_add(1, Ordering::SeqCst);
        }
        Value::Array(all) => all.iter_mut().for_each(|it| spoil(it, name, spoils, harm, counted)),
        Value::Object(all) => {
            all.iter_mut().for_each(|(name, it)| spoil(it, name, spoils, harm, counted));
        }
        _ => {}
    }
}
