//! The loop beneath the dialogue: messages in, effects out, a question and its answer.

use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedReceiver;
use zeroize::Zeroizing;

use crate::app::action::Action;
use crate::app::dialog::Dialog;
use crate::app::effect::{Effect, Exit};
use crate::app::key::{Key, KeyCode};
use crate::app::msg::Msg;
use crate::app::quotes;
use crate::app::settle::renew;
use crate::app::update::{act, exit, update};
use crate::app::wizard::{Notice, Screen, Wizard};
use crate::domain::language::Language;
use crate::domain::problem::{Problem, Severity};
use crate::plain::Plain;
use crate::plain::input::{Input, Read, Unseen};
use crate::plain::voice::{End, Voice, aloud};
use crate::runtime::executor::Executor;
use crate::ui::Scene;
use crate::ui::look::Look;
use crate::ui::theme::Theme;
use crate::ui::told::{Told, Weight};
use crate::ui::widgets::price;
use crate::ui::words::Words;

/// How often time passes while something moves by itself.
const TICK: Duration = Duration::from_millis(250);
/// How long a question waits for prices and lists that it can do without.
pub(super) const SOON: Duration = Duration::from_secs(3);
/// How long nothing is said about a wait.
const SILENCE: Duration = Duration::from_secs(1);
/// Columns of lines that are read aloud: nothing is cut off.
const ALOUD: usize = 4096;

/// What became of a part of the dialogue, or that it ended.
pub(super) type Spoken<T> = Result<T, End>;

/// An answer as it was typed.
pub(super) struct Typed {
    /// The line.
    pub(super) text: Zeroizing<String>,
    /// Enter was pressed behind it.
    pub(super) ended: bool,
}

/// The dialogue.
pub(super) struct Talk<'a> {
    /// The state.
    pub(super) wizard: &'a mut Wizard,
    executor: &'a mut Executor,
    messages: UnboundedReceiver<Msg>,
    input: Input,
    voice: Voice,
    theme: Theme,
    started: Instant,
    quit: Option<Exit>,
    /// Notices that were not said yet.
    notices: Vec<Notice>,
    /// The last one that was said since the last answer.
    noticed: Option<Notice>,
    /// The price as it was said last, and what it leaves out.
    priced: Option<String>,
    left_out: Vec<String>,
    /// Problems that were said at the question in front.
    pub(super) told: Vec<Problem>,
}

