//! Many purchases at once, with faults at random and `kill -9` at random moments: each confirmed intent
//! makes at most one order, and what became of it is always found out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::*;

/// Purchases in all.
const RUNS: usize = 300;
/// Purchases at a time: they mostly wait.
const AT_ONCE: usize = 24;
/// Times a run may be killed before it is left to end.
const KILLS: u64 = 3;

/// Numbers that look random and are the same for the same run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        // A full period and good enough high bits: Knuth's linear congruence.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Lets a command run for a while and kills it if it is still there; how it ended.
fn let_live(mut child: Child, life: Duration) -> Option<i32> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if begun.elapsed() >= life {
            child.kill().unwrap();
            return child.wait().unwrap().code();
        }
        std::thread::park_timeout(Duration::from_millis(2));
    }
}

/// One purchase by somebody with a home of their own, to its end. What its journal says then.
fn purchase(number: usize, url: &str) -> Vec<Record> {
    let mut dice = Dice(number as u64 + 1);
    let site = Home { home: TempDir::new().unwrap(), url: url.to_owned() };
    let password = dice.throw(8) == 0;
    let login =
        if password { "\n[system.login]\npassword_env = \"BCC_TEST_PASSWORD\"\n" } else { "" };
    let plan = site.home.path().join("plan.toml");
    fs::write(&plan, format!("{PLAN}{login}")).unwrap();
    let mut ended =
        let_live(site.start(&["apply", plan.to_str().unwrap(), "--yes"]), life(&mut dice));
    let mut kills = 1;
    // 4: placed and not confirmed running; none: killed.
    while matches!(ended, None | Some(4)) {
        let life = if kills < KILLS { life(&mut dice) } else { Duration::from_mins(2) };
        kills += 1;
        let resume = ["resume", "--password-env", "BCC_TEST_PASSWORD"];
        ended = let_live(site.start(&resume), life);
        assert!(kills < 40, "run {number} does not end");
    }
    site.records()
}

/// Mostly short enough to end it in the middle, now and then long enough to let it be.
fn life(dice: &mut Dice) -> Duration {
    match dice.throw(4) {
        0 => Duration::from_mins(2),
        _ => Duration::from_millis(30 + dice.throw(2_500)),
    }
}

/// A home from which commands buy at a sandbox.
struct Home {
    home: TempDir,
    url: String,
}

impl Home {
    fn start(&self, args: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_bcc-wizard"))
            .env_clear()
            .env("HOME", self.home.path())
            .env("BCE_ACCESS_KEY_ID", ACCESS_KEY)
            .env("BCE_SECRET_ACCESS_KEY", SECRET_KEY)
            .env("BCC_TEST_PASSWORD", PASSWORD)
            .args(args)
            .args(["--endpoint", &self.url])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn records(&self) -> Vec<Record> {
        let orders = self.home.path().join(".local/state/bcc-wizard/orders");
        let Ok(entries) = fs::read_dir(orders) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        let records = paths.filter(|path| {
            let hidden = path.file_name().unwrap().to_string_lossy().starts_with('.');
            !hidden && path.extension().is_some_and(|it| it == "json")
        });
        records.map(|path| serde_json::from_slice(&fs::read(path).unwrap()).unwrap()).collect()
    }
}

#[test]
fn one_order_for_each_confirmed_intent_whatever_fails_and_whenever_it_is_killed() {
    let site = Site::of(|config| {
        config.faults = faults::find("chaos").unwrap().with_seed(20_260_102);
        config.instance_quota = Some(RUNS);
        config.boot = Duration::from_millis(50);
    });
    let url = site.sandbox.base_url();
    let next = AtomicUsize::new(0);
    let records: Vec<Record> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..AT_ONCE)
            .map(|_| {
                scope.spawn(|| {
                    let mut found = Vec::new();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= RUNS {
                            return found;
                        }
                        found.extend(purchase(number, &url));
                    }
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    let book = site.sandbox.book();
    let orders: BTreeMap<&str, usize> =
        book.tokens.iter().map(|entry| (entry.token.as_str(), entry.orders)).collect();
    let mut bought = BTreeSet::new();
    for record in &records {
        let made = orders.get(record.token.as_str()).copied().unwrap_or_default();
        match record.progress.state {
            State::Running => assert_eq!(made, 1, "{record:?}"),
            State::Refused => assert_eq!(made, 0, "{record:?}"),
            // Nothing is left whose outcome nobody knows.
            _ => panic!("{record:?}"),
        }
        if made == 1 {
            assert!(bought.insert(record.token.as_str()), "two records of one order");
        }
    }
    let more: Vec<_> = orders.iter().filter(|(_, made)| **made > 0).collect();
    assert_eq!(more.len(), bought.len(), "an order that no journal knows");
    assert_eq!((book.orders, book.instances), (bought.len(), bought.len()), "{book:?}");
    assert!(book.tokens.iter().all(|entry| entry.bodies <= 1), "another body under one token");
    assert!(bought.len() > RUNS / 10, "only {} of {RUNS} came to an order", bought.len());
    assert!(records.iter().any(|record| record.progress.tries > 1), "nothing was ever sent again");
}
