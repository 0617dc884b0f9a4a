//! Sentences of the wizard's language, with everything that is put into them cleaned.

use std::borrow::Cow;

use crate::app::field::Label;
use crate::app::steps::Reason;
use crate::app::wizard::Wizard;
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::field::{FieldId, StepId};
use crate::domain::language::Language;
use crate::domain::problem::Problem;
use crate::domain::said::{COMMA, Said};
use crate::i18n;
use crate::ui::look::Look;
use crate::ui::text::clean;
use crate::ui::widgets::price;

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words(pub Language);

impl Words {
    /// The sentence of a key.
    pub fn get(self, key: &str) -> Cow<'static, str> {
        // The other language is called by its own name where the terminal has letters for it.
        let key =
            if key == "action.language" && Look::now().ascii { "language.ascii" } else { key };
        i18n::text(self.0, key)
    }

    /// What is said in these words; texts in it may be untrusted.
    pub fn said(self, said: &Said) -> String {
        i18n::say(self.0, said, clean)
    }

    /// Names and the like, joined as members of a list.
    pub fn list(self, members: &[String]) -> String {
        members.join(&self.get(COMMA))
    }

    /// The sentence of a key with its places filled; values may be untrusted. When the first of them
    /// is 1 and there is a sentence `<key>_one`, it is that.
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let cleaned: Vec<(&str, Cow<'_, str>)> =
            values.iter().map(|(name, value)| (*name, clean(value))).collect();
        let values: Vec<(&str, &str)> =
            cleaned.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        i18n::fill(self.0, key, &values)
    }

    fn filled(self, key: &str, values: &[(&'static str, String)]) -> String {
        let values: Vec<(&str, &str)> =
            values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.fill(key, &values)
    }

    /// What a label reads like; nothing for an empty one.
    pub fn label(self, label: &Label) -> String {
        match label {
            Label::Words(key) => self.get(key).into_owned(),
            Label::Filled(key, values) => self.filled(key, values),
            Label::Told(key, values) => {
                let values: Vec<(&'static str, String)> =
                    values.iter().map(|(name, label)| (*name, self.label(label))).collect();
                self.filled(key, &values)
            }
            Label::Text(text) => clean(text).into_owned(),
            Label::Said(said) => self.said(said),
            Label::Cost(cost) => price::cost(self, cost),
            Label::Field(field) => self.field(*field).into_owned(),
            Label::List(labels) => {
                let texts: Vec<String> = labels.iter().map(|label| self.label(label)).collect();
                self.list(&texts)
            }
            Label::Empty => String::new(),
        }
    }

    /// A step's name.
    pub fn step(self, step: StepId) -> String {
        let name: &str = step.into();
        self.get(&format!("step.{name}")).into_owned()
    }

    /// A field's name.
    pub fn field(self, field: FieldId) -> Cow<'static, str> {
        self.get(&format!("field.{}", field.name()))
    }

    /// A field's help sentence.
    pub fn help(self, field: FieldId) -> Cow<'static, str> {
        self.get(&format!("help.{}", field.name()))
    }

    /// What is wrong, in a sentence.
    pub fn problem(self, problem: &Problem) -> String {
        self.filled(&format!("problem.{}", problem.words), &problem.values)
    }

    /// Why a row cannot be chosen.
    pub fn reason(self, reason: &Reason) -> String {
        self.filled(&format!("reason.{}", reason.words), &reason.values)
    }

    /// A sentence of the notice line. A value called `reason` is itself a key, filled with the others;
    /// one called `field` names a field, those called `aside`, `back` and `unfit` several, with commas
    /// between. One called `choice` is the key of what `value` is called. Each called `then` is the key
    /// of a sentence that follows. With the values of a fault ([`Fault::values`]), `message` reads as
    /// the whole advice.
    pub fn notice(self, words: &str, values: &[(&'static str, String)]) -> String {
        self.notice_for(words, values, None)
    }

    /// The notice of a wizard, if there is one.
    pub fn noticed(self, wizard: &Wizard) -> Option<String> {
        let notice = wizard.notice.as_ref()?;
        let cause = wizard.cause.as_ref().map(|cause| self.said(cause));
        Some(self.notice_for(notice.words, &notice.values, cause.as_deref()))
    }

    fn notice_for(
        self,
        words: &str,
        values: &[(&'static str, String)],
        cause: Option<&str>,
    ) -> String {
        let said = |wanted: &str| {
            values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str())
        };
        let advice = said("fault").map(|stem| {
            let advice = self.advice(stem, said("minutes"));
            let message = said("message").filter(|message| !message.is_empty()).or(cause);
            let details = self.details(message, said("code"), said("status"), said("request"));
            match details {
                Some(details) => {
                    self.fill("fault_detail.with", &[("advice", &advice), ("details", &details)])
                }
                None => advice,
            }
        });
        let why = cause.filter(|_| said("why").is_none()).map(|cause| ("why", cause.to_owned()));
        let values: Vec<(&'static str, String)> = values
            .iter()
            .map(|(name, value)| match *name {
                "reason" => (*name, self.filled(value, values)),
                "field" | "aside" | "back" | "unfit" => (*name, self.fields(value)),
                "value" if said("choice").is_some() => {
                    (*name, self.get(said("choice").unwrap_or_default()).into_owned())
                }
                "message" => (*name, advice.clone().unwrap_or_else(|| value.clone())),
                name => (name, value.clone()),
            })
            .chain(why)
            .collect();
        let mut said = self.filled(words, &values);
        for (_, then) in values.iter().filter(|(name, _)| *name == "then") {
            // A full stop of Chinese brings its own blank.
            if said.ends_with(|last: char| last.is_ascii()) {
                said.push(' ');
            }
            said.push_str(&self.filled(then, &values));
        }
        said
    }

    /// The names of fields, given with commas between.
    fn fields(self, names: &str) -> String {
        let names = names.split(',').map(|name| self.get(&format!("field.{name}")).into_owned());
        self.list(&names.collect::<Vec<_>>())
    }

    /// What a failure means.
    pub fn fault_says(self, fault: &Fault) -> String {
        self.part(fault.words(), "say", fault.minutes_off().as_deref())
    }

    /// What can be done about a failure.
    pub fn fault_does(self, fault: &Fault) -> String {
        self.part(fault.words(), "do", fault.minutes_off().as_deref())
    }

    /// What a failure means and what to do.
    pub fn fault(self, fault: &Fault) -> String {
        self.advice(fault.words(), fault.minutes_off().as_deref())
    }

    /// The same for prices that may not be read.
    pub fn no_prices(self) -> String {
        self.advice(FaultKind::Forbidden.words_on_price(), None)
    }

    fn part(self, stem: &str, part: &str, minutes: Option<&str>) -> String {
        self.fill(&format!("{stem}.{part}"), &[("minutes", minutes.unwrap_or_default())])
    }

    fn advice(self, stem: &str, minutes: Option<&str>) -> String {
        let [say, advice] = ["say", "do"].map(|part| self.part(stem, part, minutes));
        self.fill("fault_detail.both", &[("say", &say), ("do", &advice)])
    }

    /// The server's own words about a failure, its code and the request id, to quote to support.
    pub fn fault_details(self, fault: &Fault) -> Option<String> {
        let status = fault.status.map(|status| status.to_string());
        let (code, request) = (fault.code.as_deref(), fault.request_id.as_deref());
        let own = fault.own.as_ref().map(|own| self.said(own));
        let message = own.as_deref().unwrap_or(&fault.message);
        self.details(Some(message), code, status.as_deref(), request)
    }

    fn details(
        self,
        message: Option<&str>,
        code: Option<&str>,
        status: Option<&str>,
        request: Option<&str>,
    ) -> Option<String> {
        let request = request.filter(|id| !id.is_empty());
        let parts = [
            message.map(str::trim).filter(|message| !message.is_empty()).map(str::to_owned),
            code.map(str::to_owned),
            status.map(|status| format!("HTTP {status}")),
            request.map(|id| self.fill("fault_detail.request", &[("id", id)])),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| clean(&parts.join(" · ")).into_owned())
    }
}
