//! The filter of the spec table: `4c16g`, `>=8c`, `<1.0`, `gpu`, `arm`, a family, or plain words.
//!
//! Every word of a filter must hold. A word that cannot be understood is looked for as it stands, so
//! that nothing typed is ever an error; nothing typed is ever too long or too strange either.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::domain::catalog::{Arch, Cards, Spec};
use crate::domain::units::Money;

/// What a filter looks at in a spec, worked out once when its list is loaded.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Everything that plain words are looked for in, in lower case.
    text: String,
    /// The family in lower case.
    family: String,
    /// The parts of its cards' names in lower case, such as `nvidia` and `a10`.
    cards: Vec<String>,
    /// The part of its processor's name that reads like a number of vCPUs, such as `8350c`.
    processor: Option<String>,
    vcpus: u32,
    memory: u32,
    gpu: bool,
    fpga: bool,
    arch: Arch,
    metal: bool,
}

impl Profile {
    /// The profile of a spec.
    pub fn of(spec: &Spec) -> Self {
        let with = |kind: &str, cards: &Option<Cards>| {
            cards.as_ref().map(|c| format!("{kind} {}x{}", c.count, c.model)).unwrap_or_default()
        };
        let text = format!(
            "{} {} {}c{}g {} {} {} {} {} {} {}",
            spec.name,
            spec.family,
            spec.vcpus,
            spec.memory,
            spec.cpu_model,
            <&str>::from(spec.arch),
            with("gpu", &spec.gpu),
            with("fpga", &spec.fpga),
            if spec.bare_metal { "bare metal 裸金属" } else { "" },
            if spec.local_disks.is_some() { "local disk" } else { "" },
            spec.rdma,
        );
        let models = [&spec.gpu, &spec.fpga].into_iter().flatten();
        Self {
            text: text.to_lowercase(),
            family: spec.family.to_lowercase(),
            cards: models.flat_map(|cards| parts(&cards.model)).collect(),
            processor: parts(&spec.cpu_model).find(
                |part| matches!(shape(part), Some((Some(vcpus), None)) if vcpus >= PROCESSORS_FROM),
            ),
            vcpus: spec.vcpus,
            memory: spec.memory.get(),
            gpu: spec.gpu.is_some(),
            fpga: spec.fpga.is_some(),
            arch: spec.arch,
            metal: spec.bare_metal,
        }
    }
}

/// No machine has so many vCPUs, and processors are called so: `8350C`.
const PROCESSORS_FROM: u32 = 1000;

/// The parts of a card's or processor's name, in lower case.
fn parts(model: &str) -> impl Iterator<Item = String> + '_ {
    let apart = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '/');
    model.split(apart).filter(|part| !part.is_empty()).map(str::to_lowercase)
}

/// The names that a list of specs gives a meaning to.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    families: BTreeSet<String>,
    cards: BTreeSet<String>,
    processors: BTreeSet<String>,
}

impl Vocabulary {
    /// The names in these profiles.
    pub fn of<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let mut vocabulary = Self::default();
        for profile in profiles {
            if !vocabulary.families.contains(&profile.family) {
                vocabulary.families.insert(profile.family.clone());
            }
            for part in &profile.cards {
                if !vocabulary.cards.contains(part) {
                    vocabulary.cards.insert(part.clone());
                }
            }
            if let Some(part) = &profile.processor
                && !vocabulary.processors.contains(part)
            {
                vocabulary.processors.insert(part.clone());
            }
        }
        vocabulary
    }
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Comparison {
    /// A smaller number passes.
    less: bool,
    /// The number itself passes.
    equal: bool,
    /// A larger number passes.
    more: bool,
}

impl Comparison {
    const EXACTLY: Self = Self { less: false, equal: true, more: false };

    /// The comparison a word begins with, and what stands behind it.
    fn read(word: &str) -> Option<(Self, &str)> {
        let (less, equal, more) = (true, true, true);
        [
            (">=", Self { less: false, equal, more }),
            ("=>", Self { less: false, equal, more }),
            ("<=", Self { less, equal, more: false }),
            ("=<", Self { less, equal, more: false }),
            ("==", Self::EXACTLY),
            (">", Self { less: false, equal: false, more }),
            ("<", Self { less, equal: false, more: false }),
            ("=", Self::EXACTLY),
        ]
        .into_iter()
        .find_map(|(mark, comparison)| Some((comparison, word.strip_prefix(mark)?)))
    }

