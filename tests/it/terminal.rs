//! Runs any program in a real pseudo-terminal: types keys, waits for text, sees what it leaves behind.
//!
//! Every wait is for a condition with a deadline, never for a time. Unless told otherwise the terminal answers
//! no questions (cursor position, device attributes): a program that waits for an answer is meant to fail here.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty};
use rustix::process::{self, Pid, Signal, WaitId, WaitIdOptions};
use tempfile::TempDir;

mod check;
pub mod cost;
pub mod keys;
pub mod modes;
mod mouse;
pub mod replay;

/// How long a wait lasts before the test fails, unless the program says otherwise.
const PATIENCE: Duration = Duration::from_secs(20);

/// Rows that scroll off the top and come back when the terminal grows.
const SCROLLBACK: usize = 1000;

/// A program to run in a terminal. Its environment is empty but for what stands in [`Program::start`].
pub struct Program {
    command: Vec<OsString>,
    env: BTreeMap<OsString, OsString>,
    cwd: Option<PathBuf>,
    home: Option<PathBuf>,
    size: (u16, u16),
    patience: Duration,
    answers: bool,
}

impl Program {
    /// The program at `path`, in a terminal of 80×24.
    pub fn new(path: impl AsRef<OsStr>) -> Self {
        Self {
            command: vec![path.as_ref().to_owned()],
            env: BTreeMap::new(),
            cwd: None,
            home: None,
            size: (80, 24),
            patience: PATIENCE,
            answers: false,
        }
    }

    /// The binary under test.
    pub fn wizard() -> Self {
        Self::new(env!("CARGO_BIN_EXE_bcc-wizard"))
    }

    /// A script for the system's shell.
    pub fn shell(script: &str) -> Self {
        Self::new("/bin/sh").args(["-c", script])
    }

    /// Adds one argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.push(arg.as_ref().to_owned());
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().fold(self, Self::arg)
    }

    /// Sets a variable, over what [`Program::start`] would set.
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.insert(name.as_ref().to_owned(), value.as_ref().to_owned());
        self
    }

    /// Where it runs; its home unless told.
    pub fn cwd(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cwd = Some(folder.into());
        self
    }

    /// Its home, to share one between two runs; a temporary one unless told.
    pub fn home(mut self, folder: impl Into<PathBuf>) -> Self {
        self.home = Some(folder.into());
        self
    }

    /// The terminal's size in cells.
    pub fn size(mut self, cols: u16, rows: u16) -> Self {
        self.size = (cols, rows);
        self
    }

    /// In a terminal that takes frames as a whole, and says so when it is asked (mode 2026).
    pub fn answering(mut self) -> Self {
        self.answers = true;
        self
    }

    /// How long a wait lasts before it fails.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Starts it, with PATH, TERM, LANG, HOME and the XDG folders under that home.
    pub fn start(self) -> Terminal {
        let temporary = TempDir::new().unwrap();
        let home = self.home.unwrap_or_else(|| temporary.path().to_owned());
        let mut command = CommandBuilder::from_argv(self.command);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()));
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_US.UTF-8");
        command.env("HOME", &home);
        for (name, folder) in [
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
        ] {
            command.env(name, home.join(folder));
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
        command.cwd(self.cwd.as_ref().unwrap_or(&home));
        Terminal::open(&command, self.size, self.answers, self.patience, home, temporary)
    }
}

/// The terminal's own modes (termios), as words, so that a difference can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modes {
    input: String,
    output: String,
    control: String,
    local: String,
    keys: Vec<u8>,
}

impl Modes {
    /// Of the slave: on a master the kernel answers for its slave.
    fn of(master: &dyn MasterPty) -> Self {
        let modes = master.get_termios().unwrap();
        Self {
            input: format!("{:?}", modes.input_flags),
            output: format!("{:?}", modes.output_flags),
            control: format!("{:?}", modes.control_flags),
            local: format!("{:?}", modes.local_flags),
            keys: modes.control_chars.to_vec(),
        }
    }
}

