//! The one function that changes the wizard: a message goes in, wanted input and output comes out.

use secrecy::ExposeSecret as _;

use crate::app::action::{Action, Context};
use crate::app::dialog::Dialog;
use crate::app::edit;
use crate::app::effect::{Effect, Exit};
use crate::app::field::Kind;
use crate::app::key::{Key, KeyCode};
use crate::app::layout::Layout;
use crate::app::movement;
use crate::app::msg::Msg;
use crate::app::review::{self, tabs};
use crate::app::settle::{renew, settle, step_asks, still_typing};
use crate::app::steps;
use crate::app::wizard::{Screen, Wizard};
use crate::app::{
    answer, burst, choosing, consent, copying, dialogs, editor, help, items, kept, mouse, password,
    release, resume, saving, ssh, submit, welcome,
};
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::{Moment, Order, Phase};
use crate::domain::plan::Payment;
use crate::domain::problem::Severity;

/// Changes the wizard by one message at a moment and says what input and output it wants.
pub fn update(wizard: &mut Wizard, msg: Msg, now: Moment) -> Vec<Effect> {
    wizard.now = now;
    let confirming = wizard.confirming();
    let (unfit, focused) = (kept::unfit(wizard), wizard.focused());
    welcome::greeted(wizard, &msg);
    let mut effects = match msg {
        Msg::Key(key) if burst::is_rest(wizard, key, now) => Vec::new(),
        Msg::Key(key) => pressed(wizard, key),
        Msg::Burst(keys) => return burst::press(wizard, keys, now),
        Msg::Mouse(mouse) => mouse::happened(wizard, mouse),
        Msg::Paste(text) => {
            mouse::leave_to_keys(wizard);
            burst::pasted(wizard, now);
            edit::paste(wizard, text.expose_secret());
            Vec::new()
        }
        Msg::Resize(columns, rows) => {
            wizard.layout = Layout::of((columns, rows));
            wizard.dirty = true;
            Vec::new()
        }
        Msg::Tick => Vec::new(),
        Msg::Connected(result) => {
            welcome::connected(wizard, result);
            Vec::new()
        }
        Msg::Answered { generation, ask, result } => {
            wizard.dirty |= wizard.cloud.answer(generation, &ask, result, now);
            welcome::offer_back(wizard);
            Vec::new()
        }
        Msg::Clock(ahead) => {
            // It is measured anew with every answer; only another minute says anything new.
            let said = wizard.cloud.clock_ahead.map(|ahead| ahead / 60);
            if said != Some(ahead / 60) {
                wizard.cloud.clock_ahead = Some(ahead);
                wizard.dirty = true;
            }
            Vec::new()
        }
        Msg::Minted(token) => {
            consent::minted(wizard, token);
            Vec::new()
        }
        Msg::Submitted { token, result } => submit::submitted(wizard, &token, result),
        Msg::NotReady(why) => consent::not_ready(wizard, why),
        Msg::NotKept(why) => {
            wizard.say_why(Severity::Warning, "notice.not_kept", why);
            Vec::new()
        }
        Msg::TakenUp(result) => resume::taken_up(wizard, result),
        Msg::Seen { token, result } => submit::seen(wizard, &token, result),
        Msg::Due(timer) => submit::due(wizard, timer),
        Msg::Vnc(result) => {
            wizard.vnc = Some(result);
            Vec::new()
        }
        Msg::Released { id, result } => {
            release::released(wizard, id, result);
            Vec::new()
        }
        Msg::Saved { path, result } => {
            saving::saved(wizard, path, result);
            Vec::new()
        }
        Msg::Exported { format, result } => {
            tabs::exported(wizard, format, &result);
            saving::exported(wizard, format, result);
            Vec::new()
        }
        Msg::Generated(result) => {
            password::generated(wizard, result);
            Vec::new()
        }
        Msg::Read { path, result } => {
            editor::read(wizard, &path, result);
            Vec::new()
        }
        Msg::Copied(_) | Msg::SshLooked(_) | Msg::SshAppended(_) => handed_over(wizard, msg),
        Msg::Terminate => vec![Effect::Quit(exit(wizard, true))],
    };
    effects.extend(consent::when_checked(wizard));
    if wizard.typing_since.is_some() && !still_typing(wizard.typing_since, now) {
        wizard.typing_since = None;
        wizard.dirty = true;
    }
    wizard.dirty |= choosing::instead::rested(wizard);
    // Defaults that stood still under the question follow again.
    wizard.dirty |= confirming && !wizard.confirming();
    if std::mem::take(&mut wizard.dirty) {
        items::refresh(wizard);
        effects.extend(settle(wizard));
        edit::place_caret(wizard);
        kept::say_unfit(wizard, &unfit, focused);
    }
    wizard.form_problems = match &wizard.dialog {
        Some(Dialog::Item(form)) => items::problems(wizard, form),
        Some(Dialog::Editor(open)) => editor::problems(wizard, open),
        _ => Vec::new(),
    };
    effects
}

