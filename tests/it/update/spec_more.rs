//! Step 2: what few purchases say of the spec and the count.

use bcc_wizard::app::effect::Ask;
use bcc_wizard::app::field::Kind;
use bcc_wizard::app::steps;
use bcc_wizard::domain::field::{FieldId, StepId};
use bcc_wizard::domain::plan::{Numa, ThreadsPerCore};

use crate::drive::Drive;

const METAL: &str = "ebc.l5.c128m512";

fn asked(drive: &Drive) -> Vec<FieldId> {
    let fields = steps::fields(&drive.wizard, StepId::Spec).into_iter().map(|(field, _)| field);
    fields.filter(|field| *field > FieldId::Count).collect()
}

fn values(drive: &Drive, field: FieldId) -> Vec<String> {
    match steps::kind(&drive.wizard, field) {
        Some(Kind::Choice { choices, .. }) => {
            choices.into_iter().map(|choice| choice.value).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_ordinary_instance_has_no_fold() {
    let mut drive = Drive::new();
    drive.press("alt-2");
    assert_eq!(asked(&drive), []);
    drive.focus(FieldId::Count).press("enter");
    assert_eq!(drive.step(), StepId::Image);
}

#[test]
fn several_instances_may_be_fewer() {
    let mut drive = Drive::new();
    drive.focus(FieldId::Count).retype("5");
    assert_eq!(asked(&drive), [FieldId::SpecMore]);
    drive.focus(FieldId::SpecMore).press("enter");
    assert_eq!(drive.wizard.focused(), FieldId::MinCount);
    drive.type_text("2");
    assert_eq!(drive.wizard.draft.min_count, "2");
    drive.focus(FieldId::SpecMore).press("left");
    assert_eq!(asked(&drive), [FieldId::SpecMore, FieldId::MinCount], "answered, so in sight");
    // It would be sent, so it can be seen and taken back.
    drive.focus(FieldId::Count).retype("1");
    assert_eq!(asked(&drive), [FieldId::SpecMore, FieldId::MinCount]);
    drive.focus(FieldId::MinCount).press("ctrl-u");
    assert_eq!(asked(&drive), []);
    assert_eq!(drive.wizard.focused(), FieldId::Count);
}

#[test]
fn bare_metal_has_threads_and_numa_by_the_maker_of_the_processor() {
    use FieldId as F;
    let maker = |model: &'static str| {
        Drive::with(move |region| {
            let metal = region.specs.iter_mut().filter(|spec| spec.bare_metal);
            metal.for_each(|spec| spec.cpu_model = model.to_owned());
        })
    };
    let mut drive = maker("Intel Xeon Platinum 8350C");
    drive.choose(F::Spec, METAL).focus(F::SpecMore).press("right");
    assert_eq!(asked(&drive), [F::SpecMore, F::HyperThreading, F::ThreadsPerCore, F::Numa]);
    assert_eq!(values(&drive, F::Numa), ["", "0", "1"]);
    drive.turn(F::HyperThreading, "no").turn(F::ThreadsPerCore, "1").turn(F::Numa, "0");
    let draft = &drive.wizard.draft;
    assert_eq!((draft.hyper_threading, draft.numa), (Some(false), Some(Numa::Zero)));
    assert_eq!(draft.threads_per_core, Some(ThreadsPerCore::One));
    drive.turn(F::Numa, "").turn(F::ThreadsPerCore, "").turn(F::HyperThreading, "");
    assert_eq!((drive.wizard.draft.numa, drive.wizard.draft.hyper_threading), (None, None));

    let mut drive = maker("AMD EPYC 7T83");
    drive.choose(F::Spec, METAL).focus(F::SpecMore).press("right");
    assert_eq!(values(&drive, F::Numa), ["", "0", "1", "2", "4", "auto"]);
    drive.turn(F::Numa, "auto").choose(F::Spec, "bcc.g5.c2m8");
    drive.press("alt-2");
    assert_eq!(asked(&drive), [F::SpecMore, F::Numa], "an answer is never dropped silently");
}

#[test]
fn a_cluster_is_asked_of_specs_that_join_one() {
    let mut drive = Drive::with(|region| {
        let named = region.specs.iter_mut().filter(|spec| spec.name == "bcc.g5.c4m16");
        named.for_each(|spec| spec.rdma = "RoCE".to_owned());
    });
    drive.press("alt-2").newly_asked();
    drive.choose(FieldId::Spec, "bcc.g5.c4m16").focus(FieldId::SpecMore).press("right");
    let asked = drive.newly_asked();
    assert!(asked.iter().any(|ask| matches!(ask, Ask::EhcClusters(_))), "{asked:?}");
    assert_eq!(drive.rows(FieldId::EhcCluster), ["ehc-one"]);
    drive.focus(FieldId::EhcCluster).press("space");
    assert_eq!(drive.wizard.draft.ehc_cluster.as_deref(), Some("ehc-one"));
    drive.press("space");
    assert_eq!(drive.wizard.draft.ehc_cluster, None);
}
