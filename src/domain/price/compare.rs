//! The payments beside each other: what each comes to in a month and over a period, and which of them
//! costs least.

use rust_decimal::Decimal;

use crate::domain::plan::{Billing, Payment};
use crate::domain::price::rate::times;
use crate::domain::price::{HOURS_PER_MONTH, Quote};
use crate::domain::units::{Money, Months};

/// What one payment comes to when the instances run day and night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outlook {
    payment: Payment,
    /// CNY over the whole period; `None` while a part of it is not known.
    period: Option<Money>,
}

/// Quotes of one order under several payments, over one period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The period: that of the subscription.
    pub months: Months,
    outlooks: Vec<Outlook>,
}

/// How much less one payment costs than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// CNY over the period, above zero.
    pub amount: Money,
    /// Of what the other costs, in whole percent.
    pub percent: u32,
}

impl Comparison {
    /// Compares over the subscription's period; over a month where none of the quotes is one. Traffic is
    /// left out: it costs the same by every payment.
    pub fn of(quotes: &[Quote]) -> Self {
        let period = quotes.iter().find_map(|quote| match quote.billing {
            Billing::Prepaid(months) => Some(months),
            Billing::Postpaid | Billing::Spot => None,
        });
        let months = period.unwrap_or(Months(1));
        let outlook = |quote: &Quote| Outlook {
            payment: quote.billing.payment(),
            period: quote.over(months),
        };
        Self { months, outlooks: quotes.iter().map(outlook).collect() }
    }

    /// What a payment comes to over the period; `None` while a part of it is not known.
    pub fn over(&self, payment: Payment) -> Option<Money> {
        self.outlooks.iter().find(|outlook| outlook.payment == payment)?.period
    }

    /// The payment that costs least, of at least two whose price is known. Of equals the one that binds
    /// least, which stands first.
    pub fn cheapest(&self) -> Option<Payment> {
        let known: Vec<(Money, Payment)> = self
            .outlooks
            .iter()
            .filter_map(|outlook| Some((outlook.period?, outlook.payment)))
            .collect();
        if known.len() < 2 {
            return None;
        }
        known.into_iter().min_by_key(|(amount, _)| *amount).map(|(_, payment)| payment)
    }

    /// How much less `payment` costs than `than` over the period; `None` where it does not, or where
    /// either is not known.
    pub fn saving(&self, payment: Payment, than: Payment) -> Option<Saving> {
        let (less, more) = (self.over(payment)?.0, self.over(than)?.0);
        let amount = more.checked_sub(less).filter(|amount| *amount > Decimal::ZERO)?;
        let percent = amount.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(more)?;
        Some(Saving {
            amount: Money(amount),
            percent: u32::try_from(percent.round()).unwrap_or_default(),
        })
    }
}

impl Quote {
    /// CNY of a month of 720 hours: a subscription's share of a month, and whatever is metered. `None`
    /// while a part of it is not known.
    pub fn per_month(&self) -> Option<Money> {
        let months = match self.billing {
            Billing::Prepaid(months) => months,
            // What is paid at once beside it is asked for one month.
            Billing::Postpaid | Billing::Spot => Months(1),
        };
        let once = self.known_once()?.0.checked_div(Decimal::from(months.get()))?;
        once.checked_add(self.known_month()?.0).map(Money)
    }

    /// CNY over a period.
    fn over(&self, months: Months) -> Option<Money> {
        let once = match self.billing {
            Billing::Prepaid(_) => self.known_once()?,
            Billing::Postpaid | Billing::Spot => times(self.known_once()?, months.get())?,
        };
        let metered = times(self.known_month()?, months.get())?;
        once.0.checked_add(metered.0).map(Money)
    }

    fn known_once(&self) -> Option<Money> {
        let once = self.once();
        once.complete.then_some(once.amount)
    }

    /// What is metered, over a month.
    fn known_month(&self) -> Option<Money> {
        let hourly = self.hourly();
        hourly.complete.then(|| times(hourly.amount, HOURS_PER_MONTH)).flatten()
    }
}
