use secrecy::SecretString;

use super::{digest, too_old, with_password, without_password};
use crate::api::cipher;

const KEY: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn a_kept_body_has_no_password_and_the_same_password_makes_the_same_bytes() {
    let (key, password) = (SecretString::from(KEY), SecretString::from("Secret1!x"));
    let sealed = cipher::encrypt(&password, &key).unwrap();
    let body =
        format!("{{\"name\":\"a \\\"adminPass\\\":\\\"b\",\"adminPass\":\"{sealed}\",\"z\":1}}");
    let kept = without_password(&body);
    assert!(!kept.contains(&sealed) && kept.contains("\"adminPass\":\"{password}\""), "{kept}");
    assert_eq!(with_password(&kept, &password, &key).unwrap(), body);
    let other = with_password(&kept, &SecretString::from("Secret1!y"), &key).unwrap();
    assert_ne!(digest(&other), digest(&body));
}

#[test]
fn a_body_without_a_password_is_kept_as_it_is() {
    let body = "{\"name\":\"\\\"adminPass\\\":\\\"b\"}";
    assert_eq!(without_password(body), body);
}

#[test]
fn a_token_is_old_after_23_hours_or_when_its_age_cannot_be_read() {
    let ago = |hours: i64, minutes: i64| {
        let span = jiff::SignedDuration::from_mins(hours * 60 + minutes);
        (jiff::Timestamp::now() - span).to_string()
    };
    assert!(!too_old(&ago(22, 59)) && too_old(&ago(23, 1)));
    assert!(too_old("yesterday"));
}
