//! What becomes of an order, line by line, where no screen is drawn anew.

use crate::domain::order::{Order, Phase, RowState};
use crate::ui::words::Words;

/// What there is to say of an order as it stands, a line each.
pub fn lines(words: Words, order: &Order) -> Vec<String> {
    let mut lines = Vec::new();
    match &order.phase {
        Phase::Sending => {
            lines.push(words.fill("follow.sending", &[("token", &order.token)]));
        }
        Phase::Unknown(fault) => {
            let values = [("tries", order.tries.to_string()), ("why", words.fault(fault))];
            let values: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
            lines.push(words.fill("follow.unknown", &values));
        }
        Phase::Refused(fault) => {
            let details = words.fault_details(fault).unwrap_or_default();
            let why = words.fault(fault);
            lines.push(words.fill("follow.refused", &[("why", &why), ("details", &details)]));
        }
        Phase::Following | Phase::Finished | Phase::Failed => {
            for warning in &order.warnings {
                lines.push(words.fill("follow.warning", &[("warning", warning)]));
            }
            for row in &order.rows {
                let status = match (&row.seen, row.state) {
                    (_, RowState::Gone) => words.get("follow.gone").into_owned(),
                    (Some(seen), _) => seen.status.clone(),
                    (None, _) => words.get("follow.accepted").into_owned(),
                };
                lines.push(format!("{}  {status}", row.id));
            }
            if let Some(outage) = &order.outage {
                let why = words.fault(&outage.fault);
                lines.push(words.fill("follow.outage", &[("why", &why)]));
            }
        }
    }
    lines
}
