//! How an order is paid for: subscription, pay-as-you-go, or a bid.

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::domain::plan::{BIDDING, Payment, RenewUnit};
use crate::sandbox::answer::Refusal;
use crate::sandbox::catalog::Catalog;
use crate::sandbox::catalog::flavors::Flavor;
use crate::sandbox::prices::Term;
use crate::sandbox::request::Request;
use crate::sandbox::spot;

/// `bill.renew`: months and years that a subscription may renew itself by; the years are those of the
/// newer sources.
const RENEW_MONTHS: std::ops::RangeInclusive<i64> = 1..=9;
const RENEW_YEARS: std::ops::RangeInclusive<i64> = 1..=5;
/// `bid.price`: decimals.
const BID_DECIMALS: usize = 8;

/// `spec.timing`, `spec.spot`, `bill.*`, `bid.*`, `x.prepaid`, `x.bid`, `x.dedicated`.
pub(super) fn check(
    catalog: &Catalog,
    flavor: &Flavor,
    zone: &str,
    request: &Request,
    now: Timestamp,
) -> Result<Term, Refusal> {
    let timing = request.billing.payment_timing.as_str();
    let prepaid = timing == Payment::Prepaid.api_name();
    if prepaid {
        let reservation = request.billing.reservation.as_ref();
        let reservation = reservation.ok_or_else(|| Refusal::invalid("reservation"))?;
        let unit = reservation.reservation_time_unit.as_deref();
        if unit.is_some_and(|unit| !unit.eq_ignore_ascii_case("month")) {
            return Err(Refusal::invalid("reservationTimeUnit"));
        }
    }
    let term = Term::of(&request.billing)?;
    if timing == BIDDING {
        bid(catalog, flavor, zone, request, now)?;
    } else {
        if request.bid_model.is_some() || request.bid_price.is_some() {
            return Err(Refusal::invalid("bidModel"));
        }
        if !flavor.sold_as(timing) {
            return Err(Refusal::invalid("paymentTiming"));
        }
    }
    renewal(prepaid, request)?;
    Ok(term)
}

fn bid(
    catalog: &Catalog,
    flavor: &Flavor,
    zone: &str,
    request: &Request,
    now: Timestamp,
) -> Result<(), Refusal> {
    if request.dedicated_host_id.is_some() {
        return Err(Refusal::invalid("dedicatedHostId"));
    }
    let market = catalog.market_price(flavor, now);
    let market = market.filter(|_| catalog.spot.offered(flavor, zone));
    let market = market.ok_or_else(spot::not_supported)?;
    if !catalog.spot.in_stock(flavor, zone) {
        return Err(Refusal::invalid("spec"));
    }
    match (request.bid_model.as_deref(), request.bid_price.as_deref()) {
        (Some("market"), None) => Ok(()),
        // The bid is for the machine alone, as only that has a market price.
        (Some("custom"), Some(price)) => match bid_price(price) {
            Some(price) if price >= market => Ok(()),
            Some(_) => Err(Refusal::bad("bidPrice is lower than the market price.")),
            None => Err(Refusal::invalid("bidPrice")),
        },
        (Some("market" | "custom"), _) => Err(Refusal::invalid("bidPrice")),
        _ => Err(Refusal::invalid("bidModel")),
    }
}

/// `bid.price`: digits, and at most eight decimals.
fn bid_price(text: &str) -> Option<Decimal> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let shape = match text.split_once('.') {
        None => digits(text),
        Some((whole, part)) => digits(whole) && digits(part) && part.len() <= BID_DECIMALS,
    };
    if shape { text.parse().ok() } else { None }
}

/// A unit without a time means no renewal: the official Python SDK always sends `month`.
fn renewal(prepaid: bool, request: &Request) -> Result<(), Refusal> {
    let unit = match request.auto_renew_time_unit.as_deref() {
        None => None,
        Some(word) => {
            let unit = RenewUnit::ALL.iter().find(|unit| unit.api_name() == word);
            Some(unit.ok_or_else(|| Refusal::invalid("autoRenewTimeUnit"))?)
        }
    };
    let fits = match (unit, request.auto_renew_time) {
        (_, None) => true,
        (Some(RenewUnit::Month), Some(time)) => prepaid && RENEW_MONTHS.contains(&time),
        (Some(RenewUnit::Year), Some(time)) => prepaid && RENEW_YEARS.contains(&time),
        (None, Some(_)) => false,
    };
    if fits { Ok(()) } else { Err(Refusal::invalid("autoRenewTime")) }
}

#[cfg(test)]
mod tests {
    use super::bid_price;

    #[test]
    fn bids_are_plain_decimals() {
        for good in ["0", "1", "0.5", "0.00500", "12.12345678"] {
            assert_eq!(bid_price(good), good.parse().ok(), "{good}");
        }
        for bad in ["", ".", "1.", ".5", "-1", "+1", "1e3", "0.123456789", "1,5", "１", " 1"] {
            assert_eq!(bid_price(bad), None, "{bad}");
        }
        assert_eq!(bid_price(&"9".repeat(60)), None);
    }
}
