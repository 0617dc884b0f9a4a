//! What a program in a terminal costs while it does nothing, as the kernel counts it (Linux).

use std::fs;
use std::time::{Duration, Instant};

use rustix::process::Pid;

use super::Terminal;

/// What a process has used since it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Processor time in clock ticks, a hundredth of a second each.
    pub ticks: u64,
    /// How often one of its threads went to sleep: it had been woken before.
    pub sleeps: u64,
}

impl Cost {
    /// Of a process that runs, or that has ended and was not waited for.
    pub fn of(pid: Pid) -> Self {
        let folder = format!("/proc/{}", pid.as_raw_nonzero());
        let stat = fs::read_to_string(format!("{folder}/stat")).unwrap();
        // The name may hold blanks; it ends with the last parenthesis.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks = fields[11..13].iter().map(|field| field.parse::<u64>().unwrap()).sum();
        let threads = fs::read_dir(format!("{folder}/task")).into_iter().flatten().flatten();
        let sleeps = threads.filter_map(|thread| {
            let status = fs::read_to_string(thread.path().join("status")).ok()?;
            let line = status.lines().find(|line| line.starts_with("voluntary_ctxt_switches"))?;
            line.split_whitespace().nth(1)?.parse::<u64>().ok()
        });
        Self { ticks, sleeps: sleeps.sum() }
    }
}

impl Terminal {
    /// What the program has cost so far.
    pub fn cost(&self) -> Cost {
        Cost::of(self.pid)
    }

    /// Waits until a program that was at rest has woken up since then and sleeps again: it has taken what
    /// was sent to it.
    #[track_caller]
    pub fn wait_taken(&self, since: Cost) {
        let deadline = Instant::now() + self.patience;
        while self.cost().sleeps == since.sleeps {
            assert!(Instant::now() < deadline, "it does not take its input");
            self.writes_within(Duration::from_millis(1));
        }
    }
}
