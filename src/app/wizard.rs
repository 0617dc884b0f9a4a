//! The whole wizard in one value.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::choosing::{self, Choosing};
use crate::app::cloud::Cloud;
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::kept::Kept;
use crate::app::keymap::Keymap;
use crate::app::layout::Layout;
use crate::app::line::TextLine;
use crate::app::mouse::Pointer;
use crate::app::picker::Picker;
use crate::app::quotes::Quotes;
use crate::app::review::Line;
use crate::app::review::tabs::Tabs;
use crate::app::saving::{self, Origin};
use crate::app::settle::settle;
use crate::app::welcome::Welcome;
use crate::domain::catalog::{ImageKind, Refund};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::fault::Fault;
use crate::domain::field::{FieldId, StepId};
use crate::domain::language::Language;
use crate::domain::order::{Moment, Order};
use crate::domain::plan::Billing;
use crate::domain::plan::file::PlanFile;
use crate::domain::price::Quote;
use crate::domain::problem::{Problem, Severity};
use crate::domain::record::Confirmed;
use crate::domain::said::Said;

/// Where the wizard buys and how it was told so.
#[derive(Clone, Debug)]
pub struct Place {
    /// An embedded or stand-alone sandbox, not the real cloud: nothing costs anything.
    pub sandbox: bool,
    /// Regions that are offered: id, English name, Chinese name.
    pub regions: Vec<(String, String, String)>,
    /// The address of a fixed endpoint, shown in the title line; `None` for the cloud's own.
    pub endpoint: Option<String>,
}

impl Place {
    /// Whether it is the embedded sandbox, which ends with the program and takes its orders with it.
    pub fn embedded(&self) -> bool {
        self.sandbox && self.endpoint.is_none()
    }
}

/// The screen in front.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Screen {
    /// Without an access key: the sandbox, or a key pair to type.
    Welcome,
    /// The eight steps.
    #[default]
    Form,
    /// The order under way.
    Order,
    /// The order came to its end.
    Done,
}

/// A sentence above the key line, until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A key of the locale files.
    pub words: &'static str,
    /// Values for its places. May hold untrusted text.
    pub values: Vec<(&'static str, String)>,
    /// How much it weighs.
    pub severity: Severity,
}

