//! `bcc-wizard export`: a plan in the forms of other programs.

use std::process::ExitCode;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;

use super::check::Told;
use super::plan::{self, Source};
use super::{Explained as _, USAGE, Unusable, cloud, put, say};
use crate::api::client::{Client, Credentials};
use crate::api::endpoint::{Endpoints, Service};
use crate::api::sign;
use crate::app::effect::Exported;
use crate::app::field::Label;
use crate::cli::{Export as Options, Global};
use crate::config::Settings;
use crate::domain::draft::LoginChoice;
use crate::domain::facts::Facts;
use crate::domain::language::Language;
use crate::domain::plan::file::{self, PlanFile, keys};
use crate::domain::plan::{Format, Hidden, Login, Plan, from_draft};
use crate::domain::problem::{Problem, Severity};
use crate::domain::said::Said;
use crate::export::{self, NotExported, Sender, TOKEN_VARIABLE};
use crate::i18n;
use crate::ui::words::Words;

/// How a moment is written in requests.
const MOMENT: &str = "%Y-%m-%dT%H:%M:%SZ";

/// Writes the text to standard output, and what is worth knowing about it to standard error. Exit
/// code 2 when the plan cannot be exported.
pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    let settings = cloud::settings(global)?;
    let language = settings.language.value;
    let words = Words(language);
    let source = Source::open(&options.plan, language)?;
    let plan = match source.read(&settings.region.value) {
        Ok(plan) => plan,
        Err(faults) => {
            for fault in &faults {
                say(&Told::fault(fault, Severity::Error, words).text(&source.name, words));
            }
            return Ok(ExitCode::from(USAGE));
        }
    };
    plan::agrees(global, &plan)?;
    if options.form == Format::Toml {
        let text =
            file::write(&plan.draft, &plan.answered, &plan.elsewhere, &i18n::speaker(language));
        put(&text).or_say("command.not_written")?;
        return Ok(ExitCode::SUCCESS);
    }
    let purchase = match purchase(&plan) {
        Ok(purchase) => purchase,
        Err(problems) => {
            refuse(&source.name, &plan, &problems, words);
            return Ok(ExitCode::from(USAGE));
        }
    };
    let exported = if options.form == Format::Curl {
        let (credentials, endpoints) = signer(global, &settings, &purchase.region)?;
        signed(&credentials, &endpoints, &purchase, language)
    } else {
        let text = export::text(&purchase, options.form, None, &i18n::speaker(language))
            .map_err(|error| Unusable::failed(error.said()))?;
        Exported { text: Hidden::from(text), notes: notes(&purchase) }
    };
    put(exported.text.expose()).or_say("command.not_written")?;
    for note in &exported.notes {
        say(&words.label(note));
    }
    Ok(ExitCode::SUCCESS)
}

/// The purchase of a plan, as far as it can be known without asking the cloud. A password is no part
/// of any form, so it need not be known either.
fn purchase(plan: &PlanFile) -> Result<Plan, Vec<Problem>> {
    let mut draft = plan.draft.clone();
    let password = draft.login == LoginChoice::Password;
    if password {
        draft.login = LoginChoice::Later;
    }
    let mut purchase = from_draft(&draft, &Facts::default())?;
    if password {
        purchase.login = Login::Password(SecretString::default());
    }
    Ok(purchase)
}

/// Says which keys are missing, and what else is wrong.
fn refuse(name: &str, plan: &PlanFile, problems: &[Problem], words: Words) {
    let errors = || problems.iter().filter(|problem| problem.severity == Severity::Error);
    let missing = |problem: &&Problem| !plan.answered.contains(&problem.field);
    let keys: Vec<String> =
        errors().filter(missing).map(|it| keys::of(it.field, &plan.draft).to_owned()).collect();
    if !keys.is_empty() {
        let values = [("name", name), ("keys", &words.list(&keys))];
        say(&words.fill("export.missing", &values));
    }
    for problem in errors().filter(|problem| !missing(problem)) {
        say(&Told::problem(problem, plan, words).text(name, words));
    }
}

/// Who signs, and where it goes.
fn signer(
    global: &Global,
    settings: &Settings,
    region: &str,
) -> anyhow::Result<(Credentials, Endpoints)> {
    if global.sandbox {
        return Err(Unusable::new(Said::of("export.no_sandbox")).into());
    }
    let keys = settings.keys().map_err(|error| Unusable::new(error.said()))?;
    let fixed = settings.endpoint.as_ref().map(|setting| setting.value.as_str());
    let endpoints = cloud::endpoints(fixed, region).map_err(Unusable::new)?;
    Ok((cloud::credentials(&keys.value), endpoints))
}

/// A command that is signed now.
fn signed(
    credentials: &Credentials,
    endpoints: &Endpoints,
    purchase: &Plan,
    language: Language,
) -> Exported {
    let now = Timestamp::now();
    let until = now.checked_add(SignedDuration::from_secs(sign::EXPIRY_SECONDS.into()));
    let moment = |at: Timestamp| at.strftime(MOMENT).to_string();
    let sender = Sender {
        base: &endpoints.base(Service::Bcc),
        access_key: &credentials.access_key,
        secret_key: &credentials.secret_key,
        session_token: credentials.session_token.as_ref(),
        at: &moment(now),
        token: &crate::runtime::executor::mint_token(),
    };
    // There is a sender, and nothing else can be missing.
    let text = export::text(purchase, Format::Curl, Some(&sender), &i18n::speaker(language))
        .unwrap_or_default();
    let until = moment(until.unwrap_or(now));
    let mut notes = vec![Label::Filled("export.valid_until", vec![("until", until)])];
    if credentials.session_token.is_some() {
        let variable = vec![("variable", TOKEN_VARIABLE.to_owned())];
        notes.push(Label::Filled("export.needs_token", variable));
    }
    notes.extend(self::notes(purchase));
    Exported { text: Hidden::from(text), notes }
}

fn notes(purchase: &Plan) -> Vec<Label> {
    let password = export::left_out_password(purchase);
    password.then_some(Label::Words("export.no_password")).into_iter().collect()
}

/// The same for the wizard, as for whoever its client signs.
pub fn through(
    client: &Client,
    purchase: &Plan,
    form: Format,
    language: Language,
) -> Result<Exported, Said> {
    if form == Format::Curl {
        return Ok(signed(client.credentials(), client.endpoints(), purchase, language));
    }
    let text =
        export::text(purchase, form, None, &i18n::speaker(language)).map_err(NotExported::said)?;
    Ok(Exported { text: Hidden::from(text), notes: notes(purchase) })
}
