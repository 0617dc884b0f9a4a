//! The mouse: what lies where on the last frame, and what a click or a turn of the wheel means.
//!
//! Drawing says what every run of cells stands for ([`Seen`]); the wizard keeps that until the next frame
//! ([`Wizard::see`]), so a click means what was seen, whatever has come meanwhile. A target names
//! things as the user knows them, by ids and not by positions. What is not there any more is not clicked.

mod click;
mod wheel;

use std::mem::Discriminant;
use std::ops::Range;

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::effect::Effect;
use crate::app::key::Key;
use crate::app::layout::Layout;
use crate::app::review::Line;
use crate::app::welcome::{Entry, Way};
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::{FieldId, StepId};
use crate::domain::order::Moment;
use crate::domain::plan::Format;

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseKind {
    /// The left button went down.
    Press,
    /// The wheel turned by one notch towards what is above.
    ScrollUp,
    /// The wheel turned by one notch towards what is below.
    ScrollDown,
}

/// The mouse did something on a cell of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// The cell's column, the leftmost is 0.
    pub column: u16,
    /// The cell's row, the uppermost is 0.
    pub row: u16,
}

/// What a cell stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A step in the rail.
    Step(StepId),
    /// A field of the step in front.
    Field(FieldId),
    /// The row of a table with this id.
    Row(FieldId, String),
    /// The box before that row, which is ticked.
    Box(FieldId, String),
    /// The choice of a field with this value.
    Choice(FieldId, String),
    /// An entry of a list of sub-forms, by its position.
    Item(FieldId, usize),
    /// The button that asks whether to buy.
    Buy,
    /// A tab of the review; `None` is the summary.
    Tab(Option<Format>),
    /// A line of the review, and where it leads.
    Line(Line, Option<FieldId>),
    /// A key and what it means here.
    Key(Key, Action),
    /// The instance of the order with this id.
    Instance(String),
    /// A question of the first screen.
    Entry(Entry),
    /// One of the two ways of the first screen.
    Way(Way),
    /// An answer to whether the key pair is saved.
    Keep(bool),
    /// A question of the open sub-form, by its name.
    Cell(&'static str),
    /// The choice with this value at that question.
    CellChoice(&'static str, String),
    /// One of the compared specs, by its position.
    Column(usize),
    /// What to take instead: a zone and a spec of it.
    Instead(String, String),
    /// The unfinished order with this token.
    Unfinished(String),
    /// One of the forms in which the purchase is exported.
    Export(Format),
}

/// A run of cells in one row of the terminal, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The row.
    pub row: u16,
    /// The columns, at least one.
    pub columns: Range<u16>,
    /// What they stand for.
    pub target: Target,
}

/// What lies where on a frame; later ones lie on top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits(Vec<Hit>);

impl Hits {
    /// Puts a run of cells on top; one without any is left out.
    pub fn add(&mut self, row: u16, columns: Range<u16>, target: Target) {
        if !columns.is_empty() {
            self.0.push(Hit { row, columns, target });
        }
    }

    /// Takes away what lies in these rows, because something else is drawn over them.
    pub fn cover(&mut self, rows: &Range<u16>) {
        self.0.retain(|hit| !rows.contains(&hit.row));
    }

    /// Takes away everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// What lies on top at a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<&Target> {
        let hit = |hit: &&Hit| hit.row == row && hit.columns.contains(&column);
        self.0.iter().rev().find(hit).map(|hit| &hit.target)
    }

    /// All of them, the undermost first.
    pub fn all(&self) -> &[Hit] {
        &self.0
    }
}

/// What is in front: a click on a frame that showed something else means nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    layout: Layout,
    screen: Screen,
    step: StepId,
    tab: Option<Format>,
    dialog: Option<Discriminant<Dialog>>,
}