/// What has come out of the program so far.
struct State {
    parser: vt100::Parser,
    raw: Vec<u8>,
    status: Option<ExitStatus>,
    modes_at_exit: Option<Modes>,
    /// Nothing holds the terminal any more, and all that was written has been read.
    drained: bool,
}

impl State {
    fn ended(&self) -> Option<&ExitStatus> {
        self.status.as_ref().filter(|_| self.drained)
    }
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `found` finds something, at most `patience`; hands back the state as it then is.
    fn wait<T>(
        &self,
        patience: Duration,
        mut found: impl FnMut(&State) -> Option<T>,
    ) -> (MutexGuard<'_, State>, Option<T>) {
        let deadline = Instant::now() + patience;
        let mut state = self.lock();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let result = found(&state);
            if result.is_some() || left.is_zero() || state.ended().is_some() {
                return (state, result);
            }
            state = self
                .changed
                .wait_timeout(state, left)
                .map_or_else(|poisoned| poisoned.into_inner().0, |(state, _)| state);
        }
    }
}

/// A program running in a pseudo-terminal. Dropping it ends the program and its process group.
pub struct Terminal {
    shared: Arc<Shared>,
    master: Arc<Mutex<Box<dyn MasterPty + Send>>>,
    input: Option<Sender<Vec<u8>>>,
    waiter: Option<JoinHandle<()>>,
    pid: Pid,
    patience: Duration,
    modes_at_start: Modes,
    home: PathBuf,
    _temporary: TempDir,
}

impl Terminal {
    fn open(
        command: &CommandBuilder,
        (cols, rows): (u16, u16),
        answers: bool,
        patience: Duration,
        home: PathBuf,
        temporary: TempDir,
    ) -> Self {
        let pair = portable_pty::native_pty_system().openpty(pty_size(cols, rows)).unwrap();
        let modes_at_start = Modes::of(&*pair.master);
        let reader = pair.master.try_clone_reader().unwrap();
        let mut writer = pair.master.take_writer().unwrap();
        let child = pair.slave.spawn_command(command.clone()).unwrap();
        let pid = child.process_id().and_then(|id| Pid::from_raw(id.cast_signed())).unwrap();
        let (rows, cols) = cells(cols, rows);
        let shared = Arc::new(Shared {
            state: Mutex::new(State {
                parser: vt100::Parser::new(rows, cols, SCROLLBACK),
                raw: Vec::new(),
                status: None,
                modes_at_exit: None,
                drained: false,
            }),
            changed: Condvar::new(),
        });
        let master = Arc::new(Mutex::new(pair.master));
        // Input has a thread of its own: a program that does not read must not stop the test.
        let (input, queue) = mpsc::channel::<Vec<u8>>();
        thread::spawn(move || {
            for bytes in queue {
                if writer.write_all(&bytes).is_err() {
                    break;
                }
            }
        });
        let shown = Arc::clone(&shared);
        let answers = answers.then(|| input.clone());
        thread::spawn(move || read_all(reader, &shown, answers.as_ref()));
        let (seen, kept) = (Arc::clone(&shared), Arc::clone(&master));
        let waiter = thread::spawn(move || await_exit(child, pid, pair.slave, &seen, &kept));
        Self {
            shared,
            master,
            input: Some(input),
            waiter: Some(waiter),
            pid,
            patience,
            modes_at_start,
            home,
            _temporary: temporary,
        }
    }