/// What became of what left the wizard for the clipboard or the configuration of `ssh`.
fn handed_over(wizard: &mut Wizard, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Copied(Err(why)) => copying::not_copied(wizard, &why),
        Msg::SshLooked(result) => ssh::looked(wizard, result),
        Msg::SshAppended(result) => return ssh::appended(wizard, result),
        _ => {}
    }
    Vec::new()
}

/// How the program ends if it ends now.
pub(crate) fn exit(wizard: &Wizard, broken_off: bool) -> Exit {
    match &wizard.order {
        Some(order) if order.under_way() => Exit::OrderUnfinished,
        Some(Order { phase: Phase::Refused(_), .. }) | None if broken_off => Exit::Aborted,
        Some(Order { phase: Phase::Failed, .. }) => Exit::Failed,
        _ => Exit::Done,
    }
}

/// Where a key would be pressed now, from the innermost context outwards.
pub fn contexts(wizard: &Wizard) -> Vec<Context> {
    wizard.dialog.as_ref().map_or_else(|| contexts_beneath(wizard), contexts_of)
}

fn contexts_of(dialog: &Dialog) -> Vec<Context> {
    use Context as C;
    let inner = match dialog {
        Dialog::Help(help) if help.typing => C::HelpSearch,
        Dialog::Help(_) => C::HelpOverlay,
        Dialog::Quit => C::Question,
        Dialog::Confirm(confirm) if confirm.typed.is_none() => C::Question,
        Dialog::Editor(editor) => editor.context(),
        Dialog::Generated(_) => C::Generated,
        Dialog::Release(release) if release.sure => C::Question,
        Dialog::GoTo => return vec![C::Everywhere],
        Dialog::Compare(_) => C::Compare,
        Dialog::Alternatives(_) => C::Alternatives,
        Dialog::Save(form) if form.asks => C::Question,
        Dialog::Export(_) => C::Export,
        Dialog::Ssh(_) => C::SshConfig,
        Dialog::Confirm(_)
        | Dialog::Item(_)
        | Dialog::Release(_)
        | Dialog::Unfinished(_)
        | Dialog::Save(_) => C::Dialog,
    };
    vec![inner, C::Everywhere]
}

/// Where a key would be pressed if help were not open: what it is about while it is.
pub fn contexts_beneath(wizard: &Wizard) -> Vec<Context> {
    use Context as C;
    if let Some(aside) = &wizard.aside {
        return contexts_of(aside);
    }
    match wizard.screen {
        Screen::Welcome => return welcome::contexts(wizard),
        Screen::Order => return vec![C::Order, C::Everywhere],
        Screen::Done => return vec![C::Done, C::Everywhere],
        Screen::Form => {}
    }
    let inner = contexts_at(wizard, wizard.focused());
    inner.iter().copied().chain([C::Form, C::Everywhere]).collect()
}

/// Where a key would be pressed on a field of the step in front, within the step.
pub fn contexts_at(wizard: &Wizard, field: FieldId) -> &'static [Context] {
    use Context as C;
    let filtering = wizard.picker(field).is_some_and(|picker| picker.filtering);
    match steps::kind(wizard, field) {
        Some(Kind::Table | Kind::Optional | Kind::Marks) if filtering => &[C::FilterText],
        Some(Kind::Table) if field == FieldId::Spec => &[C::Specs, C::Table],
        Some(Kind::Table) => &[C::Table],
        Some(Kind::Optional | Kind::Marks) => &[C::Marks, C::Table],
        Some(Kind::Text | Kind::Number(_)) => &[C::Text],
        Some(Kind::Secret) => &[C::Secret],
        Some(Kind::Choice { .. } | Kind::Fold { .. }) => &[C::Choice],
        Some(Kind::Items) => &[C::Items],
        Some(Kind::Lines) => &[C::Lines],
        Some(Kind::Button) if wizard.tabs.front.is_some() => &[C::ReviewText],
        Some(Kind::Button) => &[C::Button],
        None => &[],
    }
}