impl Place {
    /// What is in front now.
    pub fn of(wizard: &Wizard) -> Self {
        Self {
            layout: wizard.layout,
            screen: wizard.screen,
            step: wizard.step,
            tab: wizard.tabs.front,
            dialog: wizard.dialog.as_ref().map(std::mem::discriminant),
        }
    }
}

/// What a frame showed, as far as the wizard needs to know it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What was in front; `None` where the terminal was too small for anything.
    pub place: Option<Place>,
    /// The first line that was shown of what scrolls in front.
    pub top: usize,
    /// How far down that can be scrolled: its last first line.
    pub scroll_end: usize,
    /// What lies where.
    pub hits: Hits,
}

/// Where the mouse wants the lines in front to begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    /// The first line to show.
    pub top: usize,
    /// It was put there by the wheel, so the focus may be out of sight until the next key. After a click
    /// the lines move no further than it takes to see the focus.
    pub free: bool,
}

/// What the mouse needs to know of the last frame, and what it did there.
#[derive(Debug, Default)]
pub struct Pointer {
    hits: Hits,
    place: Option<Place>,
    top: usize,
    glance: Option<(Place, Glance)>,
    last: Option<Pressed>,
}

/// The last press of the button.
#[derive(Clone, Debug)]
struct Pressed {
    cell: (u16, u16),
    at: Moment,
    target: Option<Target>,
}

impl Wizard {
    /// Takes notice of what a frame showed. To be told after every frame.
    pub fn see(&mut self, seen: Seen) {
        self.scroll_end = seen.scroll_end;
        self.pointer.hits = seen.hits;
        self.pointer.place = seen.place;
        self.pointer.top = seen.top;
    }
}

/// The mouse did something.
pub(crate) fn happened(wizard: &mut Wizard, mouse: Mouse) -> Vec<Effect> {
    // What was seen may be gone by now; nothing else is meant instead.
    if wizard.pointer.place != Some(Place::of(wizard)) {
        return Vec::new();
    }
    let target = wizard.pointer.hits.at(mouse.column, mouse.row).cloned();
    match mouse.kind {
        MouseKind::Press => click::press(wizard, (mouse.column, mouse.row), target),
        MouseKind::ScrollUp => wheel::turn(wizard, target.as_ref(), false),
        MouseKind::ScrollDown => wheel::turn(wizard, target.as_ref(), true),
    }
}

/// Where the mouse wants the lines in front to begin, if anywhere.
pub fn glance(wizard: &Wizard) -> Option<Glance> {
    let (place, glance) = wizard.pointer.glance?;
    (place == Place::of(wizard)).then_some(glance)
}

/// Something was typed: what was said is over, and what the wheel moved away comes back.
pub(crate) fn leave_to_keys(wizard: &mut Wizard) {
    wizard.notice = None;
    wizard.pointer.glance = None;
    for picker in wizard.pickers.values_mut() {
        picker.peek = None;
    }
}

/// Whether what a key means here is left to the keyboard: what buys or gives back is never one click away.
pub fn by_keyboard_only(wizard: &Wizard, action: Action) -> bool {
    // To take up an unfinished order may be to send it.
    let names = matches!(
        wizard.dialog,
        Some(Dialog::Confirm(_) | Dialog::Release(_) | Dialog::Unfinished(_))
    );
    names && matches!(action, Action::Accept | Action::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_later_lies_on_top() {
        let mut hits = Hits::default();
        hits.add(3, 0..40, Target::Field(FieldId::Zone));
        hits.add(3, 10..20, Target::Buy);
        hits.add(4, 7..7, Target::Buy);
        assert_eq!(hits.at(9, 3), Some(&Target::Field(FieldId::Zone)));
        assert_eq!(hits.at(10, 3), Some(&Target::Buy));
        assert_eq!(hits.at(20, 3), Some(&Target::Field(FieldId::Zone)));
        assert_eq!((hits.at(40, 3), hits.at(7, 4)), (None, None));
        hits.cover(&(3..4));
        assert_eq!(hits.at(10, 3), None);
    }
}