impl<'a> Talk<'a> {
    /// A dialogue in which nothing was said yet.
    pub(super) fn new(plain: Plain<'a>, voice: Voice) -> Self {
        let Plain { wizard, executor, messages, look, started } = plain;
        Self {
            wizard,
            executor,
            messages,
            input: Input::open(),
            voice,
            theme: Theme::new(false).on(look),
            started,
            quit: None,
            notices: Vec::new(),
            noticed: None,
            priced: None,
            left_out: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Asks and tells until the wizard quits.
    pub(super) async fn until_quit(mut self, effects: Vec<Effect>) -> Exit {
        self.perform(effects);
        let Err(end) = self.whole().await else { return exit(self.wizard, true) };
        let ended = match end {
            End::Quit(exit) => exit,
            End::Gone => return exit(self.wizard, true),
        };
        if ended == Exit::Aborted {
            // Who cannot hear it any more is gone all the same.
            let _ = self.say_words("apply.not_bought");
        }
        ended
    }

    /// Screen after screen; it ends only by an [`End`].
    async fn whole(&mut self) -> Spoken<()> {
        self.greet()?;
        loop {
            if matches!(self.wizard.dialog, Some(Dialog::Unfinished(_))) {
                self.unfinished().await?;
            }
            match self.wizard.screen {
                Screen::Welcome => self.welcome().await?,
                Screen::Form => self.form().await?,
                Screen::Order => self.order().await?,
                Screen::Done => self.done().await?,
            }
        }
    }

    /// The sentences of the present language.
    pub(super) fn words(&self) -> Words {
        Words(self.wizard.language)
    }

    /// What rows of tables are put into words by.
    pub(super) fn scene(&self) -> Scene<'_> {
        let words = self.words();
        Scene { wizard: self.wizard, theme: &self.theme, words, columns: ALOUD, rows: ALOUD }
    }

    /// Says a line.
    pub(super) fn say(&mut self, text: &str) -> Spoken<()> {
        let han = self.wizard.language == Language::ZhCn;
        self.voice.look = Look { han, ..self.voice.look };
        self.voice.line(text)
    }

    /// Says a sentence of the locale files.
    pub(super) fn say_words(&mut self, key: &str) -> Spoken<()> {
        let text = self.words().get(key);
        self.say(&text)
    }

    /// Says a sentence with its places filled.
    pub(super) fn say_filled(&mut self, key: &str, values: &[(&str, &str)]) -> Spoken<()> {
        let text = self.words().fill(key, values);
        self.say(&text)
    }

    /// Says something by its weight: what is wrong is called so.
    pub(super) fn say_weighed(&mut self, severity: Severity, text: &str) -> Spoken<()> {
        match severity {
            Severity::Error => self.say_filled("plain.error", &[("what", text)]),
            Severity::Warning => self.say_filled("plain.warning", &[("what", text)]),
            Severity::Hint => self.say(text),
        }
    }

    /// `name: value`.
    pub(super) fn say_pair(&mut self, name: &str, value: &str) -> Spoken<()> {
        self.say_filled("plain.pair", &[("name", name), ("value", value)])
    }

    /// Says what a box would show.
    pub(super) fn tell_all(&mut self, told: Vec<Told>) -> Spoken<()> {
        for told in told {
            match told {
                Told::Say(text, Weight::Error) => self.say_weighed(Severity::Error, &text)?,
                Told::Say(text, Weight::Warning) => self.say_weighed(Severity::Warning, &text)?,
                Told::Say(text, _) => self.say(&text)?,
                Told::Pair(name, value, _) => self.say_pair(&name, &value.replace("  ", ", "))?,
                Told::Gap => {}
            }
        }
        Ok(())
    }

    /// Says drawn lines as they are read aloud.
    pub(super) fn say_drawn(&mut self, lines: impl IntoIterator<Item = String>) -> Spoken<()> {
        for line in lines {
            let line = aloud(&line);
            if !line.is_empty() {
                self.say(&line)?;
            }
        }
        Ok(())
    }

    /// Makes effects real.
    pub(super) fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            // What only a terminal could do (its clipboard, its screen) nobody asks for here.
            if let Some(Effect::Quit(exit)) = self.executor.perform(effect) {
                self.quit = Some(exit);
            }
        }
        self.take_notice();
    }

    /// Gives the wizard one message.
    pub(super) fn tell(&mut self, msg: Msg) {
        let effects = update(self.wizard, msg, self.started.elapsed());
        self.perform(effects);
    }

    /// Brings everything up to date with what was answered.
    pub(super) fn settle(&mut self) {
        // A line that was ended is not being typed any more.
        if self.wizard.typing_since.take().is_some() {
            self.wizard.dirty = true;
        }
        self.tell(Msg::Tick);
    }

    /// Does what the key of an action would do here.
    pub(super) fn act(&mut self, action: Action) {
        let effects = act(self.wizard, Key::plain(KeyCode::Enter), Some(action));
        self.perform(effects);
        self.settle();
    }

    fn take_notice(&mut self) {
        let Some(notice) = self.wizard.notice.take() else { return };
        if self.noticed.as_ref() != Some(&notice) && !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// Whether the wizard quits.
    fn ended(&self) -> Spoken<()> {
        self.quit.map_or(Ok(()), |exit| Err(End::Quit(exit)))
    }

    /// Waits until `done`, or at most so long: false.
    pub(super) async fn wait(
        &mut self,
        patience: Option<Duration>,
        done: impl Fn(&Wizard) -> bool,
    ) -> Spoken<bool> {
        let deadline = patience.map(|patience| tokio::time::Instant::now() + patience);
        loop {
            self.ended()?;
            if done(self.wizard) {
                return Ok(true);
            }
            let up = async {
                match deadline {
                    Some(deadline) => tokio::time::sleep_until(deadline).await,
                    None => std::future::pending().await,
                }
            };
            let moves = self.wizard.moves();
            let msg = tokio::select! {
                msg = self.messages.recv() => msg,
                () = tokio::time::sleep(TICK), if moves => Some(Msg::Tick),
                () = up => return Ok(false),
            };
            self.hear(msg)?;
        }
    }

    /// Waits until `done`, and says for what if it takes long.
    pub(super) async fn wait_for(
        &mut self,
        what: &str,
        done: impl Fn(&Wizard) -> bool,
    ) -> Spoken<()> {
        if !self.wait(Some(SILENCE), &done).await? {
            self.say_words(what)?;
            self.wait(None, done).await?;
        }
        Ok(())
    }

    fn hear(&mut self, msg: Option<Msg>) -> Spoken<()> {
        match msg {
            Some(msg) => {
                self.tell(msg);
                Ok(())
            }
            None => Err(End::Quit(exit(self.wizard, true))),
        }
    }

    /// After an answer: everything follows it, and the price of the order is waited for a moment.
    pub(super) async fn follow(&mut self) -> Spoken<()> {
        self.settle();
        self.wait(Some(SOON), |wizard| !quotes::under_way(wizard)).await?;
        Ok(())
    }

    /// Asks, and waits for the line that answers. `hidden`: it must not be seen.
    pub(super) async fn line(&mut self, prompt: &str, hidden: bool) -> Spoken<Typed> {
        loop {
            self.news()?;
            let unseen = if hidden { Unseen::begin() } else { None };
            self.say_prompt(prompt)?;
            self.input.want();
            let read = self.read().await?;
            let shown = unseen.is_none();
            drop(unseen);
            self.noticed = None;
            // Time passed while nobody said anything: what is old is asked anew, as at a key.
            self.tell(Msg::Tick);
            let effects = renew(self.wizard);
            self.perform(effects);
            match read {
                Read::Line { text, ended } => {
                    if ended {
                        self.voice.answered(shown)?;
                    }
                    return Ok(Typed { text, ended });
                }
                Read::TooLong => self.say_words("plain.line_too_long")?,
                Read::NotText => self.say_words("plain.not_text")?,
                Read::End => return Err(self.input_ended()),
            }
        }
    }

    async fn read(&mut self) -> Spoken<Read> {
        loop {
            self.ended()?;
            let moves = self.wizard.moves();
            let msg = tokio::select! {
                read = self.input.next() => return Ok(read),
                msg = self.messages.recv() => msg,
                () = tokio::time::sleep(TICK), if moves => Some(Msg::Tick),
            };
            self.hear(msg)?;
        }
    }

    fn say_prompt(&mut self, prompt: &str) -> Spoken<()> {
        self.voice.look.han = self.wizard.language == Language::ZhCn;
        self.voice.ask(prompt)
    }

    /// What ends with the input: after an order nothing is broken off by it.
    pub(super) fn input_ended(&mut self) -> End {
        let broken_off = self.wizard.screen != Screen::Done;
        match self.say_words("plain.input_ended") {
            Ok(()) => End::Quit(exit(self.wizard, broken_off)),
            Err(end) => end,
        }
    }

    /// Says what has come up, and the price of the order where it is another than was said.
    pub(super) fn news(&mut self) -> Spoken<()> {
        self.take_notice();
        for notice in std::mem::take(&mut self.notices) {
            let words = self.words();
            let plain = notice.words.strip_prefix("notice.").unwrap_or(notice.words);
            let plain = format!("plain_notice.{plain}");
            let known = words.get(&plain) != plain.as_str();
            let key = if known { &plain } else { notice.words };
            let text = words.notice(key, &notice.values);
            self.say_weighed(notice.severity, &text)?;
            self.noticed = Some(notice);
        }
        if self.wizard.screen == Screen::Form && self.wizard.dialog.is_none() {
            self.say_price()?;
        }
        Ok(())
    }

    fn say_price(&mut self) -> Spoken<()> {
        let (words, quote) = (self.words(), &self.wizard.quote);
        if quotes::under_way(self.wizard) || quote.parts.is_empty() {
            return Ok(());
        }
        let text = price_line(words, self.wizard);
        let left_out = price::left_out(words, quote);
        if self.priced.as_ref() != Some(&text) {
            self.say(&text)?;
            self.priced = Some(text);
        }
        for sentence in left_out.iter().filter(|sentence| !self.left_out.contains(sentence)) {
            self.voice.line(sentence)?;
        }
        self.left_out = left_out;
        Ok(())
    }
}

/// `Price: ¥0.7714/h, ≈ ¥555/month (pay-as-you-go)`.
fn price_line(words: Words, wizard: &Wizard) -> String {
    let quote = &wizard.quote;
    let mut amount = price::total(words, quote);
    if let Some(monthly) = price::monthly(words, quote) {
        amount = format!("{amount}, {monthly}");
    }
    let payment = price::payment(words, quote.billing);
    let known = amount.chars().any(char::is_alphanumeric);
    let key = if known { "plain.price" } else { "plain.no_price" };
    words.fill(key, &[("amount", &amount), ("payment", &payment)])
}
