//! Every way out that is offered leads out: `F2` is pressed in a wizard that knows what the rules knew.

use bcc_wizard::app::effect::{Answer, Ask};
use bcc_wizard::app::msg::Msg;
use bcc_wizard::app::update::update;
use bcc_wizard::app::wizard::{Place, Setup, Wizard};
use bcc_wizard::domain::field::FieldId;
use bcc_wizard::domain::language::Language;
use bcc_wizard::domain::order::Moment;
use bcc_wizard::domain::price::{PriceAsk, Priced, spot_ask};
use bcc_wizard::domain::problem::Problem;
use bcc_wizard::domain::rules;
use strum::IntoEnumIterator as _;

use super::{ALL_CASES, judged, line};
use crate::world::World;

/// What the cloud of a world answers to the questions behind its draft.
fn answers(world: &World) -> Vec<(Ask, Answer)> {
    let (world, rare, draft) = (world.clone(), world.rare.clone(), world.draft.clone());
    let text = |choice: &Option<String>| choice.clone().unwrap_or_default();
    let (zone, vpc) = (text(&draft.zone), text(&draft.vpc));
    let spec = world.specs.iter().flatten().find(|spec| Some(&spec.name) == draft.spec.as_ref());
    let family = spec.map(|spec| PriceAsk::Family {
        family: spec.family.clone(),
        zone: zone.clone(),
        billing: draft.billing().listed(),
    });
    let market = spot_ask(&draft, world.specs.as_deref(), rare.spot_offers.as_deref());
    let prices = family.zip(world.prices.clone().map(Priced::Family)).into_iter();
    let prices = prices.chain(market.zip(rare.spot_price.map(Priced::Spot)));
    let mut known: Vec<(Ask, Option<Answer>)> =
        prices.map(|(ask, price)| (Ask::Price(ask), Some(Answer::Price(price)))).collect();
    known.extend([
        (Ask::Zones, world.zones.map(Answer::Zones)),
        (Ask::Specs(zone.clone()), world.specs.map(Answer::Specs)),
        (Ask::Images, world.images.map(Answer::Images)),
        (Ask::Image(text(&draft.image)), world.detail.map(|image| Answer::Image(Box::new(image)))),
        (Ask::Fitting(text(&draft.spec)), world.fitting.map(Answer::Fitting)),
        (Ask::DiskQuota(zone.clone()), world.quota.map(Answer::DiskQuota)),
        (Ask::Vpcs, world.vpcs.map(Answer::Vpcs)),
        (Ask::Subnets, world.subnets.map(Answer::Subnets)),
        (Ask::Groups(vpc.clone()), world.groups.map(Answer::Groups)),
        (Ask::EnterpriseGroups, world.enterprise_groups.map(Answer::Groups)),
        (Ask::KeyPairs, world.key_pairs.map(Answer::KeyPairs)),
        (Ask::SpotOffers, rare.spot_offers.map(Answer::SpotOffers)),
        (Ask::Snapshots, rare.snapshots.map(Answer::Snapshots)),
        (Ask::SnapshotPolicies, rare.policies.map(Answer::SnapshotPolicies)),
        (Ask::Interfaces(vpc), rare.interfaces.map(Answer::Interfaces)),
        (Ask::EhcClusters(zone), rare.clusters.map(Answer::EhcClusters)),
        (Ask::DeploymentSets, rare.deployment_sets.map(Answer::DeploymentSets)),
        (Ask::Roles, rare.roles.map(Answer::Roles)),
        (Ask::ResourceGroups, rare.resource_groups.map(Answer::ResourceGroups)),
        (Ask::Balance, rare.balance.map(Answer::Balance)),
    ]);
    known.into_iter().filter_map(|(ask, answer)| Some((ask, answer?))).collect()
}

