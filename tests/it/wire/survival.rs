//! The sandbox as a program of its own, ended without warning: what it answered is there again.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bcc_wizard::api::client::{Client, IN_FLIGHT, Timeouts};
use bcc_wizard::api::endpoint::Endpoints;
use bcc_wizard::domain::fault::FaultKind;
use bcc_wizard::sandbox::BOOK_PATH;
use serde_json::Value;
use tokio::sync::mpsc;

use super::{body, credentials, minimal};
use crate::sandbox::support::client;

/// How long a wait lasts before the test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running `bcc-wizard sandbox`; dropping it kills it.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(state: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"))
            .env_clear()
            .args(["sandbox", "--state", state.to_str().unwrap()])
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // All of them: a server that cannot say where it is found ends.
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let lines: Vec<String> = lines.take(4).map(Result::unwrap).collect();
        let url = lines[0].strip_prefix("export BCE_ENDPOINT=").unwrap().to_owned();
        Self { child, url }
    }

    fn client(&self) -> Client {
        let endpoints = Endpoints::fixed(&self.url).unwrap();
        Client::new(credentials(), endpoints, Timeouts::default()).unwrap()
    }

    async fn book(&self) -> Value {
        let answer = client().get(format!("{}{BOOK_PATH}", self.url)).send().await.unwrap();
        serde_json::from_str(&answer.text().await.unwrap()).unwrap()
    }

    /// Ends it as a power cut would.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that was killed before is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn no_order_is_lost_or_made_twice_when_the_server_is_killed_among_them() {
    const ORDERS: usize = 16;
    const ANSWERED: usize = 6;
    let folder = tempfile::tempdir().unwrap();
    let (state, faults) = (folder.path().join("state.json"), folder.path().join("faults.toml"));
    // From the seventh on orders are made but not answered, so that some are open at the end.
    let rule = "match = \"CreateInstanceBySpec\"\nnth = \"7-\"\naction.stall.after = true";
    let plan = format!("[[plan]]\nname = \"open\"\nabout = \"a\"\n[[plan.rule]]\n{rule}");
    std::fs::write(&faults, plan).unwrap();
    let server = Server::start(&state, &["--faults", faults.to_str().unwrap()]);
    let tokens: Vec<String> = (0..ORDERS).map(|at| format!("token-{at}")).collect();

    let (tell, mut told) = mpsc::unbounded_channel();
    let client = server.client();
    for token in tokens.clone() {
        let (client, tell) = (client.clone(), tell.clone());
        tokio::spawn(async move {
            let result = client.submit(&token, &body(&minimal())).await;
            tell.send((token, result.map(|created| created.instance_ids))).unwrap();
        });
    }
    let mut answered = BTreeMap::new();
    while answered.len() < ANSWERED {
        let (token, ids) = told.recv().await.unwrap();
        answered.insert(token, ids.unwrap());
    }
    let made = ANSWERED + IN_FLIGHT;
    let all_made = async { while server.book().await["orders"] != made {} };
    tokio::time::timeout(PATIENCE, all_made).await.expect("orders that are not answered are made");
    server.kill();
    for _ in ANSWERED..ORDERS {
        let (token, result) = told.recv().await.unwrap();
        let error = result.unwrap_err();
        assert_eq!(error.may_have_happened(), error.kind != FaultKind::Unreachable, "{token}");
    }

    let server = Server::start(&state, &[]);
    let before = server.book().await;
    assert_eq!((&before["requests"], &before["orders"]), (&0.into(), &made.into()));
    for token in &tokens {
        let created = server.client().submit(token, &body(&minimal())).await.unwrap();
        if let Some(ids) = answered.get(token) {
            assert_eq!(&created.instance_ids, ids, "{token}");
        }
    }
    let after = server.book().await;
    assert_eq!((&after["orders"], &after["instances"]), (&ORDERS.into(), &ORDERS.into()));
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_found_after_the_crash() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let server = Server::start(&state, &["--faults", "lost-reply"]);
    let error = server.client().submit("t", &body(&minimal())).await.unwrap_err();
    assert_eq!((error.kind, error.may_have_happened()), (FaultKind::Interrupted, true), "{error}");
    server.kill();

    let server = Server::start(&state, &[]);
    let book = server.book().await;
    assert_eq!((&book["requests"], &book["orders"]), (&0.into(), &1.into()));
    let created = server.client().submit("t", &body(&minimal())).await.unwrap();
    assert_eq!(book["tokens"][0]["instances"], serde_json::json!(created.instance_ids));
    let other = bcc_wizard::domain::plan::Plan { count: 2, ..minimal() };
    let error = server.client().submit("t", &body(&other)).await.unwrap_err();
    assert_eq!(error.kind, FaultKind::TokenReused, "{error}");
    assert_eq!(server.book().await["orders"], 1);
}

#[tokio::test]
async fn what_a_crash_left_half_written_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let server = Server::start(&state, &[]);
    server.client().submit("t", &body(&minimal())).await.unwrap();
    server.kill();
    // As if it had been killed while the next state was being written beside the file.
    std::fs::write(folder.path().join("state.json.new"), "{\"version\":1,\"regi").unwrap();
    let server = Server::start(&state, &[]);
    assert_eq!(server.book().await["orders"], 1);
    server.client().submit("u", &body(&minimal())).await.unwrap();
    assert_eq!(server.book().await["orders"], 2);
}