    fn holds<T: Ord>(self, found: &T, wanted: &T) -> bool {
        match found.cmp(wanted) {
            Ordering::Less => self.less,
            Ordering::Equal => self.equal,
            Ordering::Greater => self.more,
        }
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Term {
    /// `4c16g`, `4c`, `16g`, with a comparison before it or without.
    Shape {
        by: Comparison,
        vcpus: Option<u32>,
        memory: Option<u32>,
    },
    /// `<1.0`.
    Price {
        by: Comparison,
        amount: Decimal,
    },
    Gpu,
    Fpga,
    Arch(Arch),
    Metal,
    /// A family of the list, whole.
    Family(String),
    /// Part of a card's name in the list, whole.
    Card(String),
    /// Anything else.
    Word(String),
}

/// A filter that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    terms: Vec<Term>,
}

impl Filter {
    /// Reads what was typed. The vocabulary is that of the list to be filtered.
    pub fn read(typed: &str, vocabulary: &Vocabulary) -> Self {
        let typed = plain(typed);
        let mut terms = Vec::new();
        let mut words = typed.split_whitespace().peekable();
        while let Some(word) = words.next() {
            let term = match Comparison::read(word) {
                Some((by, "")) => match words.peek().and_then(|number| compared(by, number)) {
                    Some(term) => {
                        words.next();
                        term
                    }
                    // The number is about to be typed: no condition yet.
                    None if words.peek().is_none() => continue,
                    None => Term::Word(word.to_owned()),
                },
                Some((by, number)) => {
                    compared(by, number).unwrap_or_else(|| Term::Word(word.to_owned()))
                }
                None => named(word, vocabulary),
            };
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        Self { terms }
    }

    /// Whether it asks for nothing.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether it compares prices, so that its answer may change when prices come.
    pub fn compares_prices(&self) -> bool {
        self.terms.iter().any(|term| matches!(term, Term::Price { .. }))
    }

    /// Whether a spec passes. `cost` is its price under the present payment; without one, no comparison
    /// of prices is passed.
    pub fn passes(&self, spec: &Profile, cost: Option<Money>) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Shape { by, vcpus, memory } => {
                vcpus.is_none_or(|wanted| by.holds(&spec.vcpus, &wanted))
                    && memory.is_none_or(|wanted| by.holds(&spec.memory, &wanted))
            }
            Term::Price { by, amount } => cost.is_some_and(|cost| by.holds(&cost.0, amount)),
            Term::Gpu => spec.gpu,
            Term::Fpga => spec.fpga,
            Term::Arch(arch) => spec.arch == *arch,
            Term::Metal => spec.metal,
            Term::Family(family) => spec.family == *family,
            Term::Card(part) => spec.cards.contains(part),
            Term::Word(word) => spec.text.contains(word.as_str()),
        })
    }
}

/// Lower case, full-width forms made ordinary ones.
fn plain(typed: &str) -> String {
    let mut plain = String::with_capacity(typed.len());
    for c in typed.chars() {
        match c {
            '≥' | '⩾' | '≧' => plain.push_str(">="),
            '≤' | '⩽' | '≦' => plain.push_str("<="),
            '\u{3000}' => plain.push(' '),
            '￥' => plain.push('¥'),
            '\u{ff01}'..='\u{ff5e}' => {
                plain.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c));
            }
            _ => plain.push(c),
        }
    }
    plain.to_lowercase()
}

/// What stands behind a comparison: a shape, or an amount of money.
fn compared(by: Comparison, number: &str) -> Option<Term> {
    if let Some((vcpus, memory)) = shape(number) {
        return Some(Term::Shape { by, vcpus, memory });
    }
    let digits = number.strip_prefix('¥').unwrap_or(number);
    let decimal = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().any(|byte| byte.is_ascii_digit());
    let amount = decimal.then(|| digits.parse().ok())??;
    Some(Term::Price { by, amount })
}

/// vCPUs and gigabytes of `4c16g`, `4c` or `16g`; `核` is read as `c`, and `gb` as `g`.
fn shape(word: &str) -> Option<(Option<u32>, Option<u32>)> {
    let (number, rest) = leading(word)?;
    let after = |rest: &'_ str, units: [&str; 2]| {
        units.iter().find_map(|unit| rest.strip_prefix(unit).map(str::to_owned))
    };
    if let Some(rest) = after(rest, ["c", "核"]) {
        if rest.is_empty() {
            return Some((Some(number), None));
        }
        let (memory, rest) = leading(&rest)?;
        return ["g", "gb"].contains(&rest).then_some((Some(number), Some(memory)));
    }
    ["g", "gb"].contains(&rest).then_some((None, Some(number)))
}

