//! The frame of the screen: title, rail, rules, order line, notice and key line around the body.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::layout::{Layout, MIN_COLUMNS, MIN_ROWS, RAIL_COLUMNS, Shape};
use crate::app::mouse::{self, Hits, Place, Seen, Target};
use crate::app::wizard::Screen;
use crate::domain::field::StepId;
use crate::domain::problem::Severity;
use crate::ui::look::Look;
use crate::ui::text::{cells, wrap};
use crate::ui::widgets::sheet::hit;
use crate::ui::widgets::strip::Strip;
use crate::ui::widgets::{price, rail, said};
use crate::ui::{Scene, dialogs, done, hints, order, paint, steps, welcome};

/// The most columns of the body: what stands at the right end of a row belongs to its beginning.
const BODY: u16 = 110;
/// The most columns that are used.
pub const WIDEST: u16 = 140;
/// Lines of the longest notice; no notice takes more than a quarter of the rows.
const NOTICE_LINES: usize = 5;
/// Between two parts of the order.
const PLUS: &str = " + ";

/// Lines of which only some are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// The first that is shown.
    pub top: usize,
    /// The last that could be the first one.
    pub end: usize,
}

/// Draws everything, and says what is seen.
pub fn draw(frame: &mut Frame, scene: &Scene) -> Seen {
    let area = used(frame.area());
    let layout = Layout::of((area.width, area.height));
    if layout.shape == Shape::TooSmall {
        too_small(frame, scene);
        return Seen::default();
    }
    // After the order is placed there are no steps to go to: the whole width is its own.
    let railed = scene.wizard.screen == Screen::Form && layout.shape == Shape::Wide;
    let mut hits = Hits::default();
    let strip = |frame: &mut Frame, hits: &mut Hits, y: u16, strip: Strip| {
        let row = Rect { x: 1, y, width: area.width - 2, height: 1 };
        let (line, aims) = strip.parts();
        for aim in &aims {
            hit(hits, row, aim);
        }
        paint::line(frame, &line, row);
    };
    let inner = Scene { columns: usize::from(area.width - 2), ..*scene };
    strip(frame, &mut hits, 0, title(&inner, layout));
    let bottom = area.height - 1;
    let notice = notice(&inner, layout);
    let body = body_area(layout, railed, notice.len());
    match layout.shape {
        Shape::Wide => {
            rule(frame, scene, 1, railed.then_some("┬"));
            rule(frame, scene, bottom - 1, railed.then_some("┴"));
            if railed {
                let rows = layout.body_rows();
                let area = Rect { x: 0, y: 2, width: RAIL_COLUMNS, height: rows };
                rail::draw(frame, scene, area, &mut hits);
                for y in 2..2 + rows {
                    paint::text(frame, (RAIL_COLUMNS, y), "│", scene.theme.line);
                }
            }
        }
        Shape::Medium => {
            rule(frame, scene, 2, None);
            rule(frame, scene, bottom - 2, None);
            if scene.wizard.screen != Screen::Welcome {
                strip(frame, &mut hits, 1, steps_line(&inner));
                strip(frame, &mut hits, bottom - 1, order_line(&inner));
            }
        }
        Shape::Small | Shape::TooSmall => {}
    }
    let below = draw_body(frame, scene, body, &mut hits);
    if scene.wizard.dialog.is_some() {
        // What is behind it cannot be scrolled now.
        for y in body.top()..body.bottom() {
            paint::text(frame, (body.right(), y), " ", scene.theme.plain);
        }
    }
    hits.cover(&draw_notice(frame, layout, notice));
    let shown = dialogs::draw(frame, scene, &mut hits).unwrap_or(below);
    strip(frame, &mut hits, bottom, hints::line(&inner));
    let place = Some(Place::of(scene.wizard));
    Seen { place, top: shown.top, scroll_end: shown.end, hits }
}

/// What of the screen is used. Lines longer than this are hard to follow from one end to the other.
pub fn used(screen: Rect) -> Rect {
    Rect { width: screen.width.min(WIDEST), ..screen }
}

/// The body; a notice of several lines takes its rows from it, so that the focus stays in view.
fn body_area(layout: Layout, railed: bool, notice: usize) -> Rect {
    let x = if railed { RAIL_COLUMNS + 2 } else { 1 };
    let width = layout.columns.saturating_sub(x + 1).min(BODY);
    // The first line of a notice has a place of its own, in the medium frame the second too.
    let own = if layout.shape == Shape::Medium { 2 } else { 1 };
    let taken = u16::try_from(notice.saturating_sub(own)).unwrap_or(u16::MAX);
    let height = layout.body_rows().saturating_sub(taken);
    Rect { x, y: layout.rows_above(), width, height }
}

