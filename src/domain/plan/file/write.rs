//! From a draft to the text of a plan file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use strum::IntoEnumIterator as _;

use super::keys::{self, Plain};
use super::quote::{bare, block, quoted};
use super::{Elsewhere, PASSWORD_VARIABLE, PasswordSource, VERSION};
use crate::domain::draft::{DiskDraft, Draft, FileSystemDraft, LoginChoice};
use crate::domain::field::FieldId;
use crate::domain::plan::BID_MODEL_CUSTOM;
use crate::domain::said::{Said, Say};

/// The lines that say what the file is and what it is for.
const HEADER: [&str; 3] = ["plan_comment.what", "plan_comment.check", "plan_comment.open"];

/// Puts a draft into words. What is in `answered` is written; what is not but has a value all the
/// same is a default and stands there as a comment. What the other answers silence is left out.
///
/// Of a login by a password only the place of the password is written: the one in `elsewhere`, else
/// [`PASSWORD_VARIABLE`]. Comments are in the words of `say`; they mean nothing to whoever reads it.
pub fn write(
    draft: &Draft,
    answered: &BTreeSet<FieldId>,
    elsewhere: &Elsewhere,
    say: Say<'_>,
) -> String {
    let mut out = String::new();
    for line in HEADER {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "# {}", say(&Said::of(line)));
    }
    let _ = writeln!(out, "\nversion = {VERSION}");
    for table in keys::TABLES {
        let writer = Writer { draft, answered, elsewhere, say };
        match table {
            "disks.data" => writer.data_disks(&mut out),
            "disks.file_systems" => writer.file_systems(&mut out),
            table => {
                let lines = writer.lines(table);
                if table.is_empty() {
                    out.push_str(&lines);
                } else if !lines.is_empty() || (table == "network.public_ip" && draft.public_ip) {
                    let _ = write!(out, "\n[{table}]\n{lines}");
                }
            }
        }
    }
    out
}

struct Writer<'a> {
    draft: &'a Draft,
    answered: &'a BTreeSet<FieldId>,
    elsewhere: &'a Elsewhere,
    say: Say<'a>,
}

