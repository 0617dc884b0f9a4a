//! The signed command buys, and buys once.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use bcc_wizard::app::saving::plan_text;
use bcc_wizard::sandbox::{self, Config};
use serde_json::Value;
use tempfile::TempDir;

use super::binary::{parts, program};
use crate::flow::{self, Stage};
use crate::sandbox::support::Hands;

/// The words a real shell makes of the command.
fn words(command: &str) -> Vec<String> {
    let script = format!("curl() {{ printf '%s\\0' \"$@\"; }}\n{command}");
    let output = Command::new("/bin/sh").env_clear().args(["-c", &script]).output().unwrap();
    let words = String::from_utf8(output.stdout).unwrap();
    words.split_terminator('\0').map(str::to_owned).collect()
}

/// Does what the command asks of curl, for where there is none.
fn sent_by_hand(command: &str, address: SocketAddr) -> Value {
    let words = words(command);
    let after = |option: &str| {
        words
            .windows(2)
            .filter(|pair| pair[0] == option)
            .map(|pair| pair[1].clone())
            .collect::<Vec<_>>()
    };
    let (url, body) = (after("POST").remove(0), after("--data-raw").remove(0));
    let path = url.strip_prefix(&format!("http://{address}")).unwrap();
    let headers = after("-H").join("\r\n");
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {answer}"))
}

/// By the machine's own curl, if it has one.
fn sent_by_curl(command: &str) -> Option<Value> {
    let there = Command::new("curl").arg("--version").stdout(Stdio::null()).status();
    there.ok().filter(std::process::ExitStatus::success)?;
    let output = Command::new("/bin/sh").args(["-c", command]).output().unwrap();
    let (code, answer, said) = parts(&output);
    assert_eq!(code, 0, "{said}");
    Some(serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error}: {answer}")))
}

#[tokio::test]
async fn the_command_is_accepted_and_a_second_run_buys_nothing_more() {
    // What it sells is the same in every sandbox; the clock of the one that is bought from is real.
    let hands = Hands::new();
    let shop = flow::sandbox(&hands, |_| {});
    let mut stage = Stage::open(&shop.base_url(), &hands);
    stage.settled().await;
    let sandbox = sandbox::start(Config::new()).unwrap();
    let url = sandbox.base_url();
    let plan = plan_text(&stage.wizard).replace("[system]\n", "[system]\nname = \"it's ${x}\"\n");
    let plan = plan.replace("it's ${x}", "web 生产");

    let home = TempDir::new().unwrap();
    std::fs::write(home.path().join("plan.toml"), plan).unwrap();
    let keys = [
        ("BCE_ACCESS_KEY_ID", sandbox::ACCESS_KEY),
        ("BCE_SECRET_ACCESS_KEY", sandbox::SECRET_KEY),
    ];
    let args = ["export", "plan.toml", "--as", "curl", "--endpoint", &url];
    let (code, command, said) = parts(&program(home.path(), &keys, &args).output().unwrap());
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("The command is signed until 20") && said.contains("buys once"),
        "{said}"
    );
    assert!(!command.contains(sandbox::SECRET_KEY) && !said.contains(sandbox::SECRET_KEY));

    let first = sent_by_hand(&command, sandbox.address());
    let ids = first["instanceIds"].as_array().unwrap_or_else(|| panic!("{first}")).clone();
    assert_eq!((ids.len(), sandbox.orders()), (1, 1));
    let again = sent_by_curl(&command).unwrap_or_else(|| sent_by_hand(&command, sandbox.address()));
    assert_eq!(again["instanceIds"].as_array(), Some(&ids));
    assert_eq!((sandbox.orders(), sandbox.instances()), (1, 1));

    // Of another command, signed anew, the token is another one: it is another purchase.
    let (_, other, _) = parts(&program(home.path(), &keys, &args).output().unwrap());
    assert_ne!(sent_by_hand(&other, sandbox.address())["instanceIds"].as_array(), Some(&ids));
    assert_eq!(sandbox.orders(), 2);
}
