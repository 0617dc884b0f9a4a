//! What goes to the clipboard: exact, but without control characters, since it is pasted into shells.

use secrecy::{ExposeSecret as _, SecretString};

use crate::app::effect::Effect;
use crate::app::submit;
use crate::app::wizard::{Notice, Wizard};
use crate::domain::problem::Severity;

/// Why a text was not sent to the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotCopied {
    /// This terminal has none that can be reached.
    NoClipboard,
    /// Terminals would not read that much.
    TooLong {
        /// Its bytes.
        bytes: usize,
        /// The most that are sent.
        most: usize,
    },
}

/// One line to the clipboard, which is said. Line ends are control characters here: a pasted one would
/// run what stands before it.
pub(crate) fn line(wizard: &mut Wizard, line: &str, words: &'static str) -> Vec<Effect> {
    wizard.say(Severity::Hint, words);
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    vec![Effect::Copy(line.into())]
}

/// A text of several lines to the clipboard, which is said.
pub(crate) fn text(wizard: &mut Wizard, text: &SecretString, words: &'static str) -> Vec<Effect> {
    wizard.say(Severity::Hint, words);
    let text = text.expose_secret();
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    // It may be a password: with all the room it needs no copies are left behind.
    let mut exact = String::with_capacity(text.len());
    exact.extend(text.chars().filter(kept));
    vec![Effect::Copy(exact.into())]
}

/// The ids of the order's instances, one below the other.
pub(crate) fn ids(wizard: &mut Wizard) -> Vec<Effect> {
    let rows = wizard.order.iter().flat_map(|order| &order.rows);
    let ids: Vec<&str> = rows.map(|row| row.id.as_str()).collect();
    let words = match ids[..] {
        [] => {
            wizard.say(Severity::Warning, "notice.no_ids");
            return Vec::new();
        }
        [_] => "notice.id_copied",
        _ => "notice.ids_copied",
    };
    let ids: Vec<String> =
        ids.iter().map(|id| id.chars().filter(|c| !c.is_control()).collect()).collect();
    text(wizard, &ids.join("\n").into(), words)
}

/// The line that logs in.
pub(crate) fn login(wizard: &mut Wizard) -> Vec<Effect> {
    match submit::login_line(wizard) {
        Some(login) => line(wizard, &login, "notice.copied"),
        None => {
            wizard.say(Severity::Warning, "notice.no_address");
            Vec::new()
        }
    }
}

/// The VNC link that is shown.
pub(crate) fn link(wizard: &mut Wizard) -> Vec<Effect> {
    match wizard.vnc.clone() {
        Some(Ok(link)) => line(wizard, &link, "notice.link_copied"),
        _ => {
            wizard.say(Severity::Hint, "notice.no_link_yet");
            Vec::new()
        }
    }
}

/// What was to be copied was not sent: that takes the place of what was said of it.
pub(crate) fn not_copied(wizard: &mut Wizard, why: &NotCopied) {
    let (words, values) = match why {
        NotCopied::NoClipboard => ("notice.no_clipboard", Vec::new()),
        NotCopied::TooLong { bytes, most } => {
            let [size, most] = [bytes.div_ceil(1024), most / 1024].map(|size| size.to_string());
            let values = vec![("size", size), ("most", most)];
            ("notice.too_long_to_copy", values)
        }
    };
    wizard.notice = Some(Notice { words, values, severity: Severity::Warning });
}
