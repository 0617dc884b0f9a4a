//! Looking for the instances of an order of which the cloud named none (contract.md §8.1).

use jiff::{SignedDuration, Timestamp};

use crate::api::client::Client;
use crate::domain::catalog::{Instance, InstanceDetail, InstanceFilter, NameFilter};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::plan::Plan;

/// How much earlier than the order an instance may say it was made: the clocks are compared by whole
/// seconds, and answers take their time.
const SLACK: SignedDuration = SignedDuration::from_secs(5);

/// Those that can only have come of this plan, ordered at `since`: by payment, zone, spec, the name that
/// was given, and the time they were made. Without the time nothing is taken for the order's own.
pub(crate) async fn instances(
    client: Result<Client, Fault>,
    plan: &Plan,
    since: Option<Timestamp>,
) -> Result<Vec<Instance>, Fault> {
    let unknown = || Fault::local(FaultKind::NotFound, "it is not known when it was ordered");
    let since = since.ok_or_else(unknown)?;
    let since = since.checked_sub(SLACK).unwrap_or(since);
    let filter = InstanceFilter {
        name: plan.name.clone().map(NameFilter::Containing),
        zone: Some(plan.zone.clone()),
        payment: Some(plan.payment_timing().to_owned()),
        ..InstanceFilter::default()
    };
    let found = client?.list_instances(&filter).await?.into_iter();
    Ok(found.filter(|made| fits(made, plan, since)).map(|made| made.instance).collect())
}

fn fits(made: &InstanceDetail, plan: &Plan, since: Timestamp) -> bool {
    let named = plan.name.as_ref().is_none_or(|name| made.instance.name.starts_with(name));
    let late = made.created.parse::<Timestamp>().is_ok_and(|created| created >= since);
    named && late && made.instance.spec == plan.spec
}
