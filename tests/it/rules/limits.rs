//! The predicates themselves, where the rules do not reach.

use bcc_wizard::domain::problem::Severity;
use bcc_wizard::domain::rules::limits::{
    self, NotWhole, PASSWORD_MORE_SYMBOLS, PASSWORD_SYMBOLS, PasswordTicks, Verdict,
};
use rstest::rstest;

#[rstest]
#[case("40", Ok(40))]
#[case(" 40\u{3000}", Ok(40))]
#[case("007", Ok(7))]
#[case("0", Ok(0))]
#[case("4294967295", Ok(u32::MAX))]
#[case("4294967296", Err(NotWhole::TooLarge))]
#[case("", Err(NotWhole::Empty))]
#[case(" \t", Err(NotWhole::Empty))]
#[case("40 GB", Err(NotWhole::NotDigits))]
#[case("4 0", Err(NotWhole::NotDigits))]
#[case("-1", Err(NotWhole::NotDigits))]
#[case("+1", Err(NotWhole::NotDigits))]
#[case("4.5", Err(NotWhole::NotDigits))]
#[case("1e3", Err(NotWhole::NotDigits))]
#[case("４０", Err(NotWhole::NotDigits))]
#[case("٤٠", Err(NotWhole::NotDigits))]
fn whole_numbers_are_digits_alone(#[case] text: &str, #[case] read: Result<u32, NotWhole>) {
    assert_eq!(limits::whole(text), read);
}

#[rstest]
#[case("enhanced_ssd_pl1", "SSD_Enhanced", true)]
#[case("cloud_hp1", "premium_ssd", true)]
#[case("hp1", "ssd", true)]
#[case("local_hdd", "std1", true)]
#[case("local-hdd", "std1", true)]
#[case("local_nvme", "nvme", true)]
#[case("local-ssd", "local_ssd", true)]
#[case("hp1", "cloud_hp1", false)]
#[case("enhanced_ssd_pl1", "enhanced_ssd_pl2", false)]
#[case("local", "local_ssd", false)]
fn two_names_of_a_storage_type_are_one(#[case] a: &str, #[case] b: &str, #[case] same: bool) {
    assert_eq!(limits::same_storage(a, b), same);
    assert_eq!(limits::same_storage(b, a), same);
}

#[rstest]
#[case("l1", 0, false, true)]
#[case("L3", 0, false, true)]
#[case("l1", 0, true, false)]
#[case("g5", 1, false, true)]
#[case("g5", 1, true, false)]
#[case("g5", 0, false, false)]
#[case("lc", 0, false, false)]
#[case("l", 0, false, false)]
#[case("", 0, false, false)]
fn storage_optimised_specs_are_told_by_family_or_disks(
    #[case] family: &str,
    #[case] local_disks: u32,
    #[case] accelerated: bool,
    #[case] expected: bool,
) {
    assert_eq!(limits::storage_optimised(family, local_disks, accelerated), expected);
}

#[test]
fn retiring_types_are_known_under_every_name() {
    for name in ["hdd", "std1", "sata", "local", "local-nvme", "nvme", "local_ssd"] {
        assert!(limits::retiring_storage(name), "{name}");
    }
    for name in ["hp1", "ssd", "cloud_hp1", "elastic_ephemeral_disk", ""] {
        assert!(!limits::retiring_storage(name), "{name}");
    }
}

#[test]
fn the_family_stands_in_the_name() {
    assert_eq!(limits::family_of("bcc.g5.c2m8"), Some("g5"));
    assert_eq!(limits::family_of("bcc..c2m8"), None);
    assert_eq!(limits::family_of("bcc"), None);
}

#[test]
fn ticks_follow_the_typing() {
    let none = PasswordTicks::default();
    assert_eq!(limits::password_ticks(""), none);
    assert_eq!(
        limits::password_ticks("a"),
        PasswordTicks { letter: true, only_safe: true, ..none }
    );
    assert_eq!(limits::password_ticks("a1~"), PasswordTicks { letter: true, digit: true, ..none });
    let all =
        PasswordTicks { length: true, letter: true, digit: true, symbol: true, only_safe: true };
    assert_eq!(limits::password_ticks("Abcd123!"), all);
    assert_eq!(limits::password_ticks("Abcd123!Abcd123!x"), PasswordTicks { length: false, ..all });
}

#[test]
fn each_printable_character_has_its_place_in_a_password() {
    for c in ' '..='~' {
        let expected = if c.is_ascii_alphanumeric() || PASSWORD_SYMBOLS.contains(c) {
            Verdict::Fine
        } else if c == ' ' || c == '"' {
            Verdict::Refused
        } else {
            assert!(PASSWORD_MORE_SYMBOLS.contains(c), "{c}");
            Verdict::Unusual
        };
        assert_eq!(limits::password_charset(&c.to_string()), expected, "{c}");
    }
}

#[test]
fn han_ends_where_the_script_ends() {
    for han in ['中', '々', '〇', '㐀', '𠀀', '\u{9fff}', '\u{f900}'] {
        assert!(limits::is_han(han), "{han}");
    }
    for other in ['a', 'é', 'あ', 'ア', '한', '，', '、', '\u{4dc0}', '\u{a000}', '１'] {
        assert!(!limits::is_han(other), "{other}");
    }
}

#[test]
fn the_suffix_of_a_batch_has_the_digits_of_its_count() {
    let suffixes = [(0, 0), (1, 0), (2, 2), (9, 2), (10, 3), (100, 4)];
    for (count, length) in suffixes {
        assert_eq!(limits::batch_suffix_len(count), length, "{count}");
    }
}

#[test]
fn verdicts_weigh_as_they_should() {
    assert_eq!(Verdict::Fine.severity(), None);
    assert_eq!(Verdict::Unusual.severity(), Some(Severity::Warning));
    assert_eq!(Verdict::Refused.severity(), Some(Severity::Error));
}

#[rstest]
#[case("a", true)]
#[case("AL-T_AK09", true)]
#[case("", false)]
#[case("ak 1", false)]
#[case("ak/1", false)]
#[case("ak.1", false)]
#[case("钥匙", false)]
fn an_access_key_id_has_letters_digits_and_two_marks(#[case] id: &str, #[case] good: bool) {
    assert_eq!(limits::access_key_charset(id), good);
}

#[test]
fn a_secret_key_is_as_long_as_a_password_s_cipher_needs_and_has_no_blanks() {
    assert_eq!(limits::SECRET_KEY_MIN, bcc_wizard::api::cipher::KEY_BYTES);
    assert!(!limits::secret_key_length(&"x".repeat(15)));
    assert!(limits::secret_key_length(&"x".repeat(16)));
    // Bytes count, not characters.
    assert!(limits::secret_key_length(&"字".repeat(6)));
    assert!(limits::secret_charset("aZ0+/=|~!"));
    for wrong in ["a b", "a\n", "\u{7f}", "字"] {
        assert!(!limits::secret_charset(wrong), "{wrong:?}");
    }
}