    /// The home it runs with.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Waits until `text` stands on the screen, in one row.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} to appear"), |screen| text_of(screen).contains(text));
    }

    /// Waits until `text` stands nowhere on the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("{text:?} to go"), |screen| !text_of(screen).contains(text));
    }

    /// Waits until the screen is as `good` wants it; `what` names it in the failure. `good` runs under
    /// the lock of all that is kept here: it must look at the screen it is given, and ask nothing else.
    #[track_caller]
    pub fn wait_until(&self, what: &str, mut good: impl FnMut(&vt100::Screen) -> bool) {
        self.wait(what, |state| good(state.parser.screen()).then_some(()));
    }

    /// Waits until these bytes have been written, for what does not show (clipboard, bell, title).
    #[track_caller]
    pub fn wait_bytes(&self, bytes: &[u8]) {
        let what = format!("the bytes {:?}", String::from_utf8_lossy(bytes));
        self.wait(&what, |state| {
            state.raw.windows(bytes.len()).any(|window| window == bytes).then_some(())
        });
    }

    /// Waits until all that has been written is as `good` wants it.
    #[track_caller]
    pub fn wait_raw(&self, what: &str, mut good: impl FnMut(&[u8]) -> bool) {
        self.wait(what, |state| good(&state.raw).then_some(()));
    }

    /// Waits until the program has ended and all its output has been read.
    #[track_caller]
    pub fn wait_exit(&self) -> ExitStatus {
        self.wait("the end of the program", |state| state.ended().cloned())
    }

    #[track_caller]
    fn wait<T>(&self, what: &str, found: impl FnMut(&State) -> Option<T>) -> T {
        let (state, result) = self.shared.wait(self.patience, found);
        if let Some(result) = result {
            return result;
        }
        let how = match state.ended() {
            Some(status) => format!("the program has ended ({status})"),
            None => format!("{} s have passed", self.patience.as_secs_f32()),
        };
        let screen = text_of(state.parser.screen());
        drop(state);
        panic!("waited for {what}, but {how}; the screen:\n{screen}\n(end of the screen)");
    }

    /// Whether the program writes anything within `window`; an idle one must not.
    pub fn writes_within(&self, window: Duration) -> bool {
        let before = self.bytes_written();
        self.shared.wait(window, |state| (state.raw.len() > before).then_some(())).1.is_some()
    }

    /// The screen as text; blanks at the ends of rows and rows below the last text left out.
    pub fn screen(&self) -> String {
        text_of(self.shared.lock().parser.screen())
    }

    /// A copy of the screen with its colours and modes.
    pub fn picture(&self) -> vt100::Screen {
        self.shared.lock().parser.screen().clone()
    }

    /// Everything written since the start, as it came.
    pub fn raw(&self) -> Vec<u8> {
        self.shared.lock().raw.clone()
    }

    /// How many bytes have been written since the start.
    pub fn bytes_written(&self) -> usize {
        self.shared.lock().raw.len()
    }

    /// Presses one key, by the names of [`keys::encode`]. After `esc` wait for its effect before the
    /// next key: the two would be read as Alt and that key.
    pub fn press(&self, key: &str) {
        self.send(keys::encode(key));
    }

    /// Types each character of `text`.
    pub fn type_text(&self, text: &str) {
        self.send(text.as_bytes().to_vec());
    }

    /// Pastes `text` in brackets.
    pub fn paste(&self, text: &str) {
        self.send(keys::paste(text));
    }

    /// Writes over the screen as another program would: the one under test does not know of it.
    pub fn scribble(&self, text: &str) {
        self.shared.lock().parser.process(text.as_bytes());
    }

    fn send(&self, bytes: Vec<u8>) {
        let input = self.input.as_ref().unwrap();
        // An ended program takes no input; the next wait says so with the screen.
        let _ = input.send(bytes);
    }

    /// Resizes the terminal; the program is told by the kernel (WINCH).
    pub fn resize(&self, cols: u16, rows: u16) {
        let (height, width) = cells(cols, rows);
        self.shared.lock().parser.set_size(height, width);
        let master = self.master.lock().unwrap_or_else(PoisonError::into_inner);
        master.resize(pty_size(cols, rows)).unwrap();
    }

    /// Sends the program a signal; nothing if it has ended.
    pub fn signal(&self, signal: Signal) {
        let state = self.shared.lock();
        if state.status.is_none() {
            process::kill_process(self.pid, signal).unwrap();
        }
    }

    /// The terminal's modes now, or as the program left them.
    pub fn modes(&self) -> Modes {
        let left = self.shared.lock().modes_at_exit.clone();
        left.unwrap_or_else(|| {
            Modes::of(&**self.master.lock().unwrap_or_else(PoisonError::into_inner))
        })
    }

    /// The terminal's modes before the program started.
    pub fn modes_at_start(&self) -> &Modes {
        &self.modes_at_start
    }

    /// What an ended program has left switched on, in words; empty when it cleaned up after itself.
    pub fn left_behind(&self) -> Vec<String> {
        let modes = self.modes();
        let mut left = modes::left_on(&self.raw());
        if modes != self.modes_at_start {
            left.push(format!("modes {modes:?} instead of {:?}", self.modes_at_start));
        }
        left
    }

    /// Fails unless the ended program left the terminal as it found it.
    #[track_caller]
    pub fn assert_restored(&self) {
        let left = self.left_behind();
        assert!(left.is_empty(), "the program left behind: {}", left.join(", "));
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let front = {
            let master = self.master.lock().unwrap_or_else(PoisonError::into_inner);
            master.process_group_leader().and_then(Pid::from_raw)
        };
        {
            let state = self.shared.lock();
            if state.status.is_none() {
                // The program leads a session of its own, so its id is its group's; a shell may have
                // put a job of its own in front. A group that is gone by now needs no killing.
                for group in [Some(self.pid), front].into_iter().flatten() {
                    let _ = process::kill_process_group(group, Signal::KILL);
                }
            }
        }
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
        // The terminal falls silent when the last of the group is gone. One that fled into a session of
        // its own is not waited for.
        drop(self.shared.wait(Duration::from_secs(5), |state| state.drained.then_some(())));
        self.input = None;
    }
}

