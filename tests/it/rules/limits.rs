//! The predicates themselves, where the rules do not reach.

use bcc_wizard::domain::problem::Severity;
use bcc_wizard::domain::rules::limits::{
    self, NotWhole, PASSWORD_MORE_SYMBOLS, PASSWORD_SYMBOLS, PasswordTicks, Verdict,
};
use bcc_wizard::domain::units::Money;
use bcc_wizard::runtime::executor::mint_token;
use rstest::rstest;
use rust_decimal::Decimal;

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

#[rstest]
#[case("40 GB", Some(40))]
#[case("40gb", Some(40))]
#[case(" 40g ", Some(40))]
#[case("2 TB", Some(2048))]
#[case("４０ＧＢ", Some(40))]
#[case("40", Some(40))]
#[case("40 dogs", None)]
#[case("40.5", None)]
#[case("-40", None)]
#[case("GB", None)]
#[case("", None)]
#[case("99999999999 GB", None)]
#[case("4294967295 TB", None)]
fn a_number_with_a_unit_tells_what_was_meant(#[case] text: &str, #[case] meant: Option<u32>) {
    assert_eq!(limits::meant(text, limits::GB_WORDS), meant);
}

#[test]
fn units_are_those_of_the_field() {
    assert_eq!(limits::meant("1 Gbps", limits::MBPS_WORDS), Some(1000));
    assert_eq!(limits::meant("3 台", limits::PIECE_WORDS), Some(3));
    assert_eq!(limits::meant("6个月", limits::MONTH_WORDS), Some(6));
    assert_eq!(limits::meant("1 year", limits::MONTH_WORDS), None);
    assert_eq!(limits::meant("2 Years", limits::YEAR_WORDS), Some(2));
    assert_eq!(limits::meant("3 GB", limits::PIECE_WORDS), None);
}

#[rstest]
#[case("192.168.0.0/20", "192.168.0.2", "192.168.15.254")]
#[case("192.168.7.9/24", "192.168.7.2", "192.168.7.254")]
#[case("10.0.0.0/30", "10.0.0.2", "10.0.0.2")]
#[case("0.0.0.0/0", "0.0.0.2", "255.255.255.254")]
fn hosts_begin_behind_the_first_address(
    #[case] cidr: &str,
    #[case] first: &str,
    #[case] last: &str,
) {
    let hosts = limits::hosts(cidr).unwrap();
    assert_eq!((hosts.start().to_string(), hosts.end().to_string()), (first.into(), last.into()));
}

#[test]
fn a_small_network_has_no_hosts_and_no_network_none_at_all() {
    for small in ["10.0.0.0/31", "10.0.0.0/32", "255.255.255.255/32"] {
        assert!(limits::hosts(small).unwrap().is_empty(), "{small}");
    }
    for none in ["", "10.0.0.0", "10.0.0.0/33", "10.0.0/24", "10.0.0.0/x", "fe80::/64", "/", "a/b"]
    {
        assert_eq!(limits::hosts(none), None, "{none}");
    }
}

#[rstest]
#[case("192.168.0.10", Some("192.168.0.10"))]
#[case("192.168.000.010", Some("192.168.0.10"))]
#[case(" 192.168.0.10/24 ", Some("192.168.0.10"))]
#[case("192。168。0。10", Some("192.168.0.10"))]
#[case("192.168.0.256", None)]
#[case("192.168.0", None)]
#[case("192.168.0.1.2", None)]
#[case("192.168..1", None)]
#[case("192.168.0.-1", None)]
#[case("", None)]
fn an_address_is_guessed_only_where_it_is_plain(#[case] text: &str, #[case] meant: Option<&str>) {
    assert_eq!(limits::address_meant(text).map(|address| address.to_string()).as_deref(), meant);
}

#[rstest]
#[case(1, "0", "0.00000001")]
#[case(123_456_789, "0.12345678", "0.12345679")]
fn a_bid_is_rounded_up_to_what_can_be_typed(
    #[case] billionths: i64,
    #[case] below: &str,
    #[case] raised: &str,
) {
    let market = Money(Decimal::new(billionths, 9));
    assert_eq!(limits::bid_of(market), raised);
    assert!(limits::bid_price(raised).unwrap() >= market);
    assert!(below.parse::<Money>().unwrap() < market);
}

#[test]
fn a_bid_that_is_exact_stays_as_it_is() {
    assert_eq!(limits::bid_of("0.0050".parse().unwrap()), "0.005");
    assert_eq!(limits::bid_of("2".parse().unwrap()), "2");
}

#[test]
fn the_clock_may_be_off_by_minutes() {
    let verdicts = [
        (0, Verdict::Fine),
        (299, Verdict::Fine),
        (300, Verdict::Unusual),
        (1800, Verdict::Unusual),
        (1801, Verdict::Refused),
        (u64::MAX, Verdict::Refused),
    ];
    for (off, verdict) in verdicts {
        assert_eq!(limits::clock(off), verdict, "{off}");
    }
}

#[test]
fn a_token_is_ascii_and_at_most_64_long_and_each_is_new() {
    assert!(limits::token_format("x") && limits::token_format(&"x".repeat(64)));
    for wrong in ["", "a b", "a\n", "字", &"x".repeat(65)] {
        assert!(!limits::token_format(wrong), "{wrong:?}");
    }
    let (one, other) = (mint_token(), mint_token());
    assert!(limits::token_format(&one) && limits::token_format(&other));
    assert_ne!(one, other);
}

#[test]
fn cleaned_texts_are_valid_and_never_longer_than_allowed() {
    let long = format!("1 {}", "名x ".repeat(60));
    for text in ["", " ", "1", "!!!", "１２３ａ", "a\u{7}b", "🦀web", "-a-", "a /b", &long] {
        if let Some(name) = limits::name_cleaned(text, 65) {
            assert_ne!(limits::name_charset(&name), Verdict::Refused, "{text:?} → {name:?}");
            assert!(limits::name_length(&name) && name == name.trim(), "{name:?}");
        }
        if let Some(name) = limits::ip_name_cleaned(text) {
            assert!(limits::ip_name_charset(&name) && limits::ip_name_length(&name), "{name:?}");
        }
        if let Some(tag) = limits::tag_cleaned(text) {
            assert!(limits::tag_charset(&tag) && limits::tag_length(&tag), "{tag:?}");
        }
        if let Some(host) = limits::hostname_cleaned(text, 64) {
            assert!(limits::hostname_charset(&host) && limits::hostname_length(&host), "{host:?}");
        }
    }
    assert_eq!(limits::name_cleaned("１２３ａ", 65).as_deref(), Some("a"));
    assert_eq!(limits::name_cleaned("服务 器!", 3).as_deref(), Some("服务"));
}
