//! The body of a create request as the sandbox reads it: shapes and types only (contract.md §8).
//! What the values may be is [`super::validate`]'s business.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::sandbox::answer::Refusal;

/// `CreateInstanceBySpec`, reduced to what the sandbox acts on; [`BOOLEANS`] and [`STRINGS`] are the
/// other fields whose type is checked.
// The request has as many booleans as the API gives it.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Request {
    pub image_id: String,
    pub billing: Billing,
    pub spec: Option<String>,
    pub spec_id: Option<String>,
    pub zone_name: Option<String>,
    pub purchase_count: Option<i64>,
    pub purchase_min_count: Option<i64>,
    pub name: Option<String>,
    pub hostname: Option<String>,
    #[serde(default)]
    pub auto_seq_suffix: bool,
    pub root_disk_size_in_gb: Option<i64>,
    pub root_disk_storage_type: Option<String>,
    #[serde(default)]
    pub ephemeral_disks: Vec<LocalDisk>,
    #[serde(default)]
    pub create_cds_list: Vec<DataDisk>,
    pub admin_pass: Option<String>,
    pub keypair_id: Option<String>,
    #[serde(default)]
    pub keep_image_login: bool,
    #[serde(default)]
    pub network_capacity_in_mbps: i64,
    pub internet_charge_type: Option<String>,
    pub eip_name: Option<String>,
    pub network_purchase_type: Option<String>,
    #[serde(default)]
    pub is_eip_auto_related_delete: bool,
    pub subnet_id: Option<String>,
    pub security_group_id: Option<String>,
    #[serde(default)]
    pub security_group_ids: Vec<String>,
    #[serde(default)]
    pub enterprise_security_group_ids: Vec<String>,
    pub enterprise_security_group_id: Option<String>,
    pub is_open_ipv6: Option<bool>,
    #[serde(default)]
    pub internal_ips: Vec<String>,
    #[serde(default)]
    pub eni_ids: Vec<String>,
    pub auto_renew_time_unit: Option<String>,
    pub auto_renew_time: Option<i64>,
    pub bid_model: Option<String>,
    pub bid_price: Option<String>,
    #[serde(default)]
    pub tags: Vec<Tag>,
    pub asp_id: Option<String>,
    pub deploy_id: Option<String>,
    #[serde(default)]
    pub deploy_id_list: Vec<String>,
    pub dedicated_host_id: Option<String>,
    pub deletion_protection: Option<i64>,
    /// The newer twin of `deletionProtection` (contract.md §8).
    #[serde(default)]
    pub enable_delete_protection: bool,
    pub role_name: Option<String>,
    pub res_group_id: Option<String>,
    pub ehc_cluster_id: Option<String>,
    pub user_data: Option<String>,
    #[serde(default)]
    pub file_systems: Vec<FileSystem>,
    #[serde(default)]
    pub enable_jumbo_frame: bool,
    pub enable_ht: Option<bool>,
    pub cpu_thread_config: Option<String>,
    pub numa_config: Option<String>,
    pub data_partition_type: Option<String>,
    pub root_partition_type: Option<String>,
    pub is_open_host_eye: Option<bool>,
    pub hosteye_type: Option<String>,
}

/// `billing`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Billing {
    pub payment_timing: String,
    pub reservation: Option<Reservation>,
}

/// `billing.reservation`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Reservation {
    pub reservation_length: i64,
    pub reservation_time_unit: Option<String>,
}

/// An entry of `createCdsList`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DataDisk {
    #[serde(rename = "cdsSizeInGB")]
    pub size: i64,
    pub storage_type: Option<String>,
    pub snapshot_id: Option<String>,
    pub cds_num: Option<i64>,
    pub cds_extra_io: Option<i64>,
    #[serde(default)]
    pub delete_with_instance: bool,
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "encryptKey")]
    _encrypt_key: Option<String>,
    #[serde(rename = "deleteAutoSnapshot")]
    _delete_auto_snapshot: Option<bool>,
}

/// An entry of `ephemeralDisks`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LocalDisk {
    #[serde(rename = "sizeInGB")]
    pub size: i64,
    pub storage_type: Option<String>,
}

/// An entry of `tags`.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tag {
    #[serde(default)]
    pub tag_key: String,
    #[serde(default)]
    pub tag_value: String,
}

/// An entry of `fileSystems`. All four are needed; one that is missing is named by the refusal.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct FileSystem {
    pub fs_id: String,
    pub mount_ads: String,
    pub path: String,
    pub protocol: String,
}

/// Known fields that must be booleans and change nothing here.
const BOOLEANS: [&str; 5] =
    ["isOpenHostnameDomain", "cdsAutoRenew", "relationTag", "enableNuma", "disableRootDiskSerial"];
