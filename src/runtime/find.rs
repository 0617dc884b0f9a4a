//! Looking for the instances of an order of which the cloud named none (contract.md §8.1).

use jiff::{SignedDuration, Timestamp};

use crate::api::client::Client;
use crate::domain::catalog::{Instance, InstanceDetail, InstanceFilter, NameFilter};
use crate::domain::fault::{Fault, FaultKind};
use crate::domain::order::Ordered;
use crate::domain::said::Said;

/// How much earlier than the order an instance may say it was made: the clocks are compared by whole
/// seconds, and answers take their time.
const SLACK: SignedDuration = SignedDuration::from_secs(5);

/// Those that can only have come of this plan, ordered at `since`: by payment, zone, spec, the name that
/// was given, and the time they were made. Without the time nothing is taken for the order's own.
pub(crate) async fn instances(
    client: Result<Client, Fault>,
    ordered: &Ordered,
    since: Option<Timestamp>,
) -> Result<Vec<Instance>, Fault> {
    let unknown = || Fault::own(FaultKind::NotFound, Said::of("take.when_unknown"));
    let since = since.ok_or_else(unknown)?;
    let since = since.checked_sub(SLACK).unwrap_or(since);
    let filter = InstanceFilter {
        name: given(ordered).map(|name| NameFilter::Containing(name.to_owned())),
        zone: Some(ordered.zone.clone()),
        payment: Some(ordered.payment.api_name().to_owned()),
        ..InstanceFilter::default()
    };
    let found = client?.list_instances(&filter).await?.into_iter();
    Ok(found.filter(|made| fits(made, ordered, since)).map(|made| made.instance).collect())
}

/// The name that was given, if any was.
fn given(ordered: &Ordered) -> Option<&str> {
    Some(ordered.name.as_str()).filter(|name| !name.is_empty())
}

fn fits(made: &InstanceDetail, ordered: &Ordered, since: Timestamp) -> bool {
    let named = given(ordered).is_none_or(|name| made.instance.name.starts_with(name));
    let late = made.created.parse::<Timestamp>().is_ok_and(|created| created >= since);
    named && late && made.instance.spec == ordered.spec
}
