//! Drives a wizard without a terminal: keys go in, effects are made real by a made-up cloud, and what
//! must hold after every message is checked after every message.

mod cloud;

use std::collections::BTreeSet;
use std::time::Duration;

use bcc_wizard::app::dialog::{Confirm, Dialog};
use bcc_wizard::app::effect::{Answer, Ask, Effect, Exit, Timer};
use bcc_wizard::app::key::Key;
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::steps;
use bcc_wizard::app::update::update;
use bcc_wizard::app::wizard::{Place, Setup, Wizard};
use bcc_wizard::domain::fault::Fault;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::order::Moment;
use bcc_wizard::domain::problem::Severity;
use bcc_wizard::domain::record::Progress;

pub use cloud::{Region, fault};

/// A wizard, its clock, and the cloud behind it.
pub struct Drive {
    pub wizard: Wizard,
    pub now: Moment,
    pub region: Region,
    /// Every question that was asked, with its generation, in order.
    pub asked: Vec<(u32, Ask)>,
    /// Questions not answered yet; filled only while `holds`.
    pub open: Vec<(u32, Ask)>,
    /// Whether questions wait for [`Self::answer_all`] or [`Self::load`].
    pub holds: bool,
    /// Whether tokens wait for [`Self::mint`].
    pub holds_tokens: bool,
    /// Tokens wanted and not minted yet.
    pub wanted_tokens: usize,
    /// Tokens minted so far.
    pub minted: usize,
    /// Effects that are neither questions nor tokens, until [`Self::take`].
    pub effects: Vec<Effect>,
    submitted: BTreeSet<String>,
    /// What was kept of orders, by token.
    pub kept: Vec<(String, Progress)>,
    /// Orders that were let go of.
    pub let_go: Vec<String>,
}

impl Drive {
    /// A wide terminal and a cloud that answers at once.
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    /// The cloud is changed before the wizard starts.
    pub fn with(change: impl FnOnce(&mut Region)) -> Self {
        let mut drive = Self::silent(change);
        drive.holds = false;
        drive.answer_all();
        drive
    }

    /// The cloud is changed before the wizard starts, and answers only when told to.
    pub fn silent(change: impl FnOnce(&mut Region)) -> Self {
        let mut region = Region::new("bj");
        change(&mut region);
        let names = [("bj", "Beijing", "北京"), ("gz", "Guangzhou", "广州")];
        let (wizard, effects) = Wizard::new(Setup {
            place: Place {
                sandbox: true,
                regions: names.map(|(id, en, zh)| (id.into(), en.into(), zh.into())).to_vec(),
                endpoint: None,
            },
            region: "bj".to_owned(),
            language: Language::En,
            size: (120, 36),
        });
        let mut drive = Self {
            wizard,
            now: Moment::ZERO,
            region,
            asked: Vec::new(),
            open: Vec::new(),
            holds: true,
            holds_tokens: false,
            wanted_tokens: 0,
            minted: 0,
            effects: Vec::new(),
            submitted: BTreeSet::new(),
            kept: Vec::new(),
            let_go: Vec::new(),
        };
        drive.perform(effects);
        drive
    }