fn pressed(wizard: &mut Wizard, key: Key) -> Vec<Effect> {
    mouse::leave_to_keys(wizard);
    let mut effects = renew(wizard);
    effects.extend(press(wizard, key.as_sent()));
    effects
}

/// A key, whether it was pressed or clicked on.
pub(crate) fn press(wizard: &mut Wizard, key: Key) -> Vec<Effect> {
    let contexts = contexts(wizard);
    let action = wizard.keymap.action(&contexts, key);
    act(wizard, key, action)
}

/// Does what a key means here. Who has no keys says what is meant; then the key itself is `Enter`.
pub(crate) fn act(wizard: &mut Wizard, key: Key, action: Option<Action>) -> Vec<Effect> {
    if let Some(step @ (Action::Undo | Action::Redo)) = action {
        edit::step_back(wizard, step == Action::Redo);
        return Vec::new();
    }
    if wizard.dialog.is_some() {
        return dialogs::press(wizard, key, action);
    }
    let Some(action) = action else {
        type_key(wizard, key);
        return Vec::new();
    };
    if let Some(effects) = anywhere(wizard, action) {
        return effects;
    }
    match wizard.screen {
        Screen::Welcome => welcome::press(wizard, action),
        Screen::Form => form(wizard, action),
        Screen::Order | Screen::Done => after(wizard, action),
    }
}

fn type_key(wizard: &mut Wizard, key: Key) {
    match wizard.screen {
        Screen::Welcome => return welcome::type_key(wizard, key),
        Screen::Form => {}
        Screen::Order | Screen::Done => return,
    }
    edit::field_key(wizard, key);
}

