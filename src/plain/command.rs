//! What an answer can be besides an answer: the few marks and words that mean the same everywhere.

use zeroize::Zeroizing;

use crate::app::action::Action;
use crate::app::wizard::Screen;
use crate::domain::field::{FieldId, StepId};
use crate::plain::talk::{Spoken, Talk};
use crate::ui::widgets::price;

/// What a question can be asked beyond its answer.
#[derive(Clone, Copy)]
pub(super) enum About {
    /// A field of a step.
    Field(FieldId),
    /// A question of a form for an entry of this list, by the name of its words.
    Cell(FieldId, &'static str),
    /// Anything else: a key of the locale files.
    Words(&'static str),
}

/// A question.
pub(super) struct Question {
    /// What is asked, with the present answer in brackets.
    pub(super) prompt: String,
    /// What help is about.
    pub(super) about: About,
    /// How it is answered: a key of the locale files.
    pub(super) how: &'static str,
    /// The answer is never shown.
    pub(super) hidden: bool,
}

/// What was answered.
pub(super) enum Reply {
    /// Enter: what stands in brackets stays.
    Keep,
    /// `<`
    Back,
    /// `>`
    NextStep,
    /// `:3`
    Step(StepId),
    /// `:fix`, or `:fix 2` for the second of several.
    Fix(usize),
    /// `:none`: no answer from now on.
    Nothing,
    /// `:make`: a password.
    Make,
    /// `:sort` and what by.
    Sort(String),
    /// `:reverse`
    Reverse,
    /// `?3`: about a row.
    Row(String),
    /// An answer. It may be a password.
    Text(Zeroizing<String>),
    /// Something was done that changed no answer: ask again.
    Again,
    /// The same, and what is listed may be another: list it again.
    Anew,
}

/// A command behind a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    Fix,
    Nothing,
    Reload,
    Price,
    Save,
    Export,
    Language,
    Quit,
    Make,
    Sort,
    Reverse,
}

const COMMANDS: [(&str, Command); 11] = [
    ("fix", Command::Fix),
    ("none", Command::Nothing),
    ("reload", Command::Reload),
    ("price", Command::Price),
    ("save", Command::Save),
    ("export", Command::Export),
    ("language", Command::Language),
    ("quit", Command::Quit),
    ("make", Command::Make),
    ("sort", Command::Sort),
    ("reverse", Command::Reverse),
];

/// A line as it is meant, before anything is done.
#[derive(Debug, PartialEq, Eq)]
enum Meant<'a> {
    Keep,
    Help(&'a str),
    Back,
    NextStep,
    Step(usize),
    Command(Command, &'a str),
    Unknown(&'a str),
    Text,
}

/// No answer begins with these marks, so that they can mean something else: no name, id, number, address
/// or password may.
fn meant(line: &str) -> Meant<'_> {
    if line.is_empty() {
        return Meant::Keep;
    }
    match line {
        "<" => return Meant::Back,
        ">" => return Meant::NextStep,
        _ => {}
    }
    if let Some(rest) = line.strip_prefix('?') {
        return Meant::Help(rest.trim());
    }
    let Some(rest) = line.strip_prefix(':') else { return Meant::Text };
    let (word, rest) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
    if let Ok(step) = word.parse() {
        return Meant::Step(step);
    }
    let lower = word.to_lowercase();
    let mut found = COMMANDS.iter().filter(|(name, _)| name.starts_with(&lower));
    match (found.next(), found.next()) {
        (Some((_, command)), None) if !lower.is_empty() => Meant::Command(*command, rest.trim()),
        // `:re` may be two; `:r` is the first of them.
        (Some((_, command)), Some(_)) if lower.len() == 1 => Meant::Command(*command, rest.trim()),
        _ => Meant::Unknown(word),
    }
}

impl Talk<'_> {
    /// Asks; what means the same everywhere is done at once.
    pub(super) async fn reply(&mut self, question: &Question) -> Spoken<Reply> {
        let typed = self.line(&question.prompt, question.hidden).await?;
        let line = typed.text.trim();
        Ok(match meant(line) {
            Meant::Keep => Reply::Keep,
            Meant::Back => Reply::Back,
            Meant::NextStep => Reply::NextStep,
            Meant::Help("") => {
                self.help(question)?;
                Reply::Again
            }
            // A password is never said, also where it looks like something else; and the blanks
            // around it belong to it, so that it is judged as typed.
            Meant::Help(_) | Meant::Unknown(_) | Meant::Text if question.hidden => {
                Reply::Text(typed.text)
            }
            Meant::Help(row) => Reply::Row(row.to_owned()),
            Meant::Step(number) => match number.checked_sub(1).and_then(|at| StepId::ALL.get(at)) {
                Some(step) => Reply::Step(*step),
                None => {
                    self.say_words("plain.no_step")?;
                    Reply::Again
                }
            },
            Meant::Unknown(word) => {
                self.say_filled("plain.no_command", &[("word", word)])?;
                Reply::Again
            }
            Meant::Command(command, rest) => self.command(command, rest).await?,
            Meant::Text => Reply::Text(Zeroizing::new(line.to_owned())),
        })
    }

    async fn command(&mut self, command: Command, rest: &str) -> Spoken<Reply> {
        match command {
            Command::Fix => {
                let number: usize = rest.parse().unwrap_or(1);
                return Ok(Reply::Fix(number.max(1)));
            }
            Command::Nothing => return Ok(Reply::Nothing),
            Command::Make => return Ok(Reply::Make),
            Command::Sort => return Ok(Reply::Sort(rest.to_owned())),
            Command::Reverse => return Ok(Reply::Reverse),
            Command::Reload if self.on_form() => {
                self.act(Action::Reload);
                return Ok(Reply::Anew);
            }
            Command::Language => {
                self.act(Action::Language);
                return Ok(Reply::Anew);
            }
            Command::Price => self.whole_price()?,
            Command::Save if self.on_form() => self.save(rest).await?,
            Command::Export if self.on_form() => self.export(rest).await?,
            Command::Quit => self.ask_quit().await?,
            Command::Reload | Command::Save | Command::Export => {
                self.say_words("plain.not_in_a_form")?;
            }
        }
        Ok(Reply::Again)
    }

    /// Whether a step is in front, and nothing over it.
    fn on_form(&self) -> bool {
        self.wizard.screen == Screen::Form && self.wizard.dialog.is_none()
    }

    /// The order's price, part by part, under each payment.
    pub(super) fn whole_price(&mut self) -> Spoken<()> {
        let (words, wizard) = (self.words(), &*self.wizard);
        let mut lines = Vec::new();
        for part in &wizard.quote.parts {
            let mut name = price::part_name(words, &part.kind);
            if part.estimate {
                name = format!("{name} {}", words.get("review.estimate"));
            }
            let mut cost = price::part_cost(words, part);
            if let Some(list) = price::part_list(words, part) {
                let list = words.fill("plain.list_price", &[("price", &list)]);
                cost = format!("{cost}, {list}");
            }
            lines.push(words.fill("plain.pair", &[("name", &name), ("value", &cost)]));
        }
        for quote in &wizard.quotes.all {
            let chosen = quote.billing == wizard.quote.billing;
            let key = if chosen { "review.total" } else { "review.instead" };
            let name = words.fill(key, &[("payment", &price::payment(words, quote.billing))]);
            let mut total = price::total(words, quote);
            if let Some(monthly) = price::monthly(words, quote) {
                total = format!("{total}, {monthly}");
            }
            lines.push(words.fill("plain.pair", &[("name", &name), ("value", &total)]));
        }
        lines.extend(price::left_out(words, &wizard.quote));
        lines.extend(price::age(words, wizard));
        for line in lines {
            self.say(&line)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words_mean_the_same_in_every_question() {
        for (line, means) in [
            ("", Meant::Keep),
            ("<", Meant::Back),
            (">", Meant::NextStep),
            ("?", Meant::Help("")),
            ("? 3", Meant::Help("3")),
            (":8", Meant::Step(8)),
            (":0", Meant::Step(0)),
            (":fix", Meant::Command(Command::Fix, "")),
            (":f", Meant::Command(Command::Fix, "")),
            (":FIX 2", Meant::Command(Command::Fix, "2")),
            (":r", Meant::Command(Command::Reload, "")),
            (":rev", Meant::Command(Command::Reverse, "")),
            (":re", Meant::Unknown("re")),
            (":save ./my plan.toml", Meant::Command(Command::Save, "./my plan.toml")),
            (":buy", Meant::Unknown("buy")),
            (":", Meant::Unknown("")),
            ("web", Meant::Text),
            ("12", Meant::Text),
            ("Abc!2345", Meant::Text),
            ("/4c16g", Meant::Text),
            ("<web", Meant::Text),
        ] {
            assert_eq!(meant(line), means, "{line}");
        }
    }
}