    /// Gives the wizard one message and makes real what it wants.
    pub fn tell(&mut self, msg: Msg) {
        let may_submit = self.may_submit(&msg);
        let effects = update(&mut self.wizard, msg, self.now);
        for effect in &effects {
            if let Effect::Submit(intent) = effect {
                let token = &intent.token;
                assert_eq!(may_submit.as_ref(), Some(token), "nobody confirmed this order");
                self.submitted.insert(token.clone());
            }
        }
        self.check();
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Load { generation, ask } => {
                    self.asked.push((generation, ask.clone()));
                    self.open.push((generation, ask));
                }
                Effect::MintToken => self.wanted_tokens += 1,
                Effect::ChangeRegion(region) => {
                    self.region = Region::new(&region);
                    self.effects.push(Effect::ChangeRegion(region));
                }
                Effect::Keep { token, progress } => self.kept.push((token, *progress)),
                Effect::LetGo(token) => self.let_go.push(token),
                other => self.effects.push(other),
            }
        }
        if !self.holds_tokens && self.wanted_tokens > 0 {
            self.mint();
        }
        if !self.holds {
            self.answer_all();
        }
    }

    /// The token under which this message may submit, if under any: a key that confirms the open
    /// question, the token it waited for, or the timer of a repetition.
    fn may_submit(&self, msg: &Msg) -> Option<String> {
        let key = |name: &str| name.parse::<Key>().unwrap();
        let fresh = |token: &String| (!self.submitted.contains(token)).then(|| token.clone());
        let confirm: Option<&Confirm> = match &self.wizard.dialog {
            Some(Dialog::Confirm(confirm)) => Some(confirm),
            _ => None,
        };
        match (msg, confirm) {
            (Msg::Key(pressed), Some(Confirm { typed: None, token, .. })) => {
                (*pressed == key("y")).then(|| token.as_ref().and_then(fresh)).flatten()
            }
            (Msg::Key(pressed), Some(Confirm { typed: Some(typed), token, .. })) => {
                let given = typed.value().trim() == self.wizard.draft.count.trim();
                (*pressed == key("enter") && given)
                    .then(|| token.as_ref().and_then(fresh))
                    .flatten()
            }
            (Msg::Minted(token), Some(confirm)) => {
                confirm.confirmed.then(|| fresh(token)).flatten()
            }
            // The price that was asked once more.
            (Msg::Answered { .. }, Some(Confirm { confirmed: true, token, .. })) => {
                token.as_ref().and_then(fresh)
            }
            (Msg::Due(Timer::Resend(token)), _) => {
                self.submitted.contains(token).then(|| token.clone())
            }
            _ => None,
        }
    }

    /// What holds after every message.
    fn check(&self) {
        let wizard = &self.wizard;
        let focused = wizard.focused();
        let fields = steps::fields(wizard, wizard.step);
        assert!(fields.iter().any(|(field, _)| *field == focused), "{focused:?} is hidden");
        for problem in wizard.problems.iter().filter(|one| one.severity == Severity::Error) {
            let fields = steps::fields(wizard, problem.field.step());
            let reached = fields.iter().any(|(field, _)| *field == problem.field);
            let judged = problem.field.step() == StepId::Network;
            assert!(reached || !judged, "{problem:?} cannot be mended where it is");
        }
        for (field, picker) in &wizard.pickers {
            let inside = picker.cursor < picker.rows.len().max(1);
            assert!(inside && picker.top <= picker.cursor, "{field:?}: {picker:?}");
        }
        if let Some((field, input)) = &wizard.editor {
            assert_eq!(*field, focused);
            assert!(input.cursor() <= input.value().chars().count());
        }
    }

    /// Mints the next token that is wanted.
    pub fn mint(&mut self) {
        self.wanted_tokens -= 1;
        self.minted += 1;
        self.tell(Msg::Minted(format!("token-{}", self.minted)));
    }

    /// Answers every open question, and those that come of the answers.
    pub fn answer_all(&mut self) {
        while !self.open.is_empty() {
            let (generation, ask) = self.open.remove(0);
            let result = self.region.answer(&ask);
            self.tell(Msg::Answered { generation, ask, result });
        }
    }

    /// Answers one question, whoever asked it, under the generation of now.
    pub fn load(&mut self, ask: Ask, result: Result<Answer, Fault>) {
        let generation = self.wizard.cloud.generation();
        self.open.retain(|(_, known)| *known != ask);
        self.tell(Msg::Answered { generation, ask, result });
    }

    /// Presses keys, named as in the keymap, with blanks between them.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.tell(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    /// Types a text, one key a character.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.tell(Msg::Key(Key::plain(bcc_wizard::app::key::KeyCode::Char(c))));
        }
        self
    }

    /// Empties the focused line and types a text instead.
    pub fn retype(&mut self, text: &str) -> &mut Self {
        self.press("ctrl-u").type_text(text)
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.tell(Msg::Paste(text.into()));
        self
    }

    /// Lets time pass, and says so.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        self.now += time;
        self.tell(Msg::Tick);
        self
    }

    /// Goes to a field as a user can: to its step, then with Tab.
    pub fn focus(&mut self, field: FieldId) -> &mut Self {
        self.press(&format!("alt-{}", field.step().index() + 1));
        let at = |drive: &Self, wanted: FieldId| {
            let fields = steps::fields(&drive.wizard, drive.wizard.step);
            fields.iter().position(|(known, _)| *known == wanted)
        };
        let wanted = at(self, field).unwrap_or_else(|| panic!("{field:?} is not shown"));
        while self.wizard.focused() != field {
            let forward = at(self, self.wizard.focused()).is_some_and(|now| now < wanted);
            self.press(if forward { "tab" } else { "shift-tab" });
        }
        self
    }

    /// Moves the highlight of a table onto a row.
    pub fn highlight(&mut self, field: FieldId, id: &str) -> &mut Self {
        self.focus(field).press("home");
        let rows = self.wizard.picker(field).unwrap().rows.len();
        for _ in 0..rows {
            if self.highlighted(field).as_deref() == Some(id) {
                return self;
            }
            self.press("down");
        }
        panic!("{field:?} has no row {id}");
    }

    /// The id of the highlighted row.
    pub fn highlighted(&self, field: FieldId) -> Option<String> {
        let row = self.wizard.picker(field)?.highlighted()?;
        steps::row_id(&self.wizard, field, row)
    }

    /// The ids of the rows of a table, as shown.
    pub fn rows(&self, field: FieldId) -> Vec<String> {
        let rows = self.wizard.picker(field).map(|picker| picker.rows.as_slice());
        let id = |row: &usize| steps::row_id(&self.wizard, field, *row).unwrap();
        rows.unwrap_or_default().iter().map(id).collect()
    }

    /// Chooses a row with Enter.
    pub fn choose(&mut self, field: FieldId, id: &str) -> &mut Self {
        self.highlight(field, id).press("enter")
    }

    /// Turns a small choice until it stands at a value.
    pub fn turn(&mut self, field: FieldId, value: &str) -> &mut Self {
        self.focus(field);
        let chosen = |drive: &Self| match steps::kind(&drive.wizard, field) {
            Some(bcc_wizard::app::field::Kind::Choice { choices, chosen }) => {
                let wanted = choices.iter().position(|choice| choice.value == value);
                (chosen, wanted.unwrap_or_else(|| panic!("{field:?} has no choice {value}")))
            }
            kind => panic!("{field:?} is no choice but {kind:?}"),
        };
        loop {
            match chosen(self) {
                (Some(now), wanted) if now == wanted => return self,
                (Some(now), wanted) if now > wanted => self.press("left"),
                _ => self.press("right"),
            };
        }
    }

    pub fn step(&self) -> StepId {
        self.wizard.step
    }

    /// The key of the sentence above the key line, or nothing.
    pub fn notice(&self) -> &'static str {
        self.wizard.notice.as_ref().map_or("", |notice| notice.words)
    }

    /// The ids of the rules that a field breaks.
    pub fn broken(&self, field: FieldId) -> Vec<&'static str> {
        let of_field = self.wizard.problems.iter().filter(|problem| problem.field == field);
        let errors = of_field.filter(|problem| problem.severity == Severity::Error);
        errors.map(|problem| problem.rule).collect()
    }

    /// All rules that are broken, by any field.
    pub fn all_broken(&self) -> Vec<&'static str> {
        let errors = self.wizard.problems.iter().filter(|p| p.severity == Severity::Error);
        errors.map(|problem| problem.rule).collect()
    }

    /// Takes the effects seen so far.
    pub fn take(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// How the program was ended, if it was.
    pub fn quit(&mut self) -> Option<Exit> {
        self.take().into_iter().find_map(|effect| match effect {
            Effect::Quit(exit) => Some(exit),
            _ => None,
        })
    }

    /// Forgets what was asked so far and gives it.
    pub fn newly_asked(&mut self) -> Vec<Ask> {
        std::mem::take(&mut self.asked).into_iter().map(|(_, ask)| ask).collect()
    }

    /// The open confirmation.
    pub fn confirm(&self) -> Option<&Confirm> {
        match &self.wizard.dialog {
            Some(Dialog::Confirm(confirm)) => Some(confirm),
            _ => None,
        }
    }
}
