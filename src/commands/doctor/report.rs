//! The report, in lines to read or as one JSON object. Both say the same.

use serde_json::{Map, Value, json};

use crate::domain::checkup::{Check, Summary, Verdict};
use crate::domain::language::Language;
use crate::domain::said::Said;
use crate::ui::text::{cells, clean, pad};
use crate::ui::words::Words;

/// Of the JSON object; it changes when a field changes its meaning or goes away.
const VERSION: u32 = 1;

/// What is reported.
pub(super) struct Report<'a> {
    pub(super) checks: &'a [Check],
    pub(super) language: Language,
    /// `None` where the settings do not say.
    pub(super) region: Option<String>,
    /// The address that is asked for instances; `None` where the settings do not say.
    pub(super) endpoint: Option<String>,
}

impl Report<'_> {
    fn words(&self) -> Words {
        Words(self.language)
    }

    fn said(&self, said: &Said) -> String {
        self.words().said(said)
    }

    /// A sentence about another check, which is called by its title.
    fn about(&self, check: &Check, said: &Said) -> String {
        let other =
            check.because.as_ref().and_then(|id| self.checks.iter().find(|it| it.id == *id));
        match other {
            Some(other) => self.words().fill(said.key(), &[("check", &self.said(&other.title))]),
            None => self.said(said),
        }
    }

    fn detail(&self, check: &Check) -> String {
        let words = self.words();
        let mut detail = self.about(check, &check.detail);
        if let Some(more) = check.fault.as_ref().and_then(|fault| words.fault_details(fault)) {
            detail = words.fill("fault_detail.with", &[("advice", &detail), ("details", &more)]);
        }
        match &check.without {
            Some(without) => {
                words.fill("doctor.both", &[("one", &detail), ("other", &self.said(without))])
            }
            None => detail,
        }
    }

    fn advice(&self, check: &Check) -> Option<String> {
        check.advice.as_ref().map(|advice| self.about(check, advice))
    }

    /// One line a check, what to do below it, and a line that counts.
    pub(super) fn text(&self) -> String {
        let words = self.words();
        let mark = |verdict: Verdict| {
            let name: &str = verdict.into();
            words.get(&format!("doctor.mark.{name}"))
        };
        let widest = |texts: Vec<usize>| texts.into_iter().max().unwrap_or_default();
        let marks = [Verdict::Pass, Verdict::Fail, Verdict::Unknown];
        let mark_room = widest(marks.iter().map(|verdict| cells(&mark(*verdict))).collect());
        let titles: Vec<String> = self.checks.iter().map(|check| self.said(&check.title)).collect();
        let title_room = widest(titles.iter().map(|title| cells(title)).collect());
        let mut lines = Vec::new();
        if let (Some(endpoint), Some(region)) = (&self.endpoint, &self.region) {
            lines.push(words.fill("doctor.head", &[("endpoint", endpoint), ("region", region)]));
        }
        for (check, title) in self.checks.iter().zip(&titles) {
            let (mark, title) = (pad(&mark(check.verdict), mark_room), pad(title, title_room));
            let mut detail = self.detail(check);
            if check.verdict == Verdict::Fail && check.optional {
                detail = words.fill("doctor.optional", &[("detail", &detail)]);
            }
            lines.push(format!("{mark}  {title}  {detail}"));
            // Why it was not judged says what to do first.
            if let Some(advice) = self.advice(check).filter(|_| check.because.is_none()) {
                let advice = words.fill("doctor.advice", &[("advice", &advice)]);
                lines.push(format!("{:mark_room$}  {advice}", ""));
            }
        }
        let count = Summary::of(self.checks);
        let [pass, fail, unknown, needed] =
            [count.pass, count.fail, count.unknown, count.needed].map(|count| count.to_string());
        let key = match (count.fail, count.needed) {
            (0, _) => "doctor.sum.good",
            (_, 0) => "doctor.sum.fair",
            _ => "doctor.sum.bad",
        };
        lines.push(words.fill(
            key,
            &[("pass", &pass), ("fail", &fail), ("unknown", &unknown), ("needed", &needed)],
        ));
        lines.join("\n")
    }

    /// The object that README.md describes.
    pub(super) fn json(&self) -> String {
        let count = Summary::of(self.checks);
        let checks: Vec<Value> = self.checks.iter().map(|check| self.entry(check)).collect();
        let report = json!({
            "version": VERSION,
            "endpoint": self.endpoint,
            "region": self.region,
            "checks": checks,
            "summary": { "pass": count.pass, "fail": count.fail, "unknown": count.unknown },
        });
        format!("{report:#}")
    }

    fn entry(&self, check: &Check) -> Value {
        let verdict: &str = check.verdict.into();
        let mut entry = Map::new();
        entry.insert("id".to_owned(), json!(check.id));
        entry.insert("verdict".to_owned(), json!(verdict));
        entry.insert("optional".to_owned(), json!(check.optional));
        entry.insert("detail".to_owned(), json!(self.detail(check)));
        entry.insert("advice".to_owned(), json!(self.advice(check)));
        let fault = check.fault.as_ref();
        let label = |text: &String| clean(text).into_owned();
        let code = fault.and_then(|fault| fault.code.as_ref()).map(label);
        let request = fault.and_then(|fault| fault.request_id.as_ref()).map(label);
        let because = check.because.clone();
        for (name, text) in [("because", because), ("code", code), ("request_id", request)] {
            if let Some(text) = text {
                entry.insert(name.to_owned(), json!(text));
            }
        }
        if let Some(ms) = check.ms {
            entry.insert("ms".to_owned(), json!(ms));
        }
        Value::Object(entry)
    }
}