fn read_all(mut reader: Box<dyn Read + Send>, shared: &Shared, answers: Option<&Sender<Vec<u8>>>) {
    let mut buffer = [0; 8192];
    loop {
        let count = reader.read(&mut buffer).unwrap_or(0);
        let mut state = shared.lock();
        let known = state.raw.len().saturating_sub(modes::ASKED.len() - 1);
        state.raw.extend_from_slice(&buffer[..count]);
        if let Some(input) = answers
            && modes::is_asked(&state.raw[known..])
        {
            let _ = input.send(modes::ANSWER.to_vec());
        }
        state.parser.process(&buffer[..count]);
        state.drained = count == 0;
        drop(state);
        shared.changed.notify_all();
        if count == 0 {
            break;
        }
    }
}

/// Keeps the slave open until the modes have been read: the kernel forgets them with the last holder.
fn await_exit(
    mut child: Box<dyn Child + Send + Sync>,
    pid: Pid,
    slave: Box<dyn SlavePty + Send>,
    shared: &Shared,
    master: &Mutex<Box<dyn MasterPty + Send>>,
) {
    // Seen first and reaped under the lock, so that no signal can reach a process that took its id.
    let _ = process::waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
    let modes = Modes::of(&**master.lock().unwrap_or_else(PoisonError::into_inner));
    let mut state = shared.lock();
    state.status = child.wait().ok();
    state.modes_at_exit = Some(modes);
    drop(state);
    drop(slave);
    shared.changed.notify_all();
}

/// The text of a screen: a wide character counts once, blanks at the ends of rows and the empty rows
/// at the bottom are left out.
pub fn text_of(screen: &vt100::Screen) -> String {
    let (rows, cols) = screen.size();
    let mut text = String::new();
    for row in 0..rows.get() {
        let mut line = String::new();
        for cell in (0..cols.get()).filter_map(|col| screen.cell(row, col)) {
            if cell.has_contents() {
                line.push_str(cell.contents());
            } else if !cell.is_wide_continuation() {
                line.push(' ');
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(cols: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    (NonZeroU16::new(rows).unwrap(), NonZeroU16::new(cols).unwrap())
}
