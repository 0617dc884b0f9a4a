//! view(&Wizard): draws the state, changes nothing.

pub mod text;
pub mod theme;

use ratatui::Frame;
use ratatui::widgets::Paragraph;

use crate::app::wizard::Wizard;

/// Draws the wizard.
pub fn view(frame: &mut Frame<'_>, wizard: &Wizard, _theme: &theme::Theme) {
    let state = format!("{:?} {:?}\n{:#?}", wizard.screen, wizard.step, wizard.problems);
    frame.render_widget(Paragraph::new(state), frame.area());
}
