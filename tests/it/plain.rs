//! The wizard as a dialogue of lines: the real binary through a pipe and on a dumb terminal, against a
//! sandbox of the test's own over real HTTP.

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use bcc_wizard::domain::record::Record;
use bcc_wizard::sandbox::{self, ACCESS_KEY, Config, SECRET_KEY, Sandbox};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

mod answers;
mod dumb;
mod ends;
mod purchase;

/// How long a wait for a question lasts before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);
/// A password that the rules take, and that must be seen nowhere.
const PASSWORD: &str = "Hidden7!word";
/// What the question that buys ends with.
const BUY: &str = "Type y to buy:";

/// A sandbox, and a home from which it is bought from.
struct Site {
    sandbox: Sandbox,
    home: TempDir,
}

impl Site {
    fn new() -> Self {
        Self::of(|_| {})
    }

    fn of(change: impl FnOnce(&mut Config)) -> Self {
        let mut config = Config { boot: Duration::ZERO, ..Config::new() };
        change(&mut config);
        Self { sandbox: sandbox::start(config).unwrap(), home: TempDir::new().unwrap() }
    }

    fn command_to(&self, url: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bcc-wizard"));
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
            .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY)
            .current_dir(self.home.path())
            .args(["--plain", "--endpoint", url])
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Answers everything at once.
    fn run(&self, args: &[&str], answers: &str) -> Run {
        Run::of(self.command_to(&self.sandbox.base_url(), args), answers)
    }

    /// Answers question by question.
    fn talk(&self, args: &[&str]) -> Talk {
        Talk::start(self.command_to(&self.sandbox.base_url(), args))
    }

    fn records(&self) -> Vec<Record> {
        let folder = self.home.path().join(".local/state/bcc-wizard/orders");
        let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        let records = paths.filter(|path| path.extension().is_some_and(|it| it == "json"));
        let read = |path| serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        records.map(read).collect()
    }

    /// The body of the one request that was sent.
    #[track_caller]
    fn body(&self) -> Value {
        let records = self.records();
        assert_eq!((records.len(), self.sandbox.orders()), (1, 1));
        serde_json::from_str(&records[0].body).unwrap()
    }
}

/// How a dialogue ended and what was said.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    said: String,
}

impl Run {
    fn of(mut command: Command, answers: &str) -> Self {
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let answers = answers.to_owned();
        // In a thread of its own: who does not read to the end must not stop the test.
        let writer = std::thread::spawn(move || drop(input.write_all(answers.as_bytes())));
        let run = Self::from(child.wait_with_output().unwrap());
        writer.join().unwrap();
        run
    }

    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.said);
        self
    }

    #[track_caller]
    fn says(self, part: &str) -> Self {
        assert!(self.said.contains(part), "no “{part}” in {}", self.said);
        self
    }

    #[track_caller]
    fn keeps_quiet_of(self, part: &str) -> Self {
        let all = format!("{}{}", self.out, self.said);
        assert!(!all.contains(part), "“{part}” in {all}");
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            said: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// What has been said so far, and whether that is all.
#[derive(Default)]
struct Heard {
    text: String,
    ended: bool,
}

/// A dialogue that is answered question by question.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    heard: Arc<(Mutex<Heard>, Condvar)>,
    /// What comes before this was answered already.
    answered: usize,
}

impl Talk {
    fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take();
        let mut said = child.stderr.take().unwrap();
        let heard = Arc::new((Mutex::new(Heard::default()), Condvar::new()));
        let listener = Arc::clone(&heard);
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            let mut chunk = [0; 4096];
            loop {
                let read = said.read(&mut chunk).unwrap_or(0);
                bytes.extend_from_slice(&chunk[..read]);
                let mut heard = listener.0.lock().unwrap();
                if let Ok(text) = str::from_utf8(&bytes) {
                    text.clone_into(&mut heard.text);
                }
                heard.ended = read == 0;
                listener.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        Self { child, input, heard, answered: 0 }
    }

    /// Waits until a line that begins so has been said since the last answer.
    #[track_caller]
    fn hears(&mut self, begin: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        let mut heard = self.heard.0.lock().unwrap();
        loop {
            let new = &heard.text[self.answered..];
            let found = new.lines().find(|line| line.starts_with(begin)).map(str::to_owned);
            let left = deadline.saturating_duration_since(Instant::now());
            if let Some(line) = found {
                return line;
            }
            assert!(!heard.ended && !left.is_zero(), "waited for “{begin}”:\n{}", heard.text);
            heard = self.heard.1.wait_timeout(heard, left).unwrap().0;
        }
    }

    /// Waits for a question and answers it.
    #[track_caller]
    fn asked(&mut self, question: &str, answer: &str) -> &mut Self {
        self.hears(question);
        self.answered = self.heard.0.lock().unwrap().text.len();
        writeln!(self.input.as_mut().unwrap(), "{answer}").unwrap();
        self
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id().cast_signed()).unwrap();
        kill_process(pid, signal).unwrap();
    }

    /// Ends the input and waits for the end.
    fn ends(&mut self) -> Run {
        self.input = None;
        let mut out = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        let code = self.child.wait().unwrap().code();
        let mut heard = self.heard.0.lock().unwrap();
        while !heard.ended {
            heard = self.heard.1.wait(heard).unwrap();
        }
        Run { code, out, said: heard.text.clone() }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A transcript without what differs from run to run.
fn masked(said: &str) -> String {
    let mask = |word: &str| {
        let token = word.len() == 36 && word.matches('-').count() == 4;
        let made = |stem: &str| word.strip_prefix(stem).is_some_and(|rest| rest.len() == 8);
        match word {
            _ if token => "TOKEN".to_owned(),
            _ if made("i-") => "i-ID".to_owned(),
            _ if made("instance-") => "instance-ID".to_owned(),
            _ => word.to_owned(),
        }
    };
    let line = |line: &str| {
        let part_of_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let mut rest = line;
        let mut masked = String::new();
        while !rest.is_empty() {
            let end = rest.find(|c| !part_of_word(c)).unwrap_or(rest.len());
            masked.push_str(&mask(&rest[..end]));
            let next = rest[end..].find(part_of_word).map_or(rest.len(), |next| end + next);
            masked.push_str(&rest[end..next]);
            rest = &rest[next..];
        }
        match masked.split_once("127.0.0.1:") {
            Some((before, after)) => {
                let port = after.trim_start_matches(|c: char| c.is_ascii_digit());
                format!("{before}127.0.0.1:PORT{port}")
            }
            None => masked,
        }
    };
    // What took long under load, and how long, is no part of it.
    let loading = |line: &&str| !line.starts_with("loading") && !line.starts_with("正在加载");
    let timed = |line: String| match line.split_once(": ") {
        Some((time, rest)) if time.starts_with("After ") => format!("After T: {rest}"),
        _ => match line.split_once("后：") {
            Some((_, rest)) => format!("T后：{rest}"),
            // The market moves.
            None if line.starts_with("or spot") => "or spot: PRICE".to_owned(),
            None if line.starts_with("或（抢占实例）") => "或（抢占实例）：PRICE".to_owned(),
            None => line,
        },
    };
    said.lines().filter(loading).map(|it| timed(line(it))).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn snapshot(name: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, masked(said)));
}
