//! Key pair and password of an order.

use secrecy::{ExposeSecret as _, SecretString};

use crate::api::cipher;
use crate::domain::rules::limits::{self, Verdict};
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::resources::Image;
use crate::sandbox::request::Request;

/// `x.login_one`, `x.login_windows`, `x.login_keep`, `key.listed`, `pass.*`; the answer's warnings.
pub(super) fn check(
    catalog: &Catalog,
    image: &Image,
    secret_key: &SecretString,
    request: &Request,
) -> Result<Vec<String>, Refusal> {
    let ways = usize::from(request.keypair_id.is_some())
        + usize::from(request.admin_pass.is_some())
        + usize::from(request.keep_image_login);
    if ways > 1 {
        return Err(Refusal::bad("keypairId, adminPass and keepImageLogin exclude each other."));
    }
    if request.keep_image_login && !image.keeps_login() {
        return Err(Refusal::invalid("keepImageLogin"));
    }
    if let Some(id) = &request.keypair_id {
        if !catalog.keypairs.iter().any(|pair| pair.id == *id) {
            return Err(Refusal::new(
                404,
                "Keypair.KeypairNotExist",
                "The keypair does not exist.",
            ));
        }
        if image.windows {
            return Err(Refusal::bad("keypair is not supported by windows."));
        }
    }
    if let Some(cipher_text) = &request.admin_pass {
        let password =
            cipher::decrypt(cipher_text, secret_key).map_err(|_| Refusal::inappropriate())?;
        if !acceptable(password.expose_secret()) {
            return Err(Refusal::invalid("adminPass"));
        }
    }
    Ok(match ways {
        0 => vec!["No password and no key pair: reset the password before the first login.".into()],
        _ => Vec::new(),
    })
}

/// `pass.len`, `pass.classes`, `pass.charset`: what only some sources allow is allowed here.
fn acceptable(password: &str) -> bool {
    let verdicts = [
        limits::password_length(password),
        limits::password_classes(password),
        limits::password_charset(password),
    ];
    !verdicts.contains(&Verdict::Refused)
}

#[cfg(test)]
mod tests {
    use super::acceptable;

    #[test]
    fn passwords_are_judged_by_the_widest_rule() {
        for good in ["Abcd123!", "abcd123!", "Abcdefg1", "Ab1~Ab1~", &"Aa1".repeat(10)] {
            assert!(acceptable(good), "{good}");
        }
        for bad in [
            "",
            "Abc123!",
            "abcdefgh",
            "abcd1234",
            "Abcd 123!",
            "Abcd123\"",
            "密Abcd123!",
            &"Aa1".repeat(11),
        ] {
            assert!(!acceptable(bad), "{bad}");
        }
    }
}
