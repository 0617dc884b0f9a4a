//! Passwords that are made here: random, and accepted by every source (limits.md `pass.*`).

use secrecy::SecretString;
use zeroize::{Zeroize as _, Zeroizing};

use crate::domain::rules::limits::{PASSWORD_MAX, PASSWORD_SYMBOLS};

/// Small letters without those that look like a digit: `l`, `o`.
const SMALL: &str = "abcdefghijkmnpqrstuvwxyz";
/// Capital letters without those that look like a digit: `I`, `O`.
const CAPITAL: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Digits without those that look like a letter: `0`, `1`.
const DIGITS: &str = "23456789";
/// Every made password has at least one character of each of these.
const KINDS: [&str; 4] = [SMALL, CAPITAL, DIGITS, PASSWORD_SYMBOLS];

/// Draws: one for each character, and one for each exchange of the shuffling.
const DRAWS: usize = 2 * PASSWORD_MAX;

/// Makes a password of 16 characters out of `random`, which fills a buffer with random bytes: letters,
/// digits and symbols of `!@#$%^*()`, at least one small letter, capital letter, digit and symbol each,
/// none that looks like another.
pub fn generate<E>(random: impl FnOnce(&mut [u8]) -> Result<(), E>) -> Result<SecretString, E> {
    let mut bytes = Zeroizing::new([0; 4 * DRAWS]);
    random(bytes.as_mut_slice())?;
    let mut draws = bytes.chunks_exact(4).map(|four| {
        let mut number = [0; 4];
        number.copy_from_slice(four);
        u32::from_le_bytes(number)
    });
    // The numbers are so large beside `of` that no remainder is noticeably likelier than another.
    let mut below = |of: usize| draws.next().map_or(0, |draw| draw as usize % of.max(1));
    let all = KINDS.concat();
    let mut made = Zeroizing::new([0; PASSWORD_MAX]);
    for (at, place) in made.iter_mut().enumerate() {
        let of = KINDS.get(at).map_or(all.as_bytes(), |kind| kind.as_bytes());
        *place = of[below(of.len())];
    }
    for last in (1..PASSWORD_MAX).rev() {
        made.swap(last, below(last + 1));
    }
    let mut text = String::with_capacity(PASSWORD_MAX);
    text.extend(made.iter().copied().map(char::from));
    let secret = SecretString::from(text.as_str());
    text.zeroize();
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::convert::Infallible;

    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::domain::rules::limits::{self, Verdict};

    /// Bytes that are not random but far from alike.
    fn made(seed: u64) -> String {
        let mut state = seed;
        let secret = generate(|bytes| {
            for byte in bytes {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *byte = (state >> 56) as u8;
            }
            Ok::<_, Infallible>(())
        });
        secret.unwrap().expose_secret().to_owned()
    }

    #[test]
    fn every_source_takes_every_made_password() {
        let mut seen = BTreeSet::new();
        for seed in 0..2_000 {
            let password = made(seed);
            assert_eq!(password.chars().count(), 16);
            for verdict in [
                limits::password_length(&password),
                limits::password_classes(&password),
                limits::password_charset(&password),
            ] {
                assert_eq!(verdict, Verdict::Fine, "{password}");
            }
            for kind in KINDS {
                assert!(password.contains(|c| kind.contains(c)), "{password} has none of {kind}");
            }
            assert!(!password.contains(['0', 'O', 'o', '1', 'l', 'I']), "{password}");
            seen.insert(password);
        }
        assert_eq!(seen.len(), 2_000, "no two are alike");
    }

    #[test]
    fn every_character_comes_at_every_place() {
        let mut seen = vec![BTreeSet::new(); PASSWORD_MAX];
        for seed in 0..6_000 {
            for (at, c) in made(seed).chars().enumerate() {
                seen[at].insert(c);
            }
        }
        let all = KINDS.concat().chars().count();
        for (at, seen) in seen.iter().enumerate() {
            assert_eq!(seen.len(), all, "at {at}");
        }
    }

    #[test]
    fn without_randomness_there_is_no_password() {
        assert_eq!(generate(|_| Err("no randomness")).map(drop), Err("no randomness"));
    }
}
