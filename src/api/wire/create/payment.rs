//! How it is paid for, under whose name it is kept, and whether it may be released.

use serde::Serialize;

use super::{given, said};
use crate::api::wire::price::Reservation;
use crate::domain::plan::{self, Bid, Plan};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payment<'a> {
    billing: Billing,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_renew_time_unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_renew_time: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bid_model: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bid_price: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relation_tag: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    res_group_id: Option<&'a str>,
    /// 0 or 1, not a boolean (contract.md §11.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    deletion_protection: Option<u8>,
}

impl<'a> From<&'a Plan> for Payment<'a> {
    fn from(plan: &'a Plan) -> Self {
        let more = &plan.more;
        let period = plan.period();
        // Only what has an end can be renewed (limits.md `x.prepaid`).
        let renew = more.auto_renew.filter(|_| period.is_some());
        Self {
            billing: Billing {
                payment_timing: plan.payment_timing(),
                reservation: period.map(Reservation::of),
            },
            auto_renew_time_unit: renew.map(|renew| renew.unit.api_name()),
            auto_renew_time: renew.map(|renew| renew.time),
            bid_model: plan.spot.map(Bid::api_name),
            bid_price: match plan.spot {
                Some(Bid::Custom(price)) => Some(price.0.to_string()),
                Some(Bid::Market) | None => None,
            },
            tags: more.tags.iter().filter_map(Tag::of).collect(),
            relation_tag: more.tag_related,
            res_group_id: given(more.resource_group.as_ref()),
            deletion_protection: more.deletion_protection.map(u8::from),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Billing {
    payment_timing: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservation: Option<Reservation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Tag<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    tag_key: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tag_value: Option<&'a str>,
}

impl<'a> Tag<'a> {
    /// A tag may have no value; one with neither is none. A value without a key is sent for the
    /// server to refuse: which key was meant is not ours to guess.
    fn of(tag: &'a plan::Tag) -> Option<Self> {
        let (tag_key, tag_value) = (said(&tag.key), said(&tag.value));
        (tag_key.is_some() || tag_value.is_some()).then_some(Self { tag_key, tag_value })
    }
}