fn draw_body(frame: &mut Frame, scene: &Scene, area: Rect, hits: &mut Hits) -> Shown {
    let rows = scene.wizard.layout.body_rows().into();
    let after = matches!(scene.wizard.screen, Screen::Order | Screen::Done);
    let inner = Scene { columns: area.width.into(), rows, ..*scene };
    let mut sheet = match scene.wizard.screen {
        Screen::Form if scene.wizard.step == StepId::Review => {
            return steps::review::draw(frame, &inner, area, hits);
        }
        Screen::Welcome => welcome::sheet(&inner),
        Screen::Form => steps::sheet(&inner),
        Screen::Order => order::sheet(&inner),
        Screen::Done => done::sheet(&inner),
    };
    if scene.wizard.dialog.is_some() {
        // The caret belongs to what lies over the body.
        sheet.caret = None;
    }
    let rows = usize::from(area.height);
    let end = sheet.lines.len().saturating_sub(rows);
    let top = match (mouse::glance(scene.wizard), scene.wizard.seen_from) {
        (None, Some(top)) if after => top.min(end),
        // These are read from their beginning as long as the highlight is in it.
        (None, None) if after && sheet.focus.end <= rows => 0,
        (glance, _) => sheet.top_at(rows, glance),
    };
    sheet.draw_from(top, frame, area, scene.theme, hits);
    Shown { top, end }
}

fn rule(frame: &mut Frame, scene: &Scene, y: u16, crossing: Option<&str>) {
    let width = frame.area().width;
    paint::text(frame, (0, y), &"─".repeat(width.into()), scene.theme.line);
    if let Some(crossing) = crossing {
        paint::text(frame, (RAIL_COLUMNS, y), crossing, scene.theme.line);
    }
}

/// The program, where it buys, and what the order costs.
fn title(scene: &Scene, layout: Layout) -> Strip {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let mut strip = Strip::new(scene.columns);
    if wizard.screen == Screen::Welcome {
        // Nothing is known yet of place or price.
        strip.push(&words.get("app.name"), theme.strong).push("   ", theme.plain);
        strip.push(&words.get("welcome.title"), theme.plain);
        return strip;
    }
    let total = price::total(words, &wizard.quote);
    if layout.shape == Shape::Small {
        if wizard.screen == Screen::Form {
            let at = format!("{}/{}", wizard.step.index() + 1, StepId::ALL.len());
            strip.push(&at, theme.dim).push(" ", theme.plain);
            strip.push(&rail::step_name(scene, wizard.step), theme.strong);
            let errors = rail::shown_errors(wizard, wizard.step);
            if errors > 0 {
                strip.push(&format!(" !{errors}"), theme.error);
            }
        } else {
            strip.push(&words.get(after_title(wizard.screen)), theme.strong);
        }
        if wizard.place.sandbox {
            strip.push("  ", theme.plain).push(&words.get("title.sandbox"), theme.strong);
        }
        strip.end(&total, theme.strong);
        return strip;
    }
    strip.push(&words.get("app.name"), theme.strong).push("   ", theme.plain);
    if wizard.place.sandbox {
        strip.push(&words.get("title.sandbox"), theme.strong).push(" · ", theme.dim);
    }
    strip.push(&wizard.draft.region, theme.plain).push(" ", theme.plain);
    strip.push(wizard.region_name(), theme.plain);
    // The widest form of the price that fits; the address of the endpoint only where there is room.
    let payment = price::payment(words, wizard.quote.billing);
    let priced = format!("{payment}   {total}");
    let forms = match price::monthly(words, &wizard.quote) {
        Some(monthly) => [format!("{priced}  {monthly}"), priced, total],
        None => [priced.clone(), priced, total],
    };
    let fitting = forms.iter().find(|form| cells(form) + 2 <= strip.left());
    let room = strip.left().saturating_sub(fitting.map_or(0, |form| cells(form) + 2));
    if let Some(endpoint) = &wizard.place.endpoint
        && room > 12
    {
        let mut place = Strip::new(room);
        place.push(" · ", theme.dim).push(endpoint, theme.dim);
        strip.append(place);
    }
    if let Some(form) = fitting {
        strip.end(form, theme.strong);
    }
    strip
}

/// The name of the screen after the form.
fn after_title(screen: Screen) -> &'static str {
    if screen == Screen::Done { "done.title" } else { "order.title" }
}

/// The rail in one line: every step's number and mark, and the name of the one in front.
fn steps_line(scene: &Scene) -> Strip {
    let (theme, wizard) = (scene.theme, scene.wizard);
    let mut strip = Strip::new(scene.columns);
    if wizard.screen != Screen::Form {
        strip.push(&scene.words.get(after_title(wizard.screen)), theme.strong);
        return strip;
    }
    for step in StepId::ALL {
        let (mark, style) = rail::mark(scene, step);
        let here = step == wizard.step;
        let number = (step.index() + 1).to_string();
        let start = strip.used();
        strip.push(&number, if here { theme.strong } else { theme.dim }).push(mark, style);
        if here {
            strip.push(" ", theme.plain).push(&rail::step_name(scene, step), theme.strong);
        }
        strip.aim(start, Target::Step(step)).push("  ", theme.plain);
    }
    strip
}

