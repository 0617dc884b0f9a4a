//! Which rule speaks of a request. All that is remembered is how often each rule matched and spoke,
//! and when an operation was first asked; chance is a function of seed, rule and number alone, so that
//! the same requests in the same order meet the same faults.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::action::{Action, Spoil};
use super::plan::{Plan, Rule, When};
use crate::sandbox::operation::Operation;

/// The rules of a plan at work.
#[derive(Debug)]
pub(crate) struct Engine {
    plan: Plan,
    tallies: Mutex<Vec<Tally>>,
}

/// What one rule has seen.
#[derive(Clone, Debug, Default)]
struct Tally {
    matched: u64,
    spoken: u64,
    /// When each operation was first asked; kept for rules with an outage.
    first: HashMap<Option<Operation>, Timestamp>,
}

/// What becomes of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// How much longer it takes.
    pub delay: Duration,
    /// How far the clock is off that it is judged by, and that its answer shows.
    pub skew: SignedDuration,
    /// What is done to it; `None`: it is answered as it should be.
    pub spoil: Option<Spoil>,
}

impl Engine {
    pub fn new(plan: Plan) -> Self {
        let tallies = Mutex::new(vec![Tally::default(); plan.rules.len()]);
        Self { plan, tallies }
    }

    /// What becomes of the next request, which asks for this at this time.
    pub fn judge(&self, operation: Option<Operation>, now: Timestamp) -> Verdict {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let mut verdict = Verdict::default();
        for (at, (rule, tally)) in self.plan.rules.iter().zip(tallies.iter_mut()).enumerate() {
            if !rule.matches(operation) {
                continue;
            }
            tally.matched += 1;
            let spoils = matches!(rule.action, Action::Spoil(_));
            if !tally.speaks(rule, at, self.plan.seed, operation, now)
                || spoils && verdict.spoil.is_some()
            {
                continue;
            }
            tally.spoken += 1;
            match &rule.action {
                Action::Delay(delay) => verdict.delay = verdict.delay.saturating_add(*delay),
                Action::Skew(skew) => verdict.skew = verdict.skew.saturating_add(*skew),
                Action::Spoil(spoil) => verdict.spoil = Some(spoil.clone()),
            }
        }
        verdict
    }
}

impl Tally {
    /// Whether the rule speaks of the request just counted.
    fn speaks(
        &mut self,
        rule: &Rule,
        at: usize,
        seed: u64,
        operation: Option<Operation>,
        now: Timestamp,
    ) -> bool {
        let in_time = rule.outage.is_none_or(|length| {
            let first = *self.first.entry(operation).or_insert(now);
            now.duration_since(first) < length
        });
        let its_turn = match &rule.when {
            When::Always => true,
            When::Nth(ranges) => {
                ranges.iter().any(|(first, last)| (*first..=*last).contains(&self.matched))
            }
            When::Chance(probability) => chance(seed, at, self.matched) < *probability,
        };
        in_time && its_turn && rule.times.is_none_or(|times| self.spoken < times)
    }
}

