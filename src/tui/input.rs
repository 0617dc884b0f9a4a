//! Terminal events into messages.

use crossterm::event::{Event, EventStream, KeyCode as Code, KeyEvent, KeyEventKind, KeyModifiers};
use futures_util::StreamExt as _;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::key::{Key, KeyCode};
use crate::app::msg::Msg;

/// Puts everything the terminal says on the queue. The end of the input, or an error on it, means
/// that the terminal is gone.
pub async fn forward(messages: UnboundedSender<Msg>) {
    let mut events = EventStream::new();
    while let Some(Ok(event)) = events.next().await {
        if let Some(msg) = message(event)
            && messages.send(msg).is_err()
        {
            return;
        }
    }
    let _ = messages.send(Msg::Terminate);
}

/// What an event means to the wizard, if anything.
pub fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => key_of(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text.into())),
        Event::Resize(columns, rows) => Some(Msg::Resize(columns, rows)),
        _ => None,
    }
}

fn key_of(event: KeyEvent) -> Option<Key> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let code = match event.code {
        Code::Char(c) => KeyCode::Char(c),
        Code::BackTab => {
            shift = true;
            KeyCode::Tab
        }
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        Code::F(n) => KeyCode::F(n),
        _ => return None,
    };
    // Terminals disagree on the case of a letter with Ctrl and on Shift beside characters.
    let key = Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT), shift };
    Some(key.as_sent())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: Code, modifiers: KeyModifiers) -> Option<String> {
        match message(Event::Key(KeyEvent::new(code, modifiers))) {
            Some(Msg::Key(key)) => Some(key.to_string()),
            _ => None,
        }
    }

    #[test]
    fn keys_read_the_same_whatever_the_terminal_calls_them() {
        let none = KeyModifiers::NONE;
        for (code, modifiers, name) in [
            (Code::Char('n'), KeyModifiers::CONTROL, "Ctrl-N"),
            (Code::Char('N'), KeyModifiers::CONTROL | KeyModifiers::SHIFT, "Ctrl-N"),
            (Code::BackTab, none, "Shift-Tab"),
            (Code::BackTab, KeyModifiers::SHIFT, "Shift-Tab"),
            (Code::Tab, KeyModifiers::SHIFT, "Shift-Tab"),
            (Code::Char('G'), KeyModifiers::SHIFT, "G"),
            (Code::Char('3'), KeyModifiers::ALT, "Alt-3"),
            (Code::F(2), none, "F2"),
            (Code::Insert, none, "Ins"),
            (Code::Char('7'), KeyModifiers::CONTROL, "Ctrl-_"),
            (Code::Char(' '), KeyModifiers::CONTROL, "Ctrl-Space"),
            (Code::Enter, KeyModifiers::ALT, "Alt-Enter"),
        ] {
            assert_eq!(read(code, modifiers).as_deref(), Some(name));
        }
        assert_eq!(read(Code::CapsLock, none), None);
    }
}
