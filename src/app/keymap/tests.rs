use strum::IntoEnumIterator as _;

use super::*;

/// A file over the built-in keymap.
fn over(text: &str) -> Result<Keymap, Vec<Fault>> {
    Keymap::builtin().with(text)
}

fn key(name: &str) -> Key {
    name.parse().unwrap()
}

/// The faults of a file, each as its line, its sentence, and the values of its places.
fn faults(text: &str) -> Vec<String> {
    let told = |fault: &Fault| {
        let values: Vec<&str> = fault.values.iter().map(|(_, value)| value.as_str()).collect();
        let words = fault.words.strip_prefix("keymap.").unwrap();
        format!("{} {words} {}", fault.line, values.join("|"))
    };
    over(text).unwrap_err().iter().map(told).collect()
}

#[test]
fn the_builtin_file_keeps_every_law() {
    let nothing = Keymap::default();
    let (entries, unread) = read::entries(BUILTIN, &nothing);
    assert_eq!(unread, []);
    let builtin = nothing.over(&entries);
    assert_eq!(law::faults(&builtin, &builtin, &entries), []);
    // Laid over itself it changes nothing.
    assert_eq!(over(BUILTIN).unwrap(), builtin);
    for context in Context::iter() {
        assert!(!builtin.bound(context).is_empty(), "{context:?} has no key");
    }
}

#[test]
fn the_builtin_file_leaves_screen_and_tmux_their_keys() {
    for prefix in ["ctrl-a", "ctrl-b"] {
        for context in Context::iter() {
            let action = Keymap::builtin().action(&[context], key(prefix));
            assert_eq!(action, None, "{prefix} in {context:?}");
        }
        // They are the user's to give away.
        let keymap = over(&format!("[form]\nsave = ['{prefix}']")).unwrap();
        assert_eq!(keymap.action(&[Context::Form], key(prefix)), Some(Action::Save));
    }
}

#[test]
fn the_innermost_context_wins_and_a_shadowed_key_is_not_shown() {
    let keymap = over("[text]\nescape = ['up']\nup = []\n[form]\nup = ['up', 'f6']").unwrap();
    let contexts = [Context::Text, Context::Form];
    assert_eq!(keymap.action(&contexts, key("up")), Some(Action::Escape));
    assert_eq!(keymap.key(&contexts, Action::Up), Some(key("f6")));
}

#[test]
fn a_list_takes_the_place_of_the_builtin_one_and_nothing_else_changes() {
    let keymap = over("[form]\nnext_step = ['f5', 'alt-n']\nreload = []\n").unwrap();
    let form = [Context::Form, Context::Everywhere];
    let all: Vec<(Action, Vec<Key>)> = keymap.all(&form);
    let of = |action| all.iter().find(|(it, _)| *it == action).map(|(_, keys)| keys.clone());
    assert_eq!(of(Action::NextStep), Some(vec![key("f5"), key("alt-n")]));
    assert_eq!((of(Action::Reload), keymap.action(&form, key("ctrl-r"))), (None, None));
    assert_eq!(keymap.action(&form, key("ctrl-n")), None);
    assert_eq!(of(Action::PreviousStep), Some(vec![key("ctrl-p")]));
    // In other contexts the action keeps its keys.
    assert_eq!(keymap.action(&[Context::Editor], key("ctrl-n")), Some(Action::NextStep));
    assert_eq!(keymap.action(&[Context::Order], key("ctrl-r")), Some(Action::Reload));
}

#[test]
fn an_action_may_move_inwards_and_keys_may_be_swapped() {
    let keymap = over("[specs]\nreload = ['r']\nsort = ['S']\nreverse = ['s']").unwrap();
    let specs = [Context::Specs, Context::Table, Context::Form];
    assert_eq!(keymap.action(&specs, key("r")), Some(Action::Reload));
    assert_eq!(keymap.action(&specs, key("s")), Some(Action::Reverse));
    assert_eq!(keymap.action(&specs, key("S")), Some(Action::Sort));
}

