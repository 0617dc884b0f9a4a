//! A resource of Terraform's provider `baidubce/baiducloud`: the attributes of
//! `baiducloud_instance` as of version 1.23, by the names they have in its schema.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::words::comment;
use super::{body, left_out_password};
use crate::domain::plan::Plan;
use crate::domain::said::{Said, Say};

/// The resource. What the provider has no attribute for, or does not send, stands there as a comment.
pub(super) fn resource(plan: &Plan, say: Say<'_>) -> String {
    let mut hcl = Hcl::default();
    for (name, value) in &body(plan) {
        hcl.field(name, value);
    }
    if left_out_password(plan) {
        hcl.missing.push(Said::of("export_comment.terraform_password"));
    }
    let region = string(&plan.region);
    let provider = Said::of("export_comment.provider").with("region", region);
    let mut out = format!("# {}\n", say(&provider));
    // Writing to a String cannot fail.
    let _ = writeln!(out, "resource \"baiducloud_instance\" {} {{", label(plan));
    aligned(&mut out, "  ", &hcl.attributes);
    for (name, entries) in &hcl.maps {
        let _ = writeln!(out, "  {name} = {{");
        aligned(&mut out, "    ", entries);
        out.push_str("  }\n");
    }
    for (name, attributes) in &hcl.blocks {
        let _ = writeln!(out, "\n  {name} {{");
        aligned(&mut out, "    ", attributes);
        out.push_str("  }\n");
    }
    if !hcl.missing.is_empty() {
        let _ = writeln!(out, "\n  # {}", say(&Said::of("export_comment.missing")));
        for missing in &hcl.missing {
            let _ = writeln!(out, "  #   {}", comment(&say(missing)));
        }
    }
    out.push_str("}\n");
    out
}

/// Attributes one below the other, as `terraform fmt` has them.
fn aligned(out: &mut String, indent: &str, attributes: &[(String, String)]) {
    let width = attributes.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, value) in attributes {
        let blanks = width - name.chars().count();
        let _ = writeln!(out, "{indent}{name}{:blanks$} = {value}", "");
    }
}

/// A name for the resource: letters, digits, `_` and `-`, beginning with a letter.
fn label(plan: &Plan) -> String {
    let name = plan.name.as_deref().unwrap_or_default().trim();
    let kept = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = name.chars().map(kept).collect();
    if name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        string(&name)
    } else {
        string("instance")
    }
}

