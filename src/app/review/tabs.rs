//! The tabs of the review: everything once more, and the purchase as the text of other programs. A text
//! is asked for when its tab is opened, and anew when the answers change under it.

use std::sync::Arc;

use crate::app::copying;
use crate::app::effect::{Effect, Exported};
use crate::app::movement;
use crate::app::saving::{self, Source};
use crate::app::wizard::{Screen, Wizard};
use crate::domain::field::StepId;
use crate::domain::plan::Format;
use crate::domain::problem::Problem;
use crate::domain::said::Said;

/// Rows that never scroll while a text is in front: the heading, the tabs, and where `Enter` leads.
pub const FIXED_ROWS: u16 = 3;

/// The tabs as they stand side by side; `None` is the summary.
pub const ALL: [Option<Format>; 6] = [
    None,
    Some(Format::Json),
    Some(Format::Curl),
    Some(Format::Bce),
    Some(Format::Terraform),
    Some(Format::Toml),
];

/// What is in front on the review.
#[derive(Clone, Debug, Default)]
pub struct Tabs {
    /// The form whose text is in front; `None`: the summary.
    pub front: Option<Format>,
    /// Its text.
    pub content: Content,
    /// The first line of it that is shown.
    pub top: usize,
    /// What the text was asked for by; an answer or a list that changes nothing of it asks nothing.
    made_of: Option<String>,
}

/// The text of a tab.
#[derive(Clone, Debug, Default)]
pub enum Content {
    /// It is being made.
    #[default]
    Making,
    /// It is there.
    Ready(Exported),
    /// It cannot be made while these errors stand in the answers.
    Errors(Vec<Problem>),
    /// It could not be made: why.
    Failed(Said),
}

/// `←` and `→`: the tab beside the one in front.
pub(crate) fn turn(wizard: &mut Wizard, forward: bool) -> Vec<Effect> {
    let at = ALL.iter().position(|tab| *tab == wizard.tabs.front).unwrap_or(0);
    let to = if forward { at.checked_add(1) } else { at.checked_sub(1) };
    let Some(front) = to.and_then(|to| ALL.get(to)) else { return Vec::new() };
    open(wizard, *front)
}

/// Brings a tab in front, if another one is.
pub(crate) fn open(wizard: &mut Wizard, front: Option<Format>) -> Vec<Effect> {
    if wizard.tabs.front == front {
        return Vec::new();
    }
    wizard.tabs = Tabs { front, ..Tabs::default() };
    refresh(wizard)
}

/// Back to the summary, with the button in focus.
pub(crate) fn close(wizard: &mut Wizard) {
    wizard.tabs = Tabs::default();
    wizard.review_at = None;
}

/// Asks for the text in front where it was not asked for as the answers stand.
pub(crate) fn refresh(wizard: &mut Wizard) -> Vec<Effect> {
    let Some(format) = wizard.tabs.front else { return Vec::new() };
    if wizard.step != StepId::Review || wizard.screen != Screen::Form {
        return Vec::new();
    }
    match saving::source(wizard, format) {
        Source::Text(exported) => wizard.tabs.content = Content::Ready(exported),
        Source::Errors(errors) => {
            wizard.tabs.content = Content::Errors(errors);
            wizard.tabs.made_of = None;
        }
        Source::Plan(plan) => {
            // The language of its comments, and all of the purchase but what is hidden, which nothing on
            // the review changes.
            let made_of = Some(format!("{:?} {plan:?}", wizard.language));
            if wizard.tabs.made_of != made_of {
                wizard.tabs.made_of = made_of;
                wizard.tabs.content = Content::Making;
                return vec![Effect::Export {
                    plan: Arc::from(plan),
                    format,
                    language: wizard.language,
                }];
            }
        }
    }
    Vec::new()
}

/// The text of a form arrived. Texts arrive in the order in which they were asked for, so the last one is
/// that of the answers as they stand.
pub(crate) fn exported(wizard: &mut Wizard, format: Format, result: &Result<Exported, Said>) {
    let tabs = &mut wizard.tabs;
    if tabs.front != Some(format) || tabs.made_of.is_none() {
        return;
    }
    tabs.content = match result {
        Ok(exported) => Content::Ready(exported.clone()),
        Err(why) => Content::Failed(why.clone()),
    };
}

/// The text in front goes to the clipboard.
pub(crate) fn copy(wizard: &mut Wizard) -> Vec<Effect> {
    let Content::Ready(exported) = &wizard.tabs.content else { return Vec::new() };
    let text = exported.text.expose().into();
    copying::text(wizard, &text, "notice.export_copied")
}

/// Moves the text by lines, no further than the last frame could show.
pub(crate) fn scroll(wizard: &mut Wizard, by: isize) {
    wizard.tabs.top = movement::scrolled(wizard, wizard.tabs.top, by);
}