#[test]
fn an_empty_file_is_the_builtin_keymap() {
    for text in ["", "\n# nothing\n", "\u{feff}[form]\n"] {
        assert_eq!(over(text).unwrap(), *Keymap::builtin(), "{text:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told_with_its_line_and_what_was_meant() {
    for (text, told) in [
        ("[frm]\nup = ['up']", "1 context frm|form"),
        ("\n[form]\nacept = ['f5']", "3 action acept|form|accept"),
        ("[form]\nsave = ['crtl-s']", "2 key crtl-s|ctrl-s"),
        ("[form]\nsave = [\n 'f5',\n 'nonsense',\n]", "4 key_none nonsense|"),
        ("[form]\nsave = 'f5'", "2 not_a_list save"),
        ("[form]\nsave = [5]", "2 not_a_list save"),
        ("form = 1", "1 not_a_table form"),
        ("save = ['f5']", "1 outside save"),
        ("[form]\nsave = ['f5']\nsave = ['f6']", "3 duplicate save"),
    ] {
        assert_eq!(faults(text), [told], "{text}");
    }
    assert!(faults("[form]\nfly = ['f5']")[0].starts_with("2 action_none fly|form|accept, "));
    assert!(
        faults("[nowhere-at-all]")[0].starts_with("1 context_none nowhere-at-all|everywhere, ")
    );
    assert!(faults("[form]\nsave = ['f5'")[0].contains(" syntax "));
}

#[test]
fn a_key_means_one_thing_in_a_context() {
    for (text, told) in [
        ("[specs]\nsort = ['c']", "2 taken c|specs|sort|compare"),
        ("[form]\nsave = ['f5']\nexport = ['f5']", "3 twice F5|form|export|save"),
        ("[form]\nexport = ['f5']\nsave = ['f5']", "3 twice F5|form|save|export"),
        ("[form]\nsave = ['f5', 'F5']", "2 twice_in_list F5|form|save"),
        // What a terminal sends as the same.
        ("[form]\nsave = ['ctrl-i']", "2 taken Tab|form|save|next_field"),
    ] {
        assert_eq!(faults(text), [told], "{text}");
    }
    assert!(over("[specs]\nsort = ['c']\ncompare = []").is_ok());
    // In another context it may mean something else.
    assert!(over("[table]\nfilter = ['ctrl-n']").is_ok());
}

#[test]
fn nothing_takes_away_what_is_typed() {
    for (text, told) in [
        ("[form]\nsave = ['s']", "2 types s|form|save"),
        ("[text]\nsave = ['space']", "2 types Space|text|save"),
        ("[dialog]\nescape = ['esc', 'q']", "2 types q|dialog|escape"),
        ("[help_search]\nescape = ['esc', '界']", "2 types 界|help_search|escape"),
        ("[everywhere]\nhelp = ['f1', '?']", "2 types ?|everywhere|help"),
        ("[form]\nprevious_step = ['backspace']", "2 erases Backspace|form|previous_step"),
    ] {
        assert_eq!(faults(text), [told], "{text}");
    }
    assert!(over("[table]\nreload = ['r']\nprevious_step = ['backspace']").is_ok());
}

#[test]
fn ctrl_c_always_asks_whether_to_quit() {
    for (text, told) in [
        ("[everywhere]\nquit = ['ctrl-q']", "2 no_quit "),
        ("[everywhere]\nquit = []", "2 no_quit "),
        ("[table]\ntoggle = ['ctrl-c']", "2 quits Ctrl-C|table|toggle"),
    ] {
        assert_eq!(faults(text), [told], "{text}");
    }
    assert!(over("[everywhere]\nquit = ['ctrl-q', 'ctrl-c']\n[done]\nquit = ['x']").is_ok());
}

#[test]
fn no_key_that_takes_answers_buys() {
    for (text, told) in [
        ("[question]\nyes = ['y', 'enter']", "2 buys Enter"),
        ("[question]\nyes = ['ctrl-m']", "2 buys Enter"),
        ("[question]\nyes = ['ctrl-j']", "2 buys Ctrl-J"),
        ("[question]\nyes = ['alt-enter']", "2 buys Alt-Enter"),
        ("[form]\naccept = ['f5']\n[question]\nyes = ['f5']", "4 buys F5"),
        ("[button]\naccept = ['y', 'enter']", "2 accepts y"),
    ] {
        assert_eq!(faults(text), [told], "{text}");
    }
    assert!(over("[question]\nyes = ['f8']").is_ok());
}

#[test]
fn the_way_on_and_the_way_out_stay() {
    for (text, told) in [
        ("[question]\nyes = []", "2 lost yes|question"),
        (
            "[question]\nno = []\nescape = []\n[everywhere]\nescape = []",
            "2 lost no/escape|question",
        ),
        ("[dialog]\naccept = []", "2 lost accept|dialog"),
        ("[editor]\nnext_step = []", "2 lost next_step|editor"),
        ("[form]\naccept = []", "2 lost accept|form"),
        ("[table]\nreload = ['enter']", "2 lost accept|specs"),
    ] {
        assert_eq!(faults(text)[0], told, "{text}");
    }
    // The outer context still closes it.
    assert!(over("[question]\nno = []\nescape = []").is_ok());
    assert!(over("[form]\naccept = ['f5']").is_ok());
}

#[test]
fn an_action_is_bound_where_something_hears_it() {
    assert_eq!(
        faults("[form]\nyes = ['f5']\n[everywhere]\nsort = ['f6']"),
        ["2 elsewhere yes|form|[question], [ssh_config]", "4 elsewhere sort|everywhere|[specs]"]
    );
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_lines() {
    let text = "[frm]\nup = []\n[form]\nsave = ['s']\nacept = []\n[question]\nyes = ['enter']";
    let lines: Vec<usize> = over(text).unwrap_err().iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 4, 5, 7]);
}