/// Everything the wizard knows.
#[derive(Debug)]
pub struct Wizard {
    /// Where it buys.
    pub place: Place,
    /// The language of the screen.
    pub language: Language,
    /// Which key means what.
    pub keymap: Arc<Keymap>,
    /// The frame of the terminal's size.
    pub layout: Layout,
    /// Time since the start, as of the last message.
    pub now: Moment,
    /// The screen in front.
    pub screen: Screen,
    /// A newcomer is greeted, until the first key.
    pub greeting: bool,
    /// The first screen; `None` when an access key was there from the start.
    pub welcome: Option<Welcome>,
    /// What lies over it.
    pub dialog: Option<Dialog>,
    /// What lay over it before help or the question about quitting, and comes back after them.
    pub aside: Option<Dialog>,
    /// The step in front.
    pub step: StepId,
    /// Steps that were left at least once.
    pub visited: BTreeSet<StepId>,
    /// The focused field of each step.
    pub focus: BTreeMap<StepId, FieldId>,
    /// The caret of the focused text field; its text is always that of the draft.
    pub editor: Option<(FieldId, TextLine)>,
    /// What was typed into other fields, with what can be taken back there.
    pub typed: BTreeMap<FieldId, TextLine>,
    /// The password is shown as typed. Only while a password has the focus.
    pub revealed: bool,
    /// The file that the user data was read from, as long as nothing in it was changed.
    pub lines_file: Option<String>,
    /// The answers.
    pub draft: Draft,
    /// Answers the user gave; the others are defaults and may still follow what is loaded.
    pub answered: BTreeSet<FieldId>,
    /// Answers given in other regions, zones and VPCs.
    pub kept: Kept,
    /// The tables.
    pub pickers: BTreeMap<FieldId, Picker>,
    /// Marks, order and alternatives of the spec table.
    pub choosing: Choosing,
    /// Only images of this kind are listed; `None`: all.
    pub image_kind: Option<ImageKind>,
    /// Only images of this operating system (`osName`) are listed; `None`: all.
    pub image_os: Option<String>,
    /// When a number was last typed into; prices are asked once it rests.
    pub typing_since: Option<Moment>,
    /// Something changed that the rules, tables or prices depend on.
    pub dirty: bool,
    /// The highlighted entry of each list of sub-forms.
    pub item_cursors: BTreeMap<FieldId, usize>,
    /// Folds that were opened.
    pub unfolded: BTreeSet<FieldId>,
    /// How far down what scrolls in front can be scrolled, as of the last frame.
    pub scroll_end: usize,
    /// What the mouse needs to know of the last frame.
    pub pointer: Pointer,
    /// The first line shown of the screens after the form, where it was scrolled there; `None`: where the
    /// highlight is in view.
    pub seen_from: Option<usize>,
    /// The line of the review that the arrows stand on; `None`: the button.
    pub review_at: Option<Line>,
    /// The tab of the review in front, and its text.
    pub tabs: Tabs,
    /// What is known of the cloud.
    pub cloud: Cloud,
    /// What is wrong with the answers.
    pub problems: Vec<Problem>,
    /// What would be wrong with the entry or the text in the open form.
    pub form_problems: Vec<Problem>,
    /// Fields that were left or submitted: their problems are shown even where nothing was typed.
    pub judged: BTreeSet<FieldId>,
    /// The price of the order as it stands.
    pub quote: Quote,
    /// The price under every payment.
    pub quotes: Quotes,
    /// When characters that came at once were last thrown away because a question was open.
    pub thrown_away: Option<Moment>,
    /// A sentence above the key line.
    pub notice: Option<Notice>,
    /// Why, where that sentence tells of a failure below the wizard: what its place `why` reads as, or
    /// its place `message` where a fault has no message.
    pub cause: Option<Said>,
    /// The order.
    pub order: Option<Order>,
    /// Looks at the order that were asked for by hand and not answered yet: their answers start no
    /// timer, or each would start a chain of looks of its own.
    pub extra_looks: u32,
    /// The highlighted instance of the order.
    pub row: usize,
    /// The VNC link, once asked for and delivered.
    pub vnc: Option<Result<String, Fault>>,
    /// Instances released on the done screen.
    pub released: BTreeSet<String>,
    /// What became of subscriptions that were given back, by instance.
    pub refunds: BTreeMap<String, Refund>,
    /// The price that the order was confirmed at.
    pub confirmed: Confirmed,
    /// The plan file it began with or was saved to.
    pub origin: Origin,
}

impl Wizard {
    /// The focused field of the step in front.
    pub fn focused(&self) -> FieldId {
        self.focus.get(&self.step).copied().unwrap_or_else(|| crate::app::steps::first(self))
    }

    /// The table of a field.
    pub fn picker(&self, field: FieldId) -> Option<&Picker> {
        self.pickers.get(&field)
    }

    /// The highlighted entry of a list of sub-forms.
    pub fn item_cursor(&self, field: FieldId) -> usize {
        let last = self.draft.items(field).unwrap_or_default().saturating_sub(1);
        self.item_cursors.get(&field).copied().unwrap_or_default().min(last)
    }

    /// The problem to show at a field: the gravest one, and an error of a field nobody has touched
    /// only once it was judged.
    pub fn problem(&self, field: FieldId) -> Option<&Problem> {
        self.problems
            .iter()
            .filter(|problem| problem.field == field && self.shows(problem))
            .max_by_key(|problem| problem.severity)
    }

    /// Whether a problem is said already: not while its field is untouched and its step was never left.
    pub fn shows(&self, problem: &Problem) -> bool {
        problem.severity != Severity::Error
            || self.judged.contains(&problem.field)
            || self.answered.contains(&problem.field)
            || self.visited.contains(&problem.field.step())
    }

    /// Everything the rules may know, the price of the order included.
    pub fn facts(&self) -> Facts<'_> {
        Facts { quote: Some(&self.quote), ..self.cloud.facts(&self.draft) }
    }

    /// Whether the question that buys is open. What it names must not change under it.
    pub fn confirming(&self) -> bool {
        matches!(self.dialog, Some(Dialog::Confirm(_)))
    }

    /// How many errors a step has.
    pub fn errors(&self, step: StepId) -> usize {
        let of_step = |problem: &&Problem| {
            problem.severity == Severity::Error && problem.field.step() == step
        };
        self.problems.iter().filter(of_step).count()
    }

    /// The region's name in the wizard's language.
    pub fn region_name(&self) -> &str {
        let known = self.place.regions.iter().find(|(id, _, _)| *id == self.draft.region);
        known.map_or("", |(_, en, zh)| match self.language {
            Language::En => en,
            Language::ZhCn => zh,
        })
    }

    /// Whether something on the screen moves by itself, so that time must pass on it.
    pub fn moves(&self) -> bool {
        match self.screen {
            Screen::Welcome => false,
            Screen::Form => {
                self.cloud.any_loading()
                    || self.typing_since.is_some()
                    || choosing::instead::waits(self)
            }
            Screen::Order | Screen::Done => {
                self.order.as_ref().is_some_and(Order::under_way)
                    || matches!(&self.dialog, Some(Dialog::Release(release)) if release.under_way)
                    || matches!(&self.dialog, Some(Dialog::Ssh(form)) if form.waits())
            }
        }
    }
}

