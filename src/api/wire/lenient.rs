//! Readers for `deserialize_with` that take what the cloud really sends (contract.md §1.3, §11.2):
//! numbers as strings and strings as numbers, `""`, `null`, a missing key, the word `"null"`, `"-"`.
//!
//! None of them but [`key`] fails on a wrong type; use them with `#[serde(default)]`, so that a missing key is
//! the same as an empty value.

use rust_decimal::Decimal;
use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use crate::domain::units::{Gib, Money};

/// The text of a string, number or boolean; nothing for everything else.
fn text_of(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// Whether a text stands for "nothing" where an id, an address or a number is expected.
fn is_absent(text: &str) -> bool {
    matches!(text, "" | "-") || text.eq_ignore_ascii_case("null")
}

/// A text that people wrote, kept as it is.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Value::deserialize(deserializer).map(text_of)
}

/// An id or an address, without blanks around it; empty for every spelling of "none".
pub fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = text(deserializer)?;
    let text = text.trim();
    Ok(if is_absent(text) { String::new() } else { text.to_owned() })
}

/// An id without which its object is useless: an error when it is not said, so that the element is left out.
pub fn key<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = id(deserializer)?;
    if id.is_empty() { Err(serde::de::Error::custom("the id is empty")) } else { Ok(id) }
}

/// A text that people wrote and without which its object is useless, such as the key of a tag: an error
/// when it is blank. Unlike [`key`] it may be any word, even `null`.
pub fn filled<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = text(deserializer)?;
    if text.trim().is_empty() {
        Err(serde::de::Error::custom("the text is empty"))
    } else {
        Ok(text)
    }
}

/// A date as delivered; empty for every spelling of "none" and for the start of 1971, which stands for
/// "never" (contract.md §7.5).
pub fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let date = id(deserializer)?;
    Ok(if date.starts_with("1971-01-01") { String::new() } else { date })
}

/// What people are to read, however it is packed: a text, a list of texts, or of objects that hold
/// one under `message`, else as they stand.
pub fn sayings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let values = match Value::deserialize(deserializer)? {
        Value::Array(values) => values,
        one => vec![one],
    };
    let said = values.into_iter().map(|value| match value {
        Value::Object(object) => match object.get("message") {
            Some(Value::String(message)) => message.clone(),
            _ => Value::Object(object).to_string(),
        },
        other => text_of(other),
    });
    Ok(said.map(|text| text.trim().to_owned()).filter(|text| !is_absent(text)).collect())
}

/// The list of non-empty texts of an array.
pub fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let Value::Array(values) = Value::deserialize(deserializer)? else {
        return Ok(Vec::new());
    };
    let texts = values.into_iter().map(text_of).map(|text| text.trim().to_owned());
    Ok(texts.filter(|text| !is_absent(text)).collect())
}

/// A whole number that is not negative; `None` when it is not said or is no such number.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    let text = text(deserializer)?;
    let number = decimal(&text).filter(Decimal::is_integer);
    Ok(number.and_then(|number| u32::try_from(number).ok()))
}

/// Like [`number`], with 0 for what is not said.
pub fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Ok(number(deserializer)?.unwrap_or_default())
}

/// The usable small numbers of an array, such as hours of a day.
pub fn numbers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let texts = texts(deserializer)?;
    let whole = texts.iter().filter_map(|text| decimal(text)).filter(Decimal::is_integer);
    Ok(whole.filter_map(|number| u8::try_from(number).ok()).collect())
}

/// Any number, below zero too; `None` when it is not said or is none.
pub fn signed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    Ok(decimal(&text(deserializer)?))
}

/// A limit or size where 0 means "not said".
pub fn limit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    Ok(number(deserializer)?.filter(|number| *number > 0))
}

/// A size, rounded up to whole GB as the API counts; `None` when it is not said.
pub fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Gib>, D::Error> {
    let text = text(deserializer)?;
    Ok(decimal(&text).and_then(|size| u32::try_from(size.ceil()).ok()).map(Gib))
}

/// A yes or no in any spelling; no for what is not said.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let text = text(deserializer)?;
    Ok(text == "1" || text.eq_ignore_ascii_case("true"))
}

/// An amount in CNY, with or without a unit behind a slash, which is dropped.
pub fn money<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Money>, D::Error> {
    Ok(amount(&text(deserializer)?).0)
}

/// Reads `0.00233/minute` into the amount and its unit. Amounts below zero are not prices.
pub fn amount(text: &str) -> (Option<Money>, String) {
    let (amount, unit) = text.split_once('/').unwrap_or((text, ""));
    let amount = decimal(amount).filter(|amount| !amount.is_sign_negative()).map(Money);
    (amount, unit.trim().to_owned())
}

fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    if is_absent(text) {
        return None;
    }
    text.parse::<Money>().ok().map(|money| money.0)
}

/// The usable elements of an array; the others are left out. Nothing for what is no array.
pub fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Value::deserialize(deserializer).map(elements)
}

/// The usable elements of a value that should be an array.
pub fn elements<T: DeserializeOwned>(value: Value) -> Vec<T> {
    let Value::Array(values) = value else { return Vec::new() };
    values.into_iter().filter_map(|value| serde_json::from_value(value).ok()).collect()
}

