//! The end of a program that met a fault of its own: in order, with a sentence for the user, and a report for
//! whoever mends it.
//!
//! Whichever thread or task panics, the whole program ends: one that goes on without a part of itself would
//! wait for ever, or draw over the shell. The hook holds no lock that the fault may have been under.

mod report;

use std::io;
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, Once, OnceLock, PoisonError, TryLockError};

use secrecy::{ExposeSecret as _, SecretString};

use crate::app::wizard::Wizard;
use crate::domain::language::Language;
use crate::i18n;

/// The command failed (ux.md §9).
const FAILED: i32 = 1;
/// An order was placed that is not confirmed running (ux.md §9).
const UNFINISHED: i32 = 4;

static INSTALLED: Once = Once::new();
/// How the terminal is given back, once there is something to give back.
static LEAVE: OnceLock<fn()> = OnceLock::new();
static ENDING: AtomicBool = AtomicBool::new(false);
static CHINESE: AtomicU8 = AtomicU8::new(0);
static ORDER: Mutex<Option<String>> = Mutex::new(None);
static HIDDEN: Mutex<Hidden> = Mutex::new(Hidden { keys: Vec::new(), password: None });

/// What must not stand in a report.
struct Hidden {
    keys: Vec<SecretString>,
    password: Option<SecretString>,
}

/// From now on a panic ends the program in order. `leave` gives the terminal back; it may be called at any
/// time, and does nothing when nothing is taken.
pub fn end_in_order(leave: fn()) {
    LEAVE.get_or_init(|| leave);
    INSTALLED.call_once(|| std::panic::set_hook(Box::new(end)));
}

/// Takes notice of what the last words will depend on: the language, the order under way and how it is
/// taken up, and the password as it is typed at the moment, which stands in no report.
pub fn watch(wizard: &Wizard) {
    speak(wizard.language);
    let order = wizard.order.as_ref().filter(|order| order.under_way());
    // What an embedded sandbox knew, it takes with it.
    let order = order.filter(|_| !wizard.place.embedded());
    let token = order.map(|order| order.token.as_str());
    let mut known = locked(&ORDER);
    if known.as_deref() != token {
        *known = token.map(str::to_owned);
    }
    drop(known);
    hide_password(&wizard.draft.password);
}

/// The language of the last sentence.
pub fn speak(language: Language) {
    CHINESE.store(u8::from(language == Language::ZhCn), Ordering::Relaxed);
}

/// These keys stand in no report.
pub fn hide(keys: &[&SecretString]) {
    let mut hidden = locked(&HIDDEN);
    for key in keys {
        if hidden.keys.iter().all(|known| known.expose_secret() != key.expose_secret()) {
            hidden.keys.push((*key).clone());
        }
    }
}

fn hide_password(password: &SecretString) {
    let mut hidden = locked(&HIDDEN);
    let known = hidden.password.as_ref().map_or("", |known| known.expose_secret());
    if known != password.expose_secret() {
        hidden.password = Some(password.clone());
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is in there, unless the fault happened while it was being changed.
fn seen<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(inside) => Some(inside),
        Err(TryLockError::Poisoned(inside)) => Some(inside.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// The hook.
fn end(panic: &PanicHookInfo<'_>) {
    if ENDING.swap(true, Ordering::SeqCst) {
        // Another thread ends the program already.
        loop {
            std::thread::park();
        }
    }
    if let Some(leave) = LEAVE.get() {
        leave();
    }
    let language = match CHINESE.load(Ordering::Relaxed) {
        0 => Language::En,
        _ => Language::ZhCn,
    };
    let order = seen(&ORDER).and_then(|order| order.clone());
    let report = seen(&HIDDEN).map(|hidden| {
        let secrets = hidden.keys.iter().chain(&hidden.password);
        let secrets: Vec<&str> = secrets.map(SecretString::expose_secret).collect();
        report::text(panic, &secrets, order.as_deref(), language)
    });
    let kept = report.ok_or_else(|| io::ErrorKind::WouldBlock.into());
    let mut sentence = match kept.and_then(|report| report::keep(&report)) {
        Ok(path) => i18n::fill(language, "panic.kept", &[("path", &path.display().to_string())]),
        Err(why) => {
            let place = report::place(panic);
            let values = [("place", place.as_str()), ("why", &why.to_string())];
            i18n::fill(language, "panic.not_kept", &values)
        }
    };
    if let Some(token) = &order {
        sentence.push('\n');
        sentence.push_str(&i18n::fill(language, "panic.order", &[("token", token)]));
    }
    sentence.push('\n');
    say(sentence.as_bytes());
    std::process::exit(if order.is_some() { UNFINISHED } else { FAILED });
}

/// Past the lock of the standard error, which the fault may have been under.
fn say(mut bytes: &[u8]) {
    while let Ok(written @ 1..) = rustix::io::write(rustix::stdio::stderr(), bytes) {
        bytes = &bytes[written..];
    }
}