/// The order in one line: its parts, and the total under the other payment.
fn order_line(scene: &Scene) -> Strip {
    let (theme, words, wizard) = (scene.theme, scene.words, scene.wizard);
    let mut strip = Strip::new(scene.columns);
    strip.push(&price::heading(words), theme.strong);
    let quotes = price::beside(wizard).into_iter();
    let other = quotes.clone().find(|quote| quote.billing != wizard.quote.billing);
    let other = other.map(|other| {
        let payment = price::payment(words, other.billing);
        let values = [("payment", payment.as_str()), ("total", &price::total(words, other))];
        words.fill("card.or", &values)
    });
    let other = price::bare(&other.unwrap_or_default()).into_owned();
    let room = strip.left().saturating_sub(cells(&other) + 2);
    let parts: Vec<(String, String)> = wizard
        .quote
        .parts
        .iter()
        .map(|part| {
            let cost = price::part_cost(words, part);
            (price::part_name(words, &part.kind), price::bare(&cost).into_owned())
        })
        .collect();
    // Of the parts only whole ones are shown; how many there are besides is said.
    let more = |hidden: usize| match hidden {
        0 => String::new(),
        hidden => format!(" {} +{hidden}", Look::now().ellipsis()),
    };
    let width = |(name, cost): &(String, String)| cells(name) + 1 + cells(cost) + cells(PLUS);
    let fits = |shown: &usize| {
        let used: usize = parts.iter().take(*shown).map(width).sum();
        used + cells(&more(parts.len() - shown)) <= room
    };
    let shown = (0..=parts.len()).rev().find(fits).unwrap_or(0);
    for (at, (name, cost)) in parts.iter().take(shown).enumerate() {
        strip.push(if at > 0 { PLUS } else { "  " }, theme.dim);
        strip.push(name, theme.plain).push(" ", theme.plain).push(cost, theme.plain);
    }
    strip.push(&more(parts.len() - shown), theme.plain);
    strip.end(&other, theme.plain);
    strip
}

/// A sentence above the key line, in place of what stands there. A long one, such as why an order was
/// refused and what to do about it, has several lines.
fn notice(scene: &Scene, layout: Layout) -> Vec<Line<'static>> {
    let greeting = || welcome::short_greeting(scene).filter(|_| layout.shape == Shape::Small);
    let (said, severity) = match &scene.wizard.notice {
        Some(notice) => (scene.words.noticed(scene.wizard).unwrap_or_default(), notice.severity),
        None => match greeting() {
            Some(greeting) => (greeting, Severity::Hint),
            None => return Vec::new(),
        },
    };
    let (mark, of_mark) = said::mark(scene, severity);
    let style = said::style(scene, severity);
    let most = NOTICE_LINES.min(usize::from(layout.rows) / 4).max(1);
    let indent = cells(mark) + 1;
    let mut said = wrap(&said, scene.columns.saturating_sub(indent));
    if said.len() > most {
        // What does not fit is cut where the last line ends.
        let rest = said.split_off(most - 1).join(" ");
        said.push(rest);
    }
    let line = |(at, text): (usize, &String)| {
        let mut strip = Strip::new(scene.columns);
        if at == 0 {
            strip.push(mark, of_mark);
        }
        strip.to(indent).push(text, style);
        strip.line()
    };
    said.iter().enumerate().map(line).collect()
}

/// Draws the notice, and says which rows it took.
fn draw_notice(frame: &mut Frame, layout: Layout, notice: Vec<Line<'static>>) -> Range<u16> {
    let bottom = layout.rows.saturating_sub(1);
    let lines = u16::try_from(notice.len()).unwrap_or(u16::MAX);
    for (above, line) in (1..=bottom).zip(notice.into_iter().rev()) {
        let area = Rect { x: 0, y: bottom - above, width: frame.area().width, height: 1 };
        frame.render_widget(ratatui::widgets::Clear, area);
        let inside = Rect { x: 1, width: layout.columns.saturating_sub(2), ..area };
        paint::line(frame, &line, inside);
    }
    bottom.saturating_sub(lines)..bottom
}

/// What the terminal would have to be.
fn too_small(frame: &mut Frame, scene: &Scene) {
    let area = frame.area();
    let values = [
        ("columns", MIN_COLUMNS.to_string()),
        ("rows", MIN_ROWS.to_string()),
        ("width", area.width.to_string()),
        ("height", area.height.to_string()),
    ];
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let lines = wrap(&scene.words.fill("frame.too_small", &values), area.width.into());
    let used = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let top = area.height.saturating_sub(used) / 2;
    for (y, text) in (area.y + top..area.bottom()).zip(&lines) {
        let x = area.width.saturating_sub(u16::try_from(cells(text)).unwrap_or(0)) / 2;
        paint::text(frame, (x, y), text, scene.theme.plain);
    }
}