/// An object, or its default for what is none.
pub fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    let value = Value::deserialize(deserializer)?;
    Ok(if value.is_object() {
        serde_json::from_value(value).unwrap_or_default()
    } else {
        T::default()
    })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::Deserialize;

    use super::amount;
    use crate::domain::units::{Gib, Money};

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct All {
        #[serde(deserialize_with = "super::text")]
        text: String,
        #[serde(deserialize_with = "super::id")]
        id: String,
        #[serde(deserialize_with = "super::texts")]
        texts: Vec<String>,
        #[serde(deserialize_with = "super::number")]
        number: Option<u32>,
        #[serde(deserialize_with = "super::limit")]
        limit: Option<u32>,
        #[serde(deserialize_with = "super::count")]
        count: u32,
        #[serde(deserialize_with = "super::size")]
        size: Option<Gib>,
        #[serde(deserialize_with = "super::flag")]
        flag: bool,
        #[serde(deserialize_with = "super::money")]
        money: Option<Money>,
        #[serde(deserialize_with = "super::numbers")]
        numbers: Vec<u8>,
        #[serde(deserialize_with = "super::signed")]
        signed: Option<Decimal>,
        #[serde(deserialize_with = "super::date")]
        date: String,
        #[serde(deserialize_with = "super::sayings")]
        sayings: Vec<String>,
    }

    #[derive(Deserialize)]
    struct Filled {
        #[serde(deserialize_with = "super::filled")]
        word: String,
    }

    fn read(json: &str) -> All {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn every_spelling_of_nothing_is_nothing() {
        for nothing in ["null", "\"\"", "\"null\"", "\"-\"", "[]", "{}", "\" \""] {
            let json = format!(
                r#"{{"id":{nothing},"texts":{nothing},"number":{nothing},"limit":{nothing},
                "count":{nothing},"size":{nothing},"flag":{nothing},"money":{nothing},
                "numbers":{nothing},"signed":{nothing},"date":{nothing}}}"#
            );
            assert_eq!(read(&json), All::default(), "{nothing}");
        }
        assert_eq!(read("{}"), All::default());
        assert_eq!(read(r#"{"text":"-"}"#).text, "-");
    }

    #[test]
    fn numbers_and_strings_stand_for_each_other() {
        for json in [
            r#"{"text":16,"id":" 16 ","number":"16","limit":16.0,"count":"16","size":15.2,"flag":1,"money":16}"#,
            r#"{"text":"16","id":16,"number":16,"limit":"16","count":1.6e1,"size":"16","flag":"TRUE","money":"16.00/month"}"#,
        ] {
            let all = read(json);
            assert_eq!((all.text.as_str(), all.id.as_str()), ("16", "16"));
            assert_eq!((all.number, all.limit, all.count), (Some(16), Some(16), 16));
            assert_eq!((all.size, all.flag), (Some(Gib(16)), true));
            assert_eq!(all.money, Some(Money(16.into())));
        }
        assert_eq!(read(r#"{"texts":["a",1,null,"","-",{}]}"#).texts, ["a", "1"]);
    }

    #[test]
    fn what_is_no_such_number_is_not_said() {
        for wrong in
            ["-1", "\"-1\"", "1.5", "\"1e99\"", "4294967296", "\"abc\"", "\"0x10\"", "true"]
        {
            let all = read(&format!(r#"{{"number":{wrong},"limit":{wrong}}}"#));
            assert_eq!((all.number, all.limit), (None, None), "{wrong}");
        }
        let zero = read(r#"{"number":0,"limit":"0"}"#);
        assert_eq!((zero.number, zero.limit), (Some(0), None));
        assert_eq!(read(r#"{"money":-0.5,"size":-3}"#), All::default());
    }

    #[test]
    fn warnings_are_read_however_they_are_packed() {
        for (json, sayings) in [
            ("null", vec![]),
            ("[]", vec![]),
            (r#""one""#, vec!["one"]),
            (r#"["one", "", null, 2]"#, vec!["one", "2"]),
            (r#"[{"message":"one","code":7}, {"code":"x"}]"#, vec!["one", r#"{"code":"x"}"#]),
            (r#"{"message":"one"}"#, vec!["one"]),
        ] {
            assert_eq!(read(&format!(r#"{{"sayings":{json}}}"#)).sayings, sayings, "{json}");
        }
    }

    #[test]
    fn dates_hours_debts_and_words() {
        assert_eq!(read(r#"{"date":"2015-07-08T10:22:04Z"}"#).date, "2015-07-08T10:22:04Z");
        assert_eq!(read(r#"{"date":"1971-01-01T00:00:01Z"}"#).date, "");
        let all = read(r#"{"numbers":[20,"21",-1,256,1.5,null,"x"],"signed":"-12.50"}"#);
        assert_eq!(all.numbers, [20, 21]);
        assert_eq!(all.signed.unwrap().to_string(), "-12.50");
        let word = |json: &str| serde_json::from_str::<Filled>(json).map(|filled| filled.word).ok();
        assert_eq!(word(r#"{"word":"null"}"#).as_deref(), Some("null"));
        assert_eq!(word(r#"{"word":7}"#).as_deref(), Some("7"));
        for blank in ["null", "\"\"", "\" \"", "[]", "{}"] {
            assert_eq!(word(&format!(r#"{{"word":{blank}}}"#)), None, "{blank}");
        }
    }

    #[test]
    fn amounts_keep_every_decimal_and_their_unit() {
        for (text, shown, unit) in [
            ("0.00233/minute", "0.00233", "minute"),
            ("0.76 / GB", "0.76", "GB"),
            ("316.00", "316.00", ""),
            ("1e-5", "0.00001", ""),
        ] {
            let (money, read_unit) = amount(text);
            assert_eq!((money.unwrap().0.to_string().as_str(), read_unit.as_str()), (shown, unit));
        }
        assert_eq!(amount("free"), (None, String::new()));
        // As a number too: no binary float lies between the text that travels and the decimal.
        for digits in ["0.00245", "0.10", "0.1234567890123456789", "12345678901234567.89"] {
            let all = read(&format!(r#"{{"money":{digits}}}"#));
            assert_eq!(all.money.unwrap().0.to_string(), digits);
        }
    }
}
