//! The price of the order under every payment: what must be asked for it, and what is known of it.

use std::time::Duration;

use crate::app::effect::{Ask, Effect};
use crate::app::load::LoadState;
use crate::app::settle::still_typing;
use crate::app::wizard::Wizard;
use crate::domain::field::StepId;
use crate::domain::order::Moment;
use crate::domain::plan::Payment;
use crate::domain::price::{Basket, Comparison, PriceAsk, Quote};

/// How long a price needs not be asked once more between the consent and the order.
pub const CHECKED_KEEPS: Duration = Duration::from_secs(3);

/// The quotes of one order.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    /// One for each of [`Payment::ALL`], in that order; empty before anything was worked out.
    pub all: Vec<Quote>,
    /// When the oldest answer behind the chosen one was given; `None` while there is none.
    pub asked: Option<Moment>,
    /// An answer behind the chosen one could not be renewed: it is the last there was.
    pub outdated: bool,
}

impl Quotes {
    /// The quote under a payment.
    pub fn of(&self, payment: Payment) -> Option<&Quote> {
        self.all.iter().find(|quote| quote.billing.payment() == payment)
    }

    /// The payments beside each other.
    pub fn compared(&self) -> Comparison {
        Comparison::of(&self.all)
    }
}

/// What is bought, under each payment; a charge type that follows the payment follows it.
fn baskets(wizard: &Wizard) -> impl Iterator<Item = Basket> {
    let draft = &wizard.draft;
    let basket = Basket::of(draft, &wizard.cloud.facts(draft));
    let billings = Payment::ALL.map(|payment| draft.billing_by(payment));
    billings.into_iter().map(move |billing| basket.clone().with_billing(billing))
}

/// Whether a payment's price is looked at now. The order card compares pay-as-you-go and subscription on
/// every step (ux.md §2); the market is asked only where somebody chooses by it.
fn looked_at(wizard: &Wizard, payment: Payment) -> bool {
    payment != Payment::Spot
        || wizard.draft.payment == Payment::Spot
        || matches!(wizard.step, StepId::Billing | StepId::Review)
}

/// The questions behind the quotes, those of the chosen payment first. While a number is being typed
/// only those that do not hang on it; the market price once it is known what the market offers.
pub(crate) fn asks(wizard: &Wizard) -> Vec<PriceAsk> {
    let mut baskets: Vec<Basket> =
        baskets(wizard).filter(|basket| looked_at(wizard, basket.billing().payment())).collect();
    baskets.sort_by_key(|basket| basket.billing().payment() != wizard.draft.payment);
    let mut asks: Vec<PriceAsk> = Vec::new();
    for ask in baskets.iter().flat_map(Basket::asks) {
        if !asks.contains(&ask) {
            asks.push(ask);
        }
    }
    let typing = still_typing(wizard.typing_since, wizard.now);
    let offers = wizard.cloud.load(&Ask::SpotOffers);
    let market = offers.is_some_and(|load| load.value.is_some() || load.fault().is_some());
    asks.retain(|ask| match ask {
        PriceAsk::Family { .. } => true,
        PriceAsk::Spot { .. } => market,
        PriceAsk::Disk { .. } | PriceAsk::PublicIp { .. } => !typing,
    });
    asks
}

/// Brings the quotes up to date.
pub(crate) fn work_out(wizard: &mut Wizard) {
    let lookup = |ask: &PriceAsk| wizard.cloud.price(ask);
    let mut quotes = Quotes::default();
    for basket in baskets(wizard) {
        quotes.all.push(basket.quote(lookup));
        if basket.billing().payment() == wizard.draft.payment {
            let asks = basket.asks();
            let loads =
                || asks.iter().filter_map(|ask| wizard.cloud.load(&Ask::Price(ask.clone())));
            quotes.asked = loads().filter_map(|load| load.at).min();
            quotes.outdated = loads().any(|load| load.value.is_some() && load.fault().is_some());
        }
    }
    if let Some(quote) = quotes.of(wizard.draft.payment) {
        wizard.quote = quote.clone();
    }
    wizard.quotes = quotes;
}

/// Asks for every price of the order again that is not a moment old.
pub(crate) fn ask_once_more(wizard: &mut Wizard) -> Vec<Effect> {
    let now = wizard.now;
    let chosen = baskets(wizard).find(|it| it.billing().payment() == wizard.draft.payment);
    let asks = chosen.iter().flat_map(Basket::asks).map(Ask::Price);
    let old: Vec<Ask> = asks
        .filter(|ask| match wizard.cloud.load(ask).map(|load| &load.state) {
            Some(LoadState::Fresh(at)) => now >= at.saturating_add(CHECKED_KEEPS),
            Some(LoadState::Loading(_)) => false,
            Some(LoadState::Failed(_)) | None => true,
        })
        .collect();
    wizard.cloud.reload(&old);
    let generation = wizard.cloud.generation();
    let mut effects = Vec::new();
    for ask in old {
        if wizard.cloud.begin(&ask, now) {
            effects.push(Effect::Load { generation, ask });
        }
    }
    effects
}

/// Whether a price of the order is being asked, for the first time or anew.
pub(crate) fn under_way(wizard: &Wizard) -> bool {
    let asked = |ask: &PriceAsk| {
        let load = wizard.cloud.load(&Ask::Price(ask.clone()));
        load.is_some_and(crate::app::load::Load::is_loading)
    };
    let chosen = baskets(wizard).find(|it| it.billing().payment() == wizard.draft.payment);
    wizard.quote.is_loading() || chosen.is_some_and(|basket| basket.asks().iter().any(asked))
}