/// A number from 0 to below 1 for the n-th request of a rule: `SplitMix64`'s finaliser over the three,
/// each step of which spreads one more of them over all bits.
fn chance(seed: u64, rule: usize, number: u64) -> f64 {
    let mix = |bits: u64| {
        let bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    };
    let add = |bits: u64, more: u64| mix(bits.wrapping_add(0x9E37_79B9_7F4A_7C15) ^ more);
    let bits = add(add(mix(seed), rule as u64), number);
    // 32 bits are exact in a double, and more than any probability in a file needs.
    f64::from(u32::try_from(bits >> 32).unwrap_or(u32::MAX)) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::faults::parse;

    fn engine(rules: &str) -> Engine {
        engine_with(rules, 0)
    }

    fn engine_with(rules: &str, seed: u64) -> Engine {
        let text = format!("[[plan]]\nname = \"p\"\nabout = \"a\"\n{rules}");
        Engine::new(parse("test", &text).unwrap().remove(0).with_seed(seed))
    }

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_768_003_200_000 + ms).unwrap()
    }

    /// Which of the next requests, from 1, are spoiled.
    fn spoiled(engine: &Engine, operation: Operation, requests: usize) -> Vec<usize> {
        let hit = |_: &usize| engine.judge(Some(operation), at(0)).spoil.is_some();
        (1..=requests).filter(hit).collect()
    }

    #[test]
    fn a_rule_speaks_of_the_numbers_it_names() {
        for (condition, hit) in [
            ("", &[1, 2, 3, 4, 5, 6, 7, 8][..]),
            ("nth = 1", &[1]),
            ("nth = 3", &[3]),
            ("nth = \"2-4\"", &[2, 3, 4]),
            ("nth = \"6-\"", &[6, 7, 8]),
            ("nth = [1, \"3-4\", \"8-\"]", &[1, 3, 4, 8]),
            ("times = 2", &[1, 2]),
            ("nth = \"3-\"\ntimes = 2", &[3, 4]),
            ("probability = 0", &[]),
            ("probability = 1", &[1, 2, 3, 4, 5, 6, 7, 8]),
            ("probability = 1.0\ntimes = 1", &[1]),
        ] {
            let rules = format!("[[plan.rule]]\nmatch = \"*\"\naction = \"stall\"\n{condition}");
            assert_eq!(spoiled(&engine(&rules), Operation::ListZones, 8), hit, "{condition}");
        }
    }

    #[test]
    fn only_what_matches_is_counted() {
        let engine = engine(
            "[[plan.rule]]\nmatch = [\"ListZones\", \"GetInstance\"]\nnth = 2\naction = \"stall\"",
        );
        for (operation, hit) in [
            (Some(Operation::ListZones), false),
            (Some(Operation::ListImages), false),
            (None, false),
            (Some(Operation::GetInstance), true),
            (Some(Operation::ListZones), false),
        ] {
            assert_eq!(engine.judge(operation, at(0)).spoil.is_some(), hit, "{operation:?}");
        }
    }

    #[test]
    fn every_request_has_its_star() {
        let engine = engine("[[plan.rule]]\nmatch = \"*\"\nnth = 2\naction = \"stall\"");
        assert_eq!(engine.judge(None, at(0)), Verdict::default());
        assert!(engine.judge(Some(Operation::ListZones), at(0)).spoil.is_some());
    }

    #[test]
    fn the_first_rule_decides_and_the_others_go_on_counting() {
        let engine = engine(
            "[[plan.rule]]\nmatch = \"ListZones\"\nnth = 1\naction = \"drop_before\"\n\
             [[plan.rule]]\nmatch = \"*\"\nnth = \"1-2\"\naction = \"stall\"\n\
             [[plan.rule]]\nmatch = \"*\"\ntimes = 2\naction.429.retry_after = 7",
        );
        let kinds: Vec<String> = (0..5)
            .map(|_| match engine.judge(Some(Operation::ListZones), at(0)).spoil {
                Some(Spoil::Drop { .. }) => "drop".to_owned(),
                Some(Spoil::Stall { .. }) => "stall".to_owned(),
                Some(Spoil::Answer { page, .. }) => page.status.to_string(),
                other => format!("{other:?}"),
            })
            .collect();
        // A rule that was not heard has not spoken: the third still has its two times.
        assert_eq!(kinds, ["drop", "stall", "429", "429", "None"]);
    }

    #[test]
    fn delays_and_skews_add_up_beside_the_fault() {
        let engine = engine(
            "[[plan.rule]]\nmatch = \"*\"\naction.delay.ms = 20\n\
             [[plan.rule]]\nmatch = \"*\"\naction.skew.seconds = -90\n\
             [[plan.rule]]\nmatch = \"*\"\nnth = 1\naction = \"drop_after\"\n\
             [[plan.rule]]\nmatch = \"*\"\naction.delay.ms = 5",
        );
        let verdict = engine.judge(None, at(0));
        assert_eq!(
            (verdict.delay, verdict.skew),
            (Duration::from_millis(25), SignedDuration::from_secs(-90))
        );
        assert_eq!(verdict.spoil, Some(Spoil::Drop { after: true }));
        assert_eq!(engine.judge(None, at(0)).spoil, None);
    }

    #[test]
    fn an_outage_lasts_from_the_first_request_of_each_operation() {
        let engine =
            engine("[[plan.rule]]\nmatch = \"*\"\nfor_seconds = 1.5\naction = \"drop_before\"");
        let down = |operation, ms| engine.judge(Some(operation), at(ms)).spoil.is_some();
        assert!(down(Operation::ListZones, 0));
        assert!(down(Operation::ListZones, 1499));
        assert!(down(Operation::ListImages, 1499), "its own begins now");
        assert!(!down(Operation::ListZones, 1500));
        assert!(down(Operation::ListImages, 2998));
        assert!(!down(Operation::ListImages, 2999));
        assert!(!down(Operation::ListZones, 90_000), "it does not come back");
    }

    #[test]
    fn an_outage_can_be_made_shorter_and_nothing_else_changes() {
        let text = "[[plan]]\nname = \"p\"\nabout = \"a\"\n\
            [[plan.rule]]\nmatch = \"ListZones\"\nfor_seconds = 30\naction = \"drop_before\"\n\
            [[plan.rule]]\nmatch = \"ListImages\"\naction = \"drop_before\"";
        let plan = parse("test", text).unwrap().remove(0).with_outage(Duration::from_millis(100));
        let engine = Engine::new(plan);
        let down = |operation, ms| engine.judge(Some(operation), at(ms)).spoil.is_some();
        assert!(down(Operation::ListZones, 0) && !down(Operation::ListZones, 100));
        assert!(down(Operation::ListImages, 0) && down(Operation::ListImages, 90_000));
    }

    const MIXED: &str = "[[plan.rule]]\nmatch = \"*\"\nprobability = 0.3\naction = \"stall\"\n\
        [[plan.rule]]\nmatch = \"*\"\nprobability = 0.3\naction = \"drop_before\"";

    #[test]
    fn the_same_seed_is_the_same_fate_and_another_is_another() {
        let fate = |seed: u64| -> Vec<Verdict> {
            let engine = engine_with(MIXED, seed);
            (0..200).map(|_| engine.judge(None, at(0))).collect()
        };
        assert_eq!(fate(7), fate(7));
        assert_ne!(fate(7), fate(8));
        assert_ne!(fate(0), fate(1 << 63), "every bit of a seed counts");
    }

    #[test]
    fn chance_is_even_for_every_seed_and_rule() {
        for (seed, rule) in [(0, 0), (1, 0), (0, 1), (u64::MAX, 9)] {
            let below =
                |limit: f64| (1..=10_000).filter(|n| chance(seed, rule, *n) < limit).count();
            assert_eq!((below(0.0), below(1.0)), (0, 10_000));
            for (limit, wanted) in [(0.05, 500), (0.5, 5000), (0.95, 9500)] {
                assert!(
                    below(limit).abs_diff(wanted) < 150,
                    "{seed} {rule} {limit}: {}",
                    below(limit)
                );
            }
        }
        // Two rules of one plan do not hit the same requests.
        let both = (1..=10_000).filter(|n| chance(3, 0, *n) < 0.1 && chance(3, 1, *n) < 0.1);
        assert!((60..150).contains(&both.count()));
    }

    #[test]
    fn without_rules_nothing_goes_wrong() {
        let engine = Engine::new(Plan::none());
        assert_eq!(engine.judge(Some(Operation::CreateInstanceBySpec), at(0)), Verdict::default());
    }
}
