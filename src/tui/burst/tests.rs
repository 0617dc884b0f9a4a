//! What is typing and what is a paste.

use secrecy::ExposeSecret as _;

use super::*;

fn words(heard: Vec<Msg>) -> Vec<String> {
    let word = |heard| match heard {
        Msg::Key(key) => key.to_string(),
        Msg::Burst(keys) => {
            let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
            format!("burst {}", keys.join(" "))
        }
        Msg::Paste(text) => format!("paste {}", text.expose_secret().escape_debug()),
        msg => format!("{msg:?}"),
    };
    heard.into_iter().map(word).collect()
}

/// What is heard of reads at these milliseconds, and of the silence after them.
fn read(reads: &[(u64, &str)]) -> Vec<String> {
    let start = Instant::now();
    let mut bursts = Bursts::default();
    let mut heard = Vec::new();
    let wait = |bursts: &mut Bursts, mut now: Instant, until: Option<Instant>| {
        let mut heard = Vec::new();
        while let Some(patience) = bursts.patience(now) {
            if until.is_some_and(|until| now + patience > until) {
                break;
            }
            now += patience;
            heard.extend(bursts.silence(now));
        }
        heard
    };
    let mut before = start;
    for (at, text) in reads {
        let at = start + Duration::from_millis(*at);
        heard.extend(wait(&mut bursts, before, Some(at)));
        heard.extend(bursts.feed(text.as_bytes(), at));
        before = at;
    }
    heard.extend(wait(&mut bursts, before, None));
    words(heard)
}

#[test]
fn keys_that_came_at_once_are_keys() {
    for (text, heard) in [
        ("a", &["a"][..]),
        ("y\r", &["y", "Enter"]),
        ("\ry", &["Enter", "y"]),
        ("\x0e\x0e\x0e", &["Ctrl-N", "Ctrl-N", "Ctrl-N"]),
        ("\r\r\r", &["Enter", "Enter", "Enter"]),
        ("\t\t", &["Tab", "Tab"]),
        ("\x1b[B\x1b[B", &["↓", "↓"]),
        ("\t\x7f2\x1b8", &["Tab", "Backspace", "2", "Alt-8"]),
        ("web", &["burst w e b"]),
        ("web\r", &["burst w e b Enter"]),
        ("\rweb\r", &["burst Enter w e b Enter"]),
        ("a\tb\r", &["burst a Tab b Enter"]),
        ("name\thost", &["burst n a m e Tab h o s t"]),
        (" \r \r", &["burst Space Enter Space Enter"]),
        ("j\rj\r", &["burst j Enter j Enter"]),
        ("\n", &["Ctrl-J"]),
        ("web\x0edb\r", &["burst w e b", "Ctrl-N", "burst d b Enter"]),
    ] {
        assert_eq!(read(&[(0, text)]), heard, "{text:?}");
    }
}

#[test]
fn lines_that_came_at_once_are_a_paste() {
    for (text, pasted) in [
        ("foo\ry\r", "foo\\ry\\r"),
        ("foo\ny\n", "foo\\ny\\n"),
        ("y\rfoo", "y\\rfoo"),
        ("\r\nfoo\r\n\r\nbar", "\\r\\nfoo\\r\\n\\r\\nbar"),
        ("a\tb1\rc\td", "a\\tb1\\rc\\td"),
        ("密钥\r更多", "密钥\\r更多"),
    ] {
        assert_eq!(read(&[(0, text)]), [format!("paste {pasted}")], "{text:?}");
    }
    let long = "x".repeat(MOST_TYPED + 1);
    assert_eq!(read(&[(0, &format!("{long}\r"))]), [format!("paste {long}\\r")]);
    assert!(read(&[(0, &long[1..])])[0].starts_with("burst "));
}

#[test]
fn a_paste_in_pieces_is_one_paste_with_its_end() {
    assert_eq!(read(&[(0, "foo\rbar"), (20, "y\r"), (60, "y\r")]), ["paste foo\\rbary\\ry\\r"]);
    // What comes after a pause is typed.
    assert_eq!(read(&[(0, "foo\rbar"), (60, "y")]), ["paste foo\\rbar", "y"]);
    // A key that is no text ends it.
    assert_eq!(read(&[(0, "foo\rbar\x1b[Ay")]), ["paste foo\\rbar", "↑", "y"]);
    assert_eq!(read(&[(0, "foo\rbar\x03")]), ["paste foo\\rbar", "Ctrl-C"]);
}

#[test]
fn an_esc_that_stands_alone_is_a_key_after_a_moment() {
    assert_eq!(read(&[(0, "\x1b"), (40, "[A")]), ["↑"]);
    assert_eq!(read(&[(0, "\x1b")]), ["Esc"]);
    assert_eq!(read(&[(0, "\x1b"), (60, "x")]), ["Esc", "x"]);
    // Its rest came too late; no letters come of it all the same.
    assert_eq!(read(&[(0, "\x1b"), (200, "[A")]), ["Esc", "↑"]);
    assert_eq!(read(&[(0, "\x1b"), (200, "[1;5C")]), ["Esc", "Ctrl-→"]);
    assert_eq!(read(&[(0, "\x1b"), (2_000, "[A")]), ["Esc", "burst [ A"]);
    assert_eq!(read(&[(0, "\x1b"), (200, "["), (300, "A")]), ["Esc", "[", "A"]);
}

#[test]
fn a_sequence_with_parameters_may_take_longer() {
    assert_eq!(read(&[(0, "\x1b[1;"), (300, "5C")]), ["Ctrl-→"]);
    assert_eq!(
        read(&[(0, "\x1b[20"), (300, "0~foo\rbar"), (3_000, "y\r\x1b[201~")]),
        ["paste foo\\rbary\\r"]
    );
}

#[test]
fn at_rest_nothing_is_waited_for() {
    let now = Instant::now();
    let mut bursts = Bursts::default();
    assert_eq!(bursts.patience(now), None);
    for text in ["a", "web\r", "\x1b[A", "\x1b[200~x\x1b[201~", "\x1b[?2026;2$y", "中"] {
        bursts.feed(text.as_bytes(), now);
        assert_eq!(bursts.patience(now), None, "{text:?}");
    }
    assert_eq!(bursts.synchronized(), Some(true));
    assert_eq!(bursts.synchronized(), None);
}