/// The parts of a resource.
#[derive(Default)]
struct Hcl {
    attributes: Vec<(String, String)>,
    maps: Vec<(&'static str, Vec<(String, String)>)>,
    blocks: Vec<(&'static str, Vec<(String, String)>)>,
    missing: Vec<Said>,
}

/// Fields of the request whose value goes into an attribute as it is.
const SAME: [(&str, &str); 16] = [
    ("spec", "instance_spec"),
    ("zoneName", "availability_zone"),
    ("imageId", "image_id"),
    ("rootDiskSizeInGb", "root_disk_size_in_gb"),
    ("rootDiskStorageType", "root_disk_storage_type"),
    ("name", "name"),
    ("hostname", "hostname"),
    ("keypairId", "keypair_id"),
    ("subnetId", "subnet_id"),
    ("securityGroupIds", "security_groups"),
    ("enterpriseSecurityGroupIds", "enterprise_security_groups"),
    ("deployIdList", "deploy_set_ids"),
    ("ehcClusterId", "ehc_cluster_id"),
    ("autoRenewTimeUnit", "auto_renew_time_unit"),
    ("autoRenewTime", "auto_renew_time_length"),
    ("resGroupId", "resource_group_id"),
];

/// The same of those that the provider sends only when they are true.
const WHEN_TRUE: [(&str, &str); 3] = [
    ("isOpenHostnameDomain", "is_open_hostname_domain"),
    ("isOpenIpv6", "is_open_ipv6"),
    ("relationTag", "relation_tag"),
];

impl Hcl {
    fn attribute(&mut self, name: &str, value: &str) {
        self.attributes.push((name.to_owned(), value.to_owned()));
    }

    fn missing(&mut self, name: &str, value: &Value) {
        self.missing.push(Said::text(format!("{name} = {value}")));
    }

    fn field(&mut self, name: &str, value: &Value) {
        if let Some((_, attribute)) = SAME.iter().find(|(api, _)| *api == name) {
            return self.attribute(attribute, &expression(value));
        }
        let when_true = WHEN_TRUE.iter().find(|(api, _)| *api == name);
        match (name, value) {
            (_, Value::Bool(true)) if when_true.is_some() => {
                self.attribute(when_true.map_or("", |(_, attribute)| attribute), "true");
            }
            // The provider has the family by the spec.
            ("specId", _) => {}
            // One resource is one instance; without the cloud's numbering of a batch.
            ("purchaseCount", value) => {
                if value.as_u64().is_some_and(|count| count > 1) {
                    self.attributes.insert(0, ("count".to_owned(), value.to_string()));
                }
            }
            ("networkCapacityInMbps", Value::Number(number)) if number.as_u64() == Some(0) => {}
            ("billing", Value::Object(billing)) => self.billing(billing),
            ("createCdsList", Value::Array(disks)) => {
                for (at, disk) in disks.iter().filter_map(Value::as_object).enumerate() {
                    self.disk(at, disk);
                }
            }
            ("ephemeralDisks", Value::Array(disks)) => {
                for size in disks.iter().filter_map(|disk| disk.get("sizeInGB")) {
                    let size = ("size_in_gb".to_owned(), expression(size));
                    self.blocks.push(("ephemeral_disks", vec![size]));
                }
                self.missing.push(Said::of("export_comment.untyped"));
            }
            ("userData", Value::String(text)) => self.attribute("user_data", &string(text)),
            ("tags", Value::Array(tags)) => self.tags(tags),
            (name, value) => self.missing(name, value),
        }
    }

    fn billing(&mut self, billing: &Map<String, Value>) {
        for (name, value) in billing {
            match (name.as_str(), value) {
                ("paymentTiming", Value::String(timing)) if timing != "bidding" => {
                    self.attribute("payment_timing", &string(timing));
                }
                ("reservation", Value::Object(period)) => {
                    let parts = [
                        ("reservation_length", period.get("reservationLength")),
                        ("reservation_time_unit", period.get("reservationTimeUnit")),
                    ];
                    let said = parts
                        .into_iter()
                        .filter_map(|(name, value)| Some((name.to_owned(), expression(value?))));
                    self.maps.push(("reservation", said.collect()));
                }
                (name, value) => self.missing(&format!("billing.{name}"), value),
            }
        }
    }

    fn disk(&mut self, at: usize, disk: &Map<String, Value>) {
        let mut attributes = Vec::new();
        for (name, value) in disk {
            let attribute = match name.as_str() {
                "cdsSizeInGB" => "cds_size_in_gb",
                "storageType" => "storage_type",
                "snapshotId" => "snapshot_id",
                name => {
                    self.missing(&format!("createCdsList[{at}].{name}"), value);
                    continue;
                }
            };
            attributes.push((attribute.to_owned(), expression(value)));
        }
        self.blocks.push(("cds_disks", attributes));
    }

    /// A map has each key once; of tags with the same key the first stays.
    fn tags(&mut self, tags: &[Value]) {
        let mut entries: Vec<(String, String)> = Vec::new();
        for tag in tags {
            let part = |name: &str| tag.get(name).and_then(Value::as_str).unwrap_or_default();
            let key = string(part("tagKey"));
            if entries.iter().any(|(known, _)| *known == key) {
                self.missing("tags", tag);
            } else {
                entries.push((key, string(part("tagValue"))));
            }
        }
        self.maps.push(("tags", entries));
    }
}

/// A JSON value as an expression.
fn expression(value: &Value) -> String {
    match value {
        Value::String(text) => string(text),
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(expression).collect();
            format!("[{}]", list.join(", "))
        }
        other => other.to_string(),
    }
}

/// A quoted template that stands for exactly this text.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // `${` and `%{` would begin a template. By its number a sign begins nothing, whatever
            // stands before it; doubled it would not be safe behind another one.
            '$' | '%' if rest.peek() == Some(&'{') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}') =>
            {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
