//! Clock and region; the zone is judged beside the spec.

use super::{Case, judge};
use crate::world::World;

fn clock(world: &mut World, seconds: i64) {
    world.rare.clock_ahead = Some(seconds);
}

pub const CASES: &[Case] = &[
    (|w| w.rare.clock_ahead = None, &[]),
    (|w| clock(w, 299), &[]),
    (|w| clock(w, 300), &["W cred.skew @region"]),
    (|w| clock(w, -300), &["W cred.skew @region"]),
    (|w| clock(w, 1800), &["W cred.skew @region"]),
    (|w| clock(w, 1801), &["E cred.skew:cred_skew_refused @region"]),
    (|w| clock(w, -1801), &["E cred.skew:cred_skew_refused @region"]),
    (|w| clock(w, i64::MIN), &["E cred.skew:cred_skew_refused @region"]),
    (|w| w.draft.region = "gz".into(), &[]),
    (|w| w.draft.region = "gzz".into(), &["W region.known:region_unlisted @region -> gz"]),
    (|w| w.draft.region = "qqqqq".into(), &["W region.known:region_unlisted @region"]),
    (|w| w.draft.region = String::new(), &["W region.known @region"]),
];

#[test]
fn clock_and_region() {
    judge(CASES);
}

#[test]
fn a_part_of_a_minute_counts_as_one() {
    let mut world = World::valid();
    for (seconds, minutes) in [(300, "5"), (301, "6"), (-1801, "31")] {
        clock(&mut world, seconds);
        let problems = super::judged(&world);
        assert!(problems[0].values.contains(&("n", minutes.to_owned())), "{problems:?}");
    }
}