/// Known fields that must be strings and change nothing here.
const STRINGS: [&str; 2] = ["instanceType", "rootDiskExtraIo"];

/// Parses a body: `MalformedJSON` when it is none, `InappropriateJSON` when it is no object or has a
/// `null` in a list. A field that is null is one that is not there: the official SDKs send so what
/// they were not told (`snapshotId`, `cdsAutoRenew`, `rootDiskSizeInGb`…).
pub(crate) fn parse(body: &[u8]) -> Result<Value, Refusal> {
    let mut value = serde_json::from_slice(body).map_err(|_| Refusal::malformed())?;
    if !matches!(value, Value::Object(_)) || !drop_nulls(&mut value) {
        return Err(Refusal::inappropriate());
    }
    Ok(value)
}

/// Like [`parse`], where a request may also come without a body.
pub(crate) fn parse_optional(body: &[u8]) -> Result<Value, Refusal> {
    if body.is_empty() { Ok(Value::Object(serde_json::Map::new())) } else { parse(body) }
}

/// Takes the null fields out of a value, however deep; false when a null stands where none can be
/// left out.
fn drop_nulls(value: &mut Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => items.iter_mut().all(drop_nulls),
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields.values_mut().all(drop_nulls)
        }
        _ => true,
    }
}

/// Reads a body into the fields an operation knows; a missing field or a wrong type is
/// `InappropriateJSON`, an unknown field is nothing.
pub(crate) fn read<T: DeserializeOwned>(body: &Value) -> Result<T, Refusal> {
    T::deserialize(body).map_err(|_| Refusal::inappropriate())
}

/// Reads a create request.
pub(crate) fn create(body: &Value) -> Result<Request, Refusal> {
    let wrong = |names: &[&str], right: fn(&Value) -> bool| {
        names.iter().filter_map(|name| body.get(name)).any(|value| !right(value))
    };
    if wrong(&BOOLEANS, Value::is_boolean) || wrong(&STRINGS, Value::is_string) {
        return Err(Refusal::inappropriate());
    }
    read(body)
}

/// A body with its keys in order, so that two spellings of one request are equal (contract.md §4).
pub(crate) fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            let fields: Vec<String> = keys
                .into_iter()
                .filter_map(|key| Some((key, fields.get(key)?)))
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_the_meaning_of_a_body_counts() {
        let one = json!({ "a": 1, "b": { "x": [1, { "p": 1, "q": 2 }], "y": "t" } });
        let other = json!({ "b": { "y": "t", "x": [1, { "q": 2, "p": 1 }] }, "a": 1 });
        assert_eq!(canonical(&one), canonical(&other));
        assert_ne!(canonical(&json!({ "a": 1 })), canonical(&json!({ "a": "1" })));
        assert_ne!(canonical(&json!([1, 2])), canonical(&json!([2, 1])));
    }

    #[test]
    fn a_null_field_is_not_there_and_a_null_in_a_list_is_wrong() {
        let body = br#"{"a":null,"b":{"c":null,"d":[{"e":null,"f":1}]},"g":[]}"#;
        assert_eq!(parse(body).unwrap(), json!({ "b": { "d": [{ "f": 1 }] }, "g": [] }));
        for wrong in ["[null]", "[[null]]", "[{\"x\":[null]}]", "{\"x\":[1,null]}"] {
            let body = format!("{{\"a\":{wrong}}}");
            assert_eq!(parse(body.as_bytes()).unwrap_err().code, "InappropriateJSON", "{wrong}");
        }
    }

    #[test]
    fn null_and_wrong_types_are_told_from_bad_json() {
        for (body, code) in [
            (&b"{"[..], "MalformedJSON"),
            (b"[]", "InappropriateJSON"),
            (b"{\"a\":{\"b\":[null]}}", "InappropriateJSON"),
            (b"null", "InappropriateJSON"),
            (b"\xff", "MalformedJSON"),
        ] {
            assert_eq!(parse(body).unwrap_err().code, code);
        }
        let minimal = json!({ "imageId": "m-1", "billing": { "paymentTiming": "Postpaid" } });
        assert!(create(&minimal).is_ok());
        for (key, value) in [
            ("imageId", json!(1)),
            ("purchaseCount", json!("1")),
            ("purchaseCount", json!(1.5)),
            ("relationTag", json!("true")),
            ("tags", json!({})),
            ("createCdsList", json!([{ "storageType": "hp1" }])),
            ("userData", json!(1)),
            ("fileSystems", json!({})),
            ("cdsAutoRenew", json!("true")),
        ] {
            let mut body = minimal.clone();
            body[key] = value;
            assert_eq!(create(&body).unwrap_err().code, "InappropriateJSON", "{key}");
        }
        let mut extra = minimal;
        extra["somethingNew"] = json!(1);
        assert!(create(&extra).is_ok());
    }
}