/// A wizard with this draft, every answer of it given, and this cloud.
fn wizard(world: &World) -> Wizard {
    let place = Place { sandbox: true, regions: Vec::new(), endpoint: None };
    let setup = Setup { place, region: "bj".to_owned(), language: Language::En, size: (120, 36) };
    let (mut wizard, _) = Wizard::new(setup);
    wizard.draft = world.draft.clone();
    wizard.answered = FieldId::iter().collect();
    wizard.cloud.start_over();
    for (ask, answer) in answers(world) {
        wizard.cloud.begin(&ask, Moment::ZERO);
        let generation = wizard.cloud.generation();
        assert!(wizard.cloud.answer(generation, &ask, Ok(answer), Moment::ZERO), "{ask:?}");
    }
    wizard.cloud.short_secret = world.short_secret;
    wizard.cloud.clock_ahead = world.rare.clock_ahead;
    wizard
}

/// Whether it is the same thing wrong with the same answer.
fn same(one: &Problem, other: &Problem) -> bool {
    (one.words, one.field, one.item) == (other.words, other.field, other.item)
}

/// Presses `F2` at a problem, and at nothing else.
fn press_f2(world: &World, problem: &Problem) -> Wizard {
    let mut wizard = wizard(world);
    let known = rules::check(&wizard.draft, &wizard.cloud.facts(&wizard.draft));
    assert!(known.contains(problem), "{}: {known:?}", line(problem));
    wizard.step = problem.field.step();
    wizard.focus.insert(wizard.step, problem.field);
    wizard.problems = vec![problem.clone()];
    update(&mut wizard, Msg::Key("f2".parse().unwrap()), Moment::ZERO);
    let said = wizard.notice.as_ref().map_or("", |notice| notice.words);
    // A change that takes other answers with it says that instead.
    let fixed =
        ["notice.fixed", "notice.fixed_item", "notice.vpc_changed", "notice.region_changed"];
    assert!(fixed.contains(&said), "{}: {said}", line(problem));
    wizard
}

#[test]
fn every_fix_offered_solves_its_problem() {
    let mut fixes = 0;
    for (change, _) in ALL_CASES.into_iter().flatten() {
        let mut world = World::valid();
        change(&mut world);
        for problem in judged(&world).iter().filter(|problem| problem.fix.is_some()) {
            let after = press_f2(&world, problem);
            let still = after.problems.iter().find(|left| same(left, problem));
            assert_eq!(still, None, "{}", line(problem));
            fixes += 1;
        }
    }
    assert!(fixes > 150, "{fixes}");
}

/// Pressing on until nothing is offered ends, and no error is left that had a way out.
#[test]
fn fixes_never_go_round_in_a_circle() {
    for (change, _) in ALL_CASES.into_iter().flatten() {
        let mut world = World::valid();
        change(&mut world);
        let mut seen = Vec::new();
        while let Some(problem) = judged(&world).into_iter().find(|problem| problem.fix.is_some()) {
            seen.push(line(&problem));
            assert!(seen.len() < 12, "{seen:?}");
            // Another region is another cloud, of which this one says nothing.
            if problem.field == FieldId::Region {
                break;
            }
            world.draft = press_f2(&world, &problem).draft;
        }
    }
}

#[test]
fn a_fix_of_an_entry_leaves_the_other_entries_alone() {
    for (change, _) in ALL_CASES.into_iter().flatten() {
        let mut world = World::valid();
        change(&mut world);
        for problem in judged(&world).iter().filter(|problem| problem.item.is_some()) {
            let Some(item) = problem.fix.as_ref().and_then(|fix| fix.item) else { continue };
            let after = press_f2(&world, problem).draft;
            let before = &world.draft;
            assert_eq!(before.data_disks.len(), after.data_disks.len());
            for at in (0..before.data_disks.len()).filter(|at| *at != item) {
                assert_eq!(before.data_disks[at], after.data_disks[at], "{}", line(problem));
            }
            for at in (0..before.tags.len()).filter(|at| *at != item) {
                assert_eq!(before.tags[at], after.tags[at], "{}", line(problem));
            }
            for at in (0..before.internal_ips.len()).filter(|at| *at != item) {
                assert_eq!(before.internal_ips[at], after.internal_ips[at], "{}", line(problem));
            }
            for at in (0..before.file_systems.len()).filter(|at| *at != item) {
                assert_eq!(before.file_systems[at], after.file_systems[at], "{}", line(problem));
            }
        }
    }
}
