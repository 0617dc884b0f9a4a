//! bce-auth-v1 and the password cipher against vectors made by the official signers.

use bcc_wizard::api::cipher;
use bcc_wizard::api::sign::{self, Signable, SignedHeaders};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

fn vectors(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn pairs(list: &Value) -> Vec<(String, String)> {
    let pairs = list.as_array().unwrap().iter();
    pairs
        .map(|pair| {
            (pair[0].as_str().unwrap().to_owned(), pair[1].as_str().unwrap_or_default().to_owned())
        })
        .collect()
}

#[test]
fn every_portable_vector_passes_at_each_stage() {
    let mut checked = 0;
    for vector in vectors(include_str!("../vectors/signing.json")) {
        if vector["portable"] != true {
            continue;
        }
        let name = vector["name"].as_str().unwrap();
        let input = &vector["input"];
        let text = |key: &str| input[key].as_str().unwrap();
        let (query, headers) = (pairs(&input["params"]), pairs(&input["headers"]));
        let names: Option<Vec<String>> = input["headers_to_sign"]
            .as_array()
            .map(|list| list.iter().map(|n| n.as_str().unwrap().to_ascii_lowercase()).collect());
        let listed: Vec<&str> = names.iter().flatten().map(String::as_str).collect();
        let signed = match names {
            Some(_) => SignedHeaders::Listed(&listed),
            None => SignedHeaders::Default,
        };

        let request = sign::canonical_request(
            &Signable {
                method: text("method"),
                path: text("path"),
                query: &query,
                headers: &headers,
            },
            signed,
        );
        assert_eq!(request, vector["steps"]["canonical_request"].as_str().unwrap(), "{name}");

        let prefix = sign::prefix(
            text("access_key_id"),
            text("timestamp"),
            u32::try_from(input["expiration_seconds"].as_u64().unwrap()).unwrap(),
        );
        let key = sign::signing_key(&SecretString::from(text("secret_access_key")), &prefix);
        assert_eq!(key, vector["steps"]["signing_key"].as_str().unwrap(), "{name}");

        let authorization = sign::authorization(&prefix, &key, &request, signed);
        assert_eq!(authorization, vector["authorization"].as_str().unwrap(), "{name}");
        checked += 1;
    }
    assert!(checked >= 47, "only {checked} portable vectors were found");
}

#[test]
fn what_is_encoded_decodes_to_the_same_text() {
    for text in ["", "a b+c", "测试/%", "100%25", "~-._"] {
        assert_eq!(sign::decode(&sign::encode(text)).as_deref(), Some(text));
    }
    for broken in ["%", "%2", "%zz", "%+2", "%ff", "a%测"] {
        assert_eq!(sign::decode(broken), None, "{broken}");
    }
}

#[test]
fn every_password_vector_encrypts_and_decrypts() {
    let vectors = vectors(include_str!("../vectors/admin_pass.json"));
    assert!(vectors.len() >= 8);
    for vector in vectors {
        let name = vector["name"].as_str().unwrap();
        let secret_key = SecretString::from(vector["secret_access_key"].as_str().unwrap());
        let password = SecretString::from(vector["admin_pass"].as_str().unwrap());
        match vector["cipher_hex"].as_str() {
            Some(expected) => {
                assert_eq!(cipher::encrypt(&password, &secret_key).unwrap(), expected, "{name}");
                let back = cipher::decrypt(expected, &secret_key).unwrap();
                assert_eq!(back.expose_secret(), password.expose_secret(), "{name}");
            }
            None => assert!(cipher::encrypt(&password, &secret_key).is_err(), "{name}"),
        }
    }
}

#[test]
fn a_password_that_cannot_be_encrypted_is_refused() {
    let long = SecretString::from("examplesecretkey0123456789abcdef");
    let short = SecretString::from("fifteen-bytes..");
    let password = SecretString::from("Abcd123!");
    assert_eq!(cipher::encrypt(&password, &short), Err(cipher::CipherError::ShortKey));
    let chinese = SecretString::from("密码Abcd123!");
    assert_eq!(cipher::encrypt(&chinese, &long), Err(cipher::CipherError::NotAscii));
    for broken in [
        "",
        "zz",
        "abc",
        "+1+2+3+4+5+6+7+8+1+2+3+4+5+6+7+8",
        "00112233445566778899aabbccddeeff",
        "密",
    ] {
        assert!(cipher::decrypt(broken, &long).is_err(), "{broken}");
    }
}
