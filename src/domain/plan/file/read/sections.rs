//! The tables of a plan file that are more than their keys.

use toml::de::DeValue;

use super::Reader;
use crate::domain::draft::{DiskDraft, FileSystemDraft, LoginChoice};
use crate::domain::field::FieldId;
use crate::domain::plan::file::keys;
use crate::domain::plan::file::table::Table;
use crate::domain::plan::file::{Fault, PasswordSource, Place};
use crate::domain::plan::{FileProtocol, Hidden, Tag};
use crate::domain::units::Months;

impl Reader<'_> {
    pub(super) fn disks(&mut self, disks: &mut Table) {
        self.plain(disks);
        if let Some(mut system) = self.table(disks, "system") {
            self.plain(&mut system);
            system.finish(&mut self.faults);
        }
        for mut entry in self.tables(disks, "data", FieldId::DataDisks) {
            let mut text = |reader: &mut Self, name| {
                reader.string(&mut entry, name).map(|(text, _)| text).unwrap_or_default()
            };
            let (storage_type, name) = (text(self, "type"), text(self, "name"));
            let mut number = |reader: &mut Self, name| {
                reader.number(&mut entry, name).map(|(text, _)| text).unwrap_or_default()
            };
            let (size, extra_io) = (number(self, "size_gb"), number(self, "extra_io"));
            let snapshot = self.string(&mut entry, "snapshot").map(|(text, _)| text);
            let mut flag =
                |reader: &mut Self, name| reader.flag(&mut entry, name).map(|(flag, _)| flag);
            let delete_with_instance = flag(self, "delete_with_instance");
            let delete_auto_snapshot = flag(self, "delete_auto_snapshot");
            self.draft.data_disks.push(DiskDraft {
                storage_type,
                size,
                name,
                snapshot,
                extra_io,
                delete_with_instance,
                delete_auto_snapshot,
            });
            entry.finish(&mut self.faults);
        }
        for mut entry in self.tables(disks, "file_systems", FieldId::FileSystems) {
            let mut text = |reader: &mut Self, name| {
                reader.string(&mut entry, name).map(|(text, _)| text).unwrap_or_default()
            };
            let (id, mount_address) = (text(self, "id"), text(self, "mount_address"));
            let path = text(self, "path");
            let protocol = self.protocol(&mut entry);
            self.draft.file_systems.push(FileSystemDraft { id, mount_address, path, protocol });
            entry.finish(&mut self.faults);
        }
    }

    pub(super) fn protocol(&mut self, entry: &mut Table) -> FileProtocol {
        let key = entry.key("protocol");
        let there = entry.entries.iter().any(|entry| entry.name == "protocol");
        if let Some((word, line)) = self.string(entry, "protocol") {
            let found = FileProtocol::ALL.iter().find(|one| one.api_name() == word);
            match found {
                Some(protocol) => return *protocol,
                None => self.not_a_word(key, line, &word, &keys::words(FieldId::FileSystems)),
            }
        } else if !there {
            let known = keys::words(FieldId::FileSystems).join(", ");
            let fault = Fault::new("missing", Some(entry.line), key);
            self.faults.push(fault.with("known", &known));
        }
        FileProtocol::Nfs
    }

    pub(super) fn network(&mut self, network: &mut Table) {
        self.plain(network);
        let ordinary = self.strings(network, "security_groups");
        let enterprise = self.strings(network, "enterprise_security_groups");
        if let (Some(_), Some((_, line))) = (&ordinary, &enterprise) {
            self.contradicts(network, "enterprise_security_groups", *line, "security_groups");
        }
        if let Some((ids, line)) = ordinary {
            self.draft.groups = ids;
            self.answer(FieldId::Groups, None, network.key("security_groups"), line);
        } else if let Some((ids, line)) = enterprise {
            self.draft.enterprise = true;
            self.draft.enterprise_groups = ids;
            let key = network.key("enterprise_security_groups");
            self.answer(FieldId::Groups, None, key.clone(), line);
            self.answer(FieldId::GroupKind, None, key, line);
        }
        if let Some((ips, line)) = self.strings(network, "private_ips") {
            self.draft.internal_ips = ips;
            self.answer(FieldId::InternalIps, None, network.key("private_ips"), line);
        }
        if let Some(mut public_ip) = self.table(network, "public_ip") {
            self.draft.public_ip = true;
            let (key, line) = (public_ip.path.clone(), public_ip.line);
            self.answer(FieldId::PublicIp, None, key, line);
            self.plain(&mut public_ip);
            self.word(&mut public_ip, "charge", FieldId::Charge);
            public_ip.finish(&mut self.faults);
        }
    }

    pub(super) fn contradicts(&mut self, table: &Table, name: &str, line: usize, other: &str) {
        let fault = Fault::new("contradicts", Some(line), table.key(name));
        self.faults.push(fault.with("other", &table.key(other)));
    }

    pub(super) fn system(&mut self, system: &mut Table) {
        self.plain(system);
        if let Some((text, line)) = self.string(system, "user_data") {
            self.draft.user_data = Hidden::from(text);
            self.answer(FieldId::UserData, None, system.key("user_data"), line);
        }
        if let Some((path, line)) = self.string(system, "user_data_file") {
            if self.answered.contains(&FieldId::UserData) {
                self.contradicts(system, "user_data_file", line, "user_data");
            }
            self.elsewhere.user_data_file = Some(path);
            self.answer(FieldId::UserData, None, system.key("user_data_file"), line);
        }
        if let Some(mut login) = self.table(system, "login") {
            self.login(&mut login);
            login.finish(&mut self.faults);
        }
        if let Some(tags) = self.table(system, "tags") {
            self.answer(FieldId::Tags, None, tags.path.clone(), tags.line);
            self.tags(&tags);
        }
    }

    pub(super) fn login(&mut self, login: &mut Table) {
        let line = login.line;
        let mut given: Vec<(&'static str, usize)> = Vec::new();
        for name in ["key_pair", "password_env", "password_file"] {
            let Some((value, line)) = self.string(login, name) else { continue };
            given.push((name, line));
            if name == "key_pair" {
                self.draft.login = LoginChoice::KeyPair;
                self.draft.key_pair = Some(value);
                self.answer(FieldId::KeyPair, None, login.key(name), line);
                continue;
            }
            self.draft.login = LoginChoice::Password;
            self.answer(FieldId::Password, None, login.key(name), line);
            self.elsewhere.password = Some(match name {
                "password_env" => PasswordSource::Env(value),
                _ => PasswordSource::File(value),
            });
        }
        for (name, choice) in
            [("keep_image", LoginChoice::KeepImage), ("later", LoginChoice::Later)]
        {
            if let Some((true, line)) = self.flag(login, name) {
                given.push((name, line));
                self.draft.login = choice;
            }
        }
        if let [(first, _), .., (last, line)] = given[..] {
            self.contradicts(login, last, line, first);
        }
        if !given.is_empty() {
            self.answer(FieldId::Login, None, login.path.clone(), line);
        }
    }

    /// Names of tags are free.
    pub(super) fn tags(&mut self, tags: &Table) {
        for (at, entry) in tags.entries.iter().enumerate() {
            let (line, key) = (entry.line, tags.key(&entry.name));
            match entry.value {
                DeValue::String(value) => {
                    let value = value.clone().into_owned();
                    self.draft.tags.push(Tag { key: entry.name.clone(), value });
                    let (field, item) = (FieldId::Tags, Some(at));
                    self.places.push(Place { field, item, key, line });
                }
                other => self.wrong(key, line, other, "string"),
            }
        }
    }

    pub(super) fn billing(&mut self, billing: &mut Table) {
        self.word(billing, "payment", FieldId::Payment);
        if let Some((months, line)) = self.number(billing, "months") {
            let key = billing.key("months");
            match months.parse() {
                Ok(months) => {
                    self.draft.months = Months(months);
                    self.answer(FieldId::Months, None, key, line);
                }
                Err(_) => {
                    let fault = Fault::new("out_of_range", Some(line), key);
                    self.faults.push(fault.with("value", &months));
                }
            }
        }
        self.word(billing, "bid", FieldId::BidModel);
        self.bid_price(billing);
        if let Some(mut renew) = self.table(billing, "auto_renew") {
            self.word(&mut renew, "unit", FieldId::RenewUnit);
            if self.draft.renew.unit.is_none()
                && !renew.entries.iter().any(|entry| entry.name == "unit")
            {
                let known = keys::words(FieldId::RenewUnit).join(", ");
                let fault = Fault::new("missing", Some(renew.line), renew.key("unit"));
                self.faults.push(fault.with("known", &known));
            }
            if let Some((every, line)) = self.number(&mut renew, "every") {
                self.draft.renew.time = every;
                self.answer(FieldId::RenewTime, None, renew.key("every"), line);
            }
            renew.finish(&mut self.faults);
        }
    }

    /// Money never goes through a binary number: what stands there is taken as it stands.
    pub(super) fn bid_price(&mut self, billing: &mut Table) {
        let name = "bid_per_minute";
        let Some((value, line)) = billing.take(name) else { return };
        let key = billing.key(name);
        let price = match value {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Float(literal) => literal.as_str().to_owned(),
            DeValue::Integer(literal) if literal.radix() == 10 => literal.as_str().to_owned(),
            other => return self.wrong(key, line, other, "money"),
        };
        if self.answered.contains(&FieldId::BidModel) && !self.draft.own_bid {
            self.contradicts(billing, name, line, "bid");
        }
        self.draft.own_bid = true;
        self.draft.bid_price = price;
        self.answer(FieldId::BidModel, None, key.clone(), line);
        self.answer(FieldId::BidPrice, None, key, line);
    }
}