/// The whole number a word begins with, and what stands behind it.
fn leading(word: &str) -> Option<(u32, &str)> {
    let end = word.bytes().take_while(u8::is_ascii_digit).count();
    Some((word[..end].parse().ok()?, &word[end..]))
}

/// What a word without a comparison means.
fn named(word: &str, vocabulary: &Vocabulary) -> Term {
    match shape(word) {
        Some((vcpus, memory)) if !vocabulary.processors.contains(word) => {
            return Term::Shape { by: Comparison::EXACTLY, vcpus, memory };
        }
        _ => {}
    }
    match word {
        "gpu" => Term::Gpu,
        "fpga" => Term::Fpga,
        "arm" | "arm64" | "aarch64" => Term::Arch(Arch::Arm),
        "x86" | "x86_64" | "amd64" => Term::Arch(Arch::X86),
        "metal" | "裸金属" => Term::Metal,
        _ if vocabulary.families.contains(word) => Term::Family(word.to_owned()),
        _ if vocabulary.cards.contains(word) => Term::Card(word.to_owned()),
        _ => Term::Word(word.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::made_up;

    fn cards(model: &str, count: u32) -> Cards {
        Cards { model: model.to_owned(), count }
    }

    fn named(name: &str, spec: Spec) -> Spec {
        Spec { name: name.to_owned(), bare_metal: name.starts_with("ebc."), ..spec }
    }

    /// A list, and the price of each spec: a tenth of its vCPUs; the last has none.
    fn list() -> Vec<(Spec, Option<Money>)> {
        let spec = made_up::spec;
        let arm = Spec { arch: Arch::Arm, cpu_model: "Kunpeng 920".into(), ..spec("gr1", 8, 32) };
        let a10 = Spec { gpu: Some(cards("Nvidia A10", 1)), ..spec("gn5", 14, 56) };
        let a100 = Spec { gpu: Some(cards("Nvidia A100-SXM4-80GB", 8)), ..spec("gn7", 128, 1024) };
        let specs = vec![
            spec("g5", 4, 16),
            spec("g5", 8, 32),
            spec("g5ne", 4, 16),
            spec("c4", 4, 8),
            spec("c4", 44, 16),
            arm,
            named("bcc.gn5.c14m56.1a10", a10),
            named("ebc.gn7.c128m1024", a100),
            Spec { fpga: Some(cards("KU115", 1)), ..spec("f1", 16, 64) },
        ];
        let last = specs.len() - 1;
        let cost = |at: usize, spec: &Spec| {
            (at < last).then(|| Money(Decimal::new(i64::from(spec.vcpus), 1)))
        };
        specs.into_iter().enumerate().map(|(at, spec)| (spec.clone(), cost(at, &spec))).collect()
    }

    fn passing(typed: &str) -> Vec<String> {
        let list = list();
        let profiles: Vec<Profile> = list.iter().map(|(spec, _)| Profile::of(spec)).collect();
        let filter = Filter::read(typed, &Vocabulary::of(&profiles));
        list.iter()
            .zip(&profiles)
            .filter(|((_, cost), profile)| filter.passes(profile, *cost))
            .map(|((spec, _), _)| spec.name.split_once('.').unwrap().1.to_owned())
            .collect()
    }

    #[track_caller]
    fn check(typed: &[&str], names: &[&str]) {
        for typed in typed {
            assert_eq!(passing(typed), names, "{typed:?}");
        }
    }

    #[test]
    fn a_shape_is_exact_whole_or_in_part() {
        check(&["4c16g", "4C16G", "4c 16g", "4c16gb", "4核16G"], &["g5.c4m16", "g5ne.c4m16"]);
        check(&["4c"], &["g5.c4m16", "g5ne.c4m16", "c4.c4m8"]);
        check(&["16g", "16gb", "16GB"], &["g5.c4m16", "g5ne.c4m16", "c4.c44m16"]);
        check(&["4c64g", "0c", "4c 8c"], &[]);
    }

    #[test]
    fn sizes_are_compared() {
        check(
            &[">=16c", ">14c", "=>16c", ">= 16c", "≥16c"],
            &["c4.c44m16", "gn7.c128m1024", "f1.c16m64"],
        );
        check(&["<=8g", "<16g", "=8g", "==8g", "=<8g", "≤8g", "<= 8g"], &["c4.c4m8"]);
        check(&[">=8c <=32g"], &["g5.c8m32", "c4.c44m16", "gr1.c8m32"]);
        check(&[">=8c64g", ">=8c >=64g"], &["gn7.c128m1024", "f1.c16m64"]);
    }

    #[test]
    fn a_bare_number_is_a_price_and_what_has_no_price_never_passes() {
        check(&["<0.5", "<=0.4", "< .5", "<¥0.5", "=0.40"], &["g5.c4m16", "g5ne.c4m16", "c4.c4m8"]);
        check(&[">=1.4"], &["c4.c44m16", "gn5.c14m56.1a10", "gn7.c128m1024"]);
        assert!(!passing(">=0").contains(&"f1.c16m64".to_owned()));
        check(&["<0.5 >=0.5"], &[]);
    }

    #[test]
    fn full_width_forms_are_read_as_the_ordinary_ones() {
        check(&["４ｃ１６ｇ", "４Ｃ　１６Ｇ"], &["g5.c4m16", "g5ne.c4m16"]);
        check(&["＞＝１６ｃ", "≥１６ｃ", "≧16c"], &["c4.c44m16", "gn7.c128m1024", "f1.c16m64"]);
        check(&["＜０．５", "＜￥０.５"], &["g5.c4m16", "g5ne.c4m16", "c4.c4m8"]);
    }

    #[test]
    fn kinds_of_specs_have_words() {
        check(&["gpu", "GPU"], &["gn5.c14m56.1a10", "gn7.c128m1024"]);
        check(&["fpga"], &["f1.c16m64"]);
        check(&["arm", "ARM64", "aarch64"], &["gr1.c8m32"]);
        check(&["metal", "bare", "裸金属"], &["gn7.c128m1024"]);
        assert_eq!(passing("x86").len(), 8);
    }

    #[test]
    fn a_family_or_card_of_the_list_is_meant_whole_and_anything_else_is_part_of_a_name() {
        check(&["g5"], &["g5.c4m16", "g5.c8m32"]);
        check(&["g5n", "G5NE"], &["g5ne.c4m16"]);
        check(&["c4"], &["c4.c4m8", "c4.c44m16"]);
        check(&["a10"], &["gn5.c14m56.1a10"]);
        check(&["a100", "sxm4"], &["gn7.c128m1024"]);
        check(&["nvidia"], &["gn5.c14m56.1a10", "gn7.c128m1024"]);
        check(&["kunpeng"], &["gr1.c8m32"]);
        check(&["xeon g5ne", "8350c g5ne"], &["g5ne.c4m16"]);
    }

    #[test]
    fn all_words_must_hold_and_none_is_no_condition() {
        check(&["g5 8c <1.0"], &["g5.c8m32"]);
        check(&["g5 arm", "gpu fpga"], &[]);
        for nothing in ["", "  \t ", ">=", "<", "　"] {
            assert_eq!(passing(nothing).len(), 9, "{nothing:?}");
        }
        check(&["g5 8c >="], &["g5.c8m32"]);
    }

    #[test]
    fn what_cannot_be_understood_is_a_plain_word() {
        let long = "x".repeat(1000);
        let numbers = "9".repeat(1000);
        let many = "a b ".repeat(500);
        for strange in [
            "🦀",
            "按量付费",
            "\u{0}",
            "\u{1b}[2J",
            "\u{202e}",
            ">=abc",
            ">= abc",
            "<>",
            "><4c",
            "1.2.3c",
            "<1.2.3",
            "<.",
            "<¥",
            "-4c",
            ">-1",
            "4294967296c",
            "c",
            "g",
            "4c16",
            "4cg",
            "e\u{301}",
            "<1e3",
            long.as_str(),
            &format!("{numbers}c"),
            &format!("<{numbers}"),
            &format!("<{long}"),
            &many,
        ] {
            passing(strange);
        }
        check(&["🦀", ">=abc", "<1.2.3", "<.", "-4c", "4294967296c", "\u{0}"], &[]);
        check(&[&format!("<{numbers}"), &long], &[]);
        assert_eq!(passing(&many).len(), 9);
        // Half typed, it still finds its way.
        check(&["4c1"], &["g5.c4m16", "g5ne.c4m16", "c4.c44m16"]);
    }

    #[test]
    fn a_word_said_twice_is_looked_for_once() {
        let filter = Filter::read("ab AB ａｂ >=4c >= 4c", &Vocabulary::default());
        assert_eq!(filter.terms.len(), 2);
        assert!(
            !filter.compares_prices()
                && Filter::read("<1", &Vocabulary::default()).compares_prices()
        );
    }
}