impl Writer<'_> {
    /// The lines of a table, in the order of the questions.
    fn lines(&self, table: &str) -> String {
        let mut lines = String::new();
        match table {
            "system.login" => self.login(&mut lines),
            "system.tags" => self.tags(&mut lines),
            table => {
                for field in FieldId::iter() {
                    let key = keys::of(field, self.draft);
                    let own = keys::table(key) == table && !key.is_empty();
                    if !own || keys::silenced_by(self.draft, field).is_some() {
                        continue;
                    }
                    let Some(value) = self.value(field) else { continue };
                    let file = self.elsewhere.user_data_file.is_some();
                    let name = if field == FieldId::UserData && file {
                        "user_data_file"
                    } else {
                        keys::last(key)
                    };
                    self.line(&mut lines, field, name, &value);
                }
            }
        }
        lines
    }

    fn line(&self, lines: &mut String, field: FieldId, name: &str, value: &Value) {
        // Where one buys decides what every id means.
        let given = field == FieldId::Region || self.answered.contains(&field);
        let remark = |words: &'static str| (self.say)(&Said::of(words));
        // Writing to a String cannot fail.
        let _ = match value {
            Value::Toml(value) if given => writeln!(lines, "{name} = {value}"),
            Value::Toml(value) if !value.contains('\n') => {
                writeln!(lines, "# {name} = {value}  {}", remark("plan_comment.default"))
            }
            Value::NotWhole(text) => {
                let remark = remark("plan_comment.not_whole");
                writeln!(lines, "# {name} = {}  {remark}", quoted(text))
            }
            Value::Toml(_) => Ok(()),
        };
    }

    /// The value of a question; `None` where it has none, or is not written in the ordinary way.
    fn value(&self, field: FieldId) -> Option<Value> {
        let draft = self.draft;
        let list = |texts: &[String]| {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            format!("[{}]", texts.join(", "))
        };
        // Without an answer a group is found; that there is to be none is an answer.
        let none = field == FieldId::Groups && self.answered.contains(&field);
        let listed =
            |texts: &[String]| (!texts.is_empty() || none).then(|| Value::Toml(list(texts)));
        match (field, keys::plain(field)) {
            (FieldId::Region, _) => Some(Value::Toml(quoted(&draft.region))),
            (FieldId::Groups, _) if draft.enterprise => {
                Some(Value::Toml(list(&draft.enterprise_groups)))
            }
            (FieldId::Groups, _) => listed(&draft.groups),
            (FieldId::InternalIps, _) => listed(&draft.internal_ips),
            (FieldId::UserData, _) if self.elsewhere.user_data_file.is_some() => {
                self.elsewhere.user_data_file.as_ref().map(|path| Value::Toml(quoted(path)))
            }
            (FieldId::UserData, _) => {
                let text = draft.user_data.expose();
                (!text.is_empty()).then(|| Value::Toml(block(text)))
            }
            (FieldId::Months, _) => Some(Value::Toml(draft.months.to_string())),
            (FieldId::RenewUnit, _) => {
                let unit = keys::word(draft, field)?;
                let every = match Value::number(&draft.renew.time) {
                    Some(Value::Toml(every)) => format!(", every = {every}"),
                    _ => String::new(),
                };
                Some(Value::Toml(format!("{{ unit = {}{every} }}", quoted(unit))))
            }
            (FieldId::BidModel, _) if draft.own_bid => {
                let unpriced = draft.bid_price.trim().is_empty();
                unpriced.then(|| Value::Toml(quoted(BID_MODEL_CUSTOM)))
            }
            (FieldId::BidModel, _) => Some(Value::Toml(quoted("market"))),
            (FieldId::BidPrice, _) => {
                let priced = draft.own_bid && !draft.bid_price.trim().is_empty();
                priced.then(|| Value::Toml(quoted(&draft.bid_price)))
            }
            (FieldId::Payment | FieldId::Charge, _) | (_, Some(Plain::Word)) => {
                let word = keys::word(draft, field)?;
                let number = word.parse::<u32>().is_ok();
                Some(Value::Toml(if number { word.to_owned() } else { quoted(word) }))
            }
            (_, Some(Plain::Number)) => draft.text(field).and_then(|text| Value::number(text)),
            (_, Some(Plain::NumberOrText)) => {
                let text = draft.text(field)?;
                match Value::number(text)? {
                    Value::NotWhole(text) => Some(Value::Toml(quoted(&text))),
                    number @ Value::Toml(_) => Some(number),
                }
            }
            (_, Some(Plain::Text)) => draft.text(field).and_then(|it| text(it)),
            (_, Some(Plain::Choice)) => {
                draft.choice(field)?.as_ref().map(|text| Value::Toml(quoted(text)))
            }
            (_, Some(Plain::Flag)) => draft.flag(field)?.map(|flag| Value::Toml(flag.to_string())),
            (_, Some(Plain::Ids)) => draft.marks(field).and_then(|ids| listed(ids)),
            (_, None) => None,
        }
    }

    fn data_disks(&self, out: &mut String) {
        for disk in &self.draft.data_disks {
            let DiskDraft { storage_type, size, name, snapshot, extra_io, .. } = disk;
            out.push_str("\n[[disks.data]]\n");
            self.entry(out, "type", text(storage_type));
            self.entry(out, "size_gb", Value::number(size));
            self.entry(out, "name", text(name));
            self.entry(out, "snapshot", snapshot.as_ref().map(|id| Value::Toml(quoted(id))));
            self.entry(out, "extra_io", Value::number(extra_io));
            for (key, flag) in [
                ("delete_with_instance", disk.delete_with_instance),
                ("delete_auto_snapshot", disk.delete_auto_snapshot),
            ] {
                self.entry(out, key, flag.map(|flag| Value::Toml(flag.to_string())));
            }
        }
    }

    fn file_systems(&self, out: &mut String) {
        for mount in &self.draft.file_systems {
            let FileSystemDraft { id, mount_address, path, protocol } = mount;
            out.push_str("\n[[disks.file_systems]]\n");
            self.entry(out, "id", text(id));
            self.entry(out, "mount_address", text(mount_address));
            self.entry(out, "path", text(path));
            self.entry(out, "protocol", Some(Value::Toml(quoted(protocol.api_name()))));
        }
    }

    fn entry(&self, out: &mut String, name: &str, value: Option<Value>) {
        entry(out, name, value, self.say);
    }

    fn login(&self, lines: &mut String) {
        let draft = self.draft;
        let flag = || Value::Toml("true".to_owned());
        match draft.login {
            LoginChoice::KeyPair => {
                if let Some(id) = &draft.key_pair {
                    let value = Value::Toml(quoted(id));
                    self.line(lines, FieldId::KeyPair, "key_pair", &value);
                }
            }
            LoginChoice::Password => {
                let variable = PasswordSource::Env(PASSWORD_VARIABLE.to_owned());
                let source = self.elsewhere.password.as_ref().unwrap_or(&variable);
                if self.elsewhere.password.is_none() {
                    let remark = (self.say)(&Said::of("plan_comment.password"));
                    let _ = writeln!(lines, "# {remark}");
                }
                let value = Value::Toml(quoted(source.value()));
                self.line(lines, FieldId::Login, source.key(), &value);
            }
            LoginChoice::KeepImage => self.line(lines, FieldId::Login, "keep_image", &flag()),
            LoginChoice::Later => self.line(lines, FieldId::Login, "later", &flag()),
        }
    }

    /// A key can stand in a table once; of tags with the same name the first is the one.
    fn tags(&self, lines: &mut String) {
        let mut seen: Vec<&str> = Vec::new();
        for tag in &self.draft.tags {
            let (name, value) = (bare(&tag.key), quoted(&tag.value));
            let _ = if seen.contains(&tag.key.as_str()) {
                let remark = (self.say)(&Said::of("plan_comment.twice"));
                writeln!(lines, "# {name} = {value}  {remark}")
            } else {
                writeln!(lines, "{name} = {value}")
            };
            seen.push(&tag.key);
        }
    }
}

/// What stands behind a key.
enum Value {
    /// A value of TOML.
    Toml(String),
    /// Where a number belongs, something else was typed.
    NotWhole(String),
}

impl Value {
    /// A whole number as typed; `None` where nothing was.
    fn number(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return None;
        }
        // Nothing that is bought needs a number that TOML has no room for.
        let number = typed.bytes().all(|byte| byte.is_ascii_digit());
        match typed.parse::<i64>() {
            Ok(number_value) if number => Some(Self::Toml(number_value.to_string())),
            _ => Some(Self::NotWhole(typed.to_owned())),
        }
    }
}

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Toml(quoted(text)))
}

fn entry(out: &mut String, name: &str, value: Option<Value>, say: Say<'_>) {
    let _ = match value {
        Some(Value::Toml(value)) => writeln!(out, "{name} = {value}"),
        Some(Value::NotWhole(text)) => {
            let remark = say(&Said::of("plan_comment.not_whole"));
            writeln!(out, "# {name} = {}  {remark}", quoted(&text))
        }
        None => Ok(()),
    };
}