/// Actions that mean the same on every screen.
fn anywhere(wizard: &mut Wizard, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::Quit => {
            if wizard.screen == Screen::Done {
                return Some(vec![Effect::Quit(exit(wizard, false))]);
            }
            wizard.dialog = Some(Dialog::Quit);
        }
        Action::Help => help::open(wizard),
        Action::Repaint => return Some(vec![Effect::Repaint]),
        Action::Suspend => return Some(vec![Effect::Suspend]),
        Action::Language => {
            wizard.language = wizard.language.other();
            wizard.dirty = true;
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn form(wizard: &mut Wizard, action: Action) -> Vec<Effect> {
    let focused = wizard.focused();
    let rows = || wizard.picker(focused).map_or(0, |picker| picker.rows.len());
    let page = match focused {
        FieldId::Buy => review::page(wizard),
        _ => isize::try_from(crate::app::settle::page(wizard, focused, rows())).unwrap_or(1),
    };
    match action {
        Action::Accept => return accept(wizard),
        Action::NextStep => return movement::next_step(wizard),
        Action::PreviousStep => {
            if let Some(step) = wizard.step.previous() {
                movement::go(wizard, step);
            }
        }
        Action::GoTo => wizard.dialog = Some(Dialog::GoTo),
        Action::NextField | Action::PreviousField => {
            let (taken, effects) = movement::take_moved(wizard, focused);
            if taken {
                movement::field(wizard, action == Action::NextField);
            }
            return effects;
        }
        Action::Up => return movement::rows(wizard, -1),
        Action::Down => return movement::rows(wizard, 1),
        Action::PageUp => return movement::rows(wizard, -page),
        Action::PageDown => return movement::rows(wizard, page),
        Action::First => return movement::rows(wizard, isize::MIN),
        Action::Last => return movement::rows(wizard, isize::MAX),
        Action::Left => return turn(wizard, focused, false),
        Action::Right => return turn(wizard, focused, true),
        Action::Toggle => return toggle(wizard, focused),
        Action::Filter => {
            wizard.pickers.entry(focused).or_default().filtering = true;
        }
        Action::Sort | Action::Reverse | Action::Family | Action::Arch | Action::Cards => {
            choosing::arrange(wizard, action);
        }
        Action::Mark => choosing::mark(wizard),
        Action::Compare => choosing::compare::open(wizard),
        Action::Escape => escape(wizard, focused),
        Action::Fix => return fix(wizard),
        Action::Payment => {
            let next = match wizard.draft.payment {
                Payment::Postpaid => Payment::Prepaid,
                Payment::Prepaid => Payment::Spot,
                Payment::Spot => Payment::Postpaid,
            };
            return answer::choose(wizard, FieldId::Payment, next.api_name());
        }
        Action::Reload => {
            let asks = step_asks(wizard);
            wizard.cloud.reload(&asks);
            wizard.dirty = true;
        }
        Action::Add => items::open(wizard, focused, None),
        Action::Edit | Action::Remove if wizard.draft.lines(focused).is_some() => match action {
            Action::Edit => editor::open(wizard, focused),
            _ => editor::ask_remove(wizard, focused),
        },
        Action::Edit => items::open(wizard, focused, Some(wizard.item_cursor(focused))),
        Action::Remove => items::remove(wizard, focused),
        Action::Reveal => password::reveal(wizard),
        Action::Generate => return vec![Effect::GeneratePassword],
        Action::Duplicate => items::repeat(wizard, focused),
        Action::Copy => return tabs::copy(wizard),
        Action::Save => saving::ask_path(wizard),
        Action::Export => return saving::ask_export(wizard),
        _ => {
            if let Some(step) = step_of(action) {
                movement::go(wizard, step);
            }
        }
    }
    Vec::new()
}

fn step_of(action: Action) -> Option<StepId> {
    let index = match action {
        Action::Step1 => 0,
        Action::Step2 => 1,
        Action::Step3 => 2,
        Action::Step4 => 3,
        Action::Step5 => 4,
        Action::Step6 => 5,
        Action::Step7 => 6,
        Action::Step8 => 7,
        _ => return None,
    };
    StepId::ALL.get(index).copied()
}

/// `Enter`: takes the answer and goes to the next field, after the last one to the next step.
/// Only on `Buy` it opens the confirmation; it never buys.
fn accept(wizard: &mut Wizard) -> Vec<Effect> {
    let focused = wizard.focused();
    let mut effects = Vec::new();
    match steps::kind(wizard, focused) {
        Some(Kind::Button) if review::enter(wizard) => return Vec::new(),
        Some(Kind::Button) => return consent::ask(wizard),
        Some(Kind::Table) => {
            let filtering = wizard.picker(focused).is_some_and(|picker| picker.filtering);
            if filtering && let Some(picker) = wizard.pickers.get_mut(&focused) {
                picker.filtering = false;
            }
            let (taken, chosen) = movement::take_highlight(wizard, focused);
            if !taken {
                choosing::instead::offer(wizard, focused);
                return chosen;
            }
            effects = chosen;
        }
        Some(Kind::Fold { open: false }) => movement::unfold(wizard, focused, true),
        Some(Kind::Optional | Kind::Marks) => {
            let filtering = wizard.picker(focused).is_some_and(|picker| picker.filtering);
            if filtering && let Some(picker) = wizard.pickers.get_mut(&focused) {
                picker.filtering = false;
                return effects;
            }
        }
        _ => {}
    }
    wizard.judged.insert(focused);
    if !movement::field(wizard, true) {
        effects.extend(movement::next_step(wizard));
    }
    effects
}

/// Turns a field with a few answers to the one beside the present one.
pub(crate) fn turn(wizard: &mut Wizard, field: FieldId, forward: bool) -> Vec<Effect> {
    if field == FieldId::Buy {
        return tabs::turn(wizard, forward);
    }
    if let Some(Kind::Fold { open }) = steps::kind(wizard, field) {
        movement::unfold(wizard, field, !open);
        return Vec::new();
    }
    let Some(Kind::Choice { choices, chosen }) = steps::kind(wizard, field) else {
        return Vec::new();
    };
    let last = choices.len().saturating_sub(1);
    let target = match (chosen, forward) {
        (None, _) => 0,
        // Two choices are a toggle: every turn goes to the other one.
        (Some(at), _) if last == 1 => 1 - at.min(1),
        (Some(at), true) => (at + 1).min(last),
        (Some(at), false) => at.saturating_sub(1),
    };
    match choices.get(target) {
        Some(choice) if Some(target) != chosen => answer::choose(wizard, field, &choice.value),
        _ => Vec::new(),
    }
}

fn toggle(wizard: &mut Wizard, field: FieldId) -> Vec<Effect> {
    match steps::kind(wizard, field) {
        Some(Kind::Optional | Kind::Marks) => {
            let row = wizard.picker(field).and_then(crate::app::picker::Picker::highlighted);
            match row {
                Some(row) => movement::toggle_row(wizard, field, row),
                None => Vec::new(),
            }
        }
        Some(Kind::Table) => movement::take_highlight(wizard, field).1,
        _ => Vec::new(),
    }
}

/// Clears the filter, then goes back; never quits.
fn escape(wizard: &mut Wizard, field: FieldId) {
    let now = wizard.now;
    if wizard.tabs.front.is_some() {
        return tabs::close(wizard);
    }
    if let Some(picker) = wizard.pickers.get_mut(&field)
        && (picker.narrowed() || picker.filtering)
    {
        picker.clear(now);
        wizard.dirty = true;
        return;
    }
    match wizard.step.previous() {
        Some(step) => movement::go(wizard, step),
        None if wizard.welcome.is_some() => welcome::back(wizard),
        None => wizard.say(Severity::Hint, "notice.ctrl_c_quits"),
    }
}

/// `F2`: the way out of the focused field's problem, else of the first problem of the step.
fn fix(wizard: &mut Wizard) -> Vec<Effect> {
    let focused = wizard.focused();
    let of_step = |field: FieldId| field.step() == wizard.step;
    let fixable = |problem: &&crate::domain::problem::Problem| {
        problem.fix.is_some() && of_step(problem.field)
    };
    let found = wizard
        .problems
        .iter()
        .filter(fixable)
        .max_by_key(|problem| (problem.field == focused, problem.severity));
    match found.and_then(|problem| problem.fix.clone()) {
        Some(fix) => answer::apply_fix(wizard, &fix),
        None => {
            wizard.say(Severity::Hint, "notice.nothing_to_fix");
            Vec::new()
        }
    }
}

/// The order and done screens.
fn after(wizard: &mut Wizard, action: Action) -> Vec<Effect> {
    let rows = wizard.order.as_ref().map_or(0, |order| order.rows.len());
    match action {
        Action::Up | Action::Down if rows > 1 => {
            let down = action == Action::Down;
            let row = wizard.row.saturating_add_signed(if down { 1 } else { -1 });
            wizard.row = row.min(rows - 1);
            wizard.seen_from = None;
        }
        Action::Up => scroll_after(wizard, -1),
        Action::Down => scroll_after(wizard, 1),
        Action::PageUp | Action::PageDown => {
            let page = isize::try_from(wizard.layout.body_rows()).unwrap_or(1).max(2) - 1;
            scroll_after(wizard, if action == Action::PageDown { page } else { -page });
        }
        Action::Escape if wizard.screen == Screen::Order => submit::back_to_form(wizard),
        Action::Reload => {
            return submit::look(wizard);
        }
        Action::Copy => return copying::login(wizard),
        Action::CopyIds => return copying::ids(wizard),
        Action::CopyLink => return copying::link(wizard),
        Action::SshConfig => return ssh::ask(wizard),
        Action::Vnc => {
            if let Some(id) = submit::highlighted(wizard).map(str::to_owned) {
                wizard.vnc = None;
                wizard.say(Severity::Hint, "notice.vnc_asked");
                return vec![Effect::Vnc(id)];
            }
        }
        Action::Release => release::ask(wizard),
        Action::OtherZone => submit::try_other(wizard, FieldId::Zone),
        Action::OtherSpec => submit::try_other(wizard, FieldId::Spec),
        Action::Another => submit::another(wizard),
        _ => {}
    }
    Vec::new()
}

/// Scrolls a screen after the form, on which no row is to be chosen.
fn scroll_after(wizard: &mut Wizard, by: isize) {
    let top = movement::scrolled(wizard, wizard.seen_from.unwrap_or(0), by);
    wizard.seen_from = Some(top);
}

/// The step a digit names.
pub(crate) fn step_digit(key: Key) -> Option<StepId> {
    match key.code {
        KeyCode::Char(digit @ '1'..='8') => {
            StepId::ALL.get(usize::try_from(digit.to_digit(10)?).ok()? - 1).copied()
        }
        _ => None,
    }
}