/// What the wizard is started with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where it buys.
    pub place: Place,
    /// The region it starts in.
    pub region: String,
    /// The language of the screen.
    pub language: Language,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
}

impl Wizard {
    /// A wizard with nothing answered, and what it wants to know first.
    pub fn new(setup: Setup) -> (Self, Vec<Effect>) {
        let mut wizard = Self::unsettled(setup);
        let effects = settle(&mut wizard);
        (wizard, effects)
    }

    /// A wizard with the answers of a plan file, and what it wants to know first. `path` is where the
    /// plan came from.
    pub fn planned(setup: Setup, plan: PlanFile, path: Option<String>) -> (Self, Vec<Effect>) {
        let mut wizard = Self::unsettled(setup);
        saving::begin(&mut wizard, plan, path);
        let effects = settle(&mut wizard);
        (wizard, effects)
    }

    /// A wizard that does not know who buys and asks that first. A key pair would be saved under the
    /// name `profile`.
    pub fn welcoming(setup: Setup, profile: Option<String>) -> Self {
        let mut wizard = Self::unsettled(setup);
        let endpoint = wizard.place.endpoint.clone();
        wizard.welcome = Some(Welcome { profile, endpoint, ..Welcome::default() });
        wizard.screen = Screen::Welcome;
        wizard
    }

    /// Brings the review in front, for which everything that an answer refers to is asked.
    pub fn review(&mut self) -> Vec<Effect> {
        self.step = StepId::Review;
        self.visited.extend(StepId::ALL);
        settle(self)
    }

    /// A wizard that asks for nothing: it is there to take up an order.
    pub fn following(setup: Setup) -> Self {
        Self { screen: Screen::Order, ..Self::unsettled(setup) }
    }

    fn unsettled(setup: Setup) -> Self {
        let empty = Quote { billing: Billing::Postpaid, parts: Vec::new(), image_fee: false };
        Self {
            place: setup.place,
            language: setup.language,
            keymap: Keymap::builtin(),
            layout: Layout::of(setup.size),
            now: Moment::ZERO,
            screen: Screen::Form,
            greeting: false,
            welcome: None,
            dialog: None,
            aside: None,
            step: StepId::Zone,
            visited: BTreeSet::new(),
            focus: BTreeMap::new(),
            editor: None,
            typed: BTreeMap::new(),
            revealed: false,
            lines_file: None,
            draft: Draft::new(&setup.region),
            answered: BTreeSet::new(),
            kept: Kept::default(),
            pickers: BTreeMap::new(),
            choosing: Choosing::default(),
            image_kind: None,
            image_os: None,
            typing_since: None,
            dirty: false,
            item_cursors: BTreeMap::new(),
            unfolded: BTreeSet::new(),
            scroll_end: 0,
            pointer: Pointer::default(),
            seen_from: None,
            review_at: None,
            tabs: Tabs::default(),
            cloud: Cloud::default(),
            problems: Vec::new(),
            form_problems: Vec::new(),
            judged: BTreeSet::new(),
            quote: empty,
            quotes: Quotes::default(),
            thrown_away: None,
            notice: None,
            cause: None,
            order: None,
            extra_looks: 0,
            row: 0,
            vnc: None,
            released: BTreeSet::new(),
            refunds: BTreeMap::new(),
            confirmed: Confirmed::default(),
            origin: Origin::default(),
        }
    }

    /// Says something above the key line until the next key.
    pub(crate) fn say(&mut self, severity: Severity, words: &'static str) {
        self.notice = Some(Notice { words, values: Vec::new(), severity });
    }

    /// The same about a failure below the wizard.
    pub(crate) fn say_why(&mut self, severity: Severity, words: &'static str, why: Said) {
        self.say(severity, words);
        self.cause = Some(why);
    }
}
