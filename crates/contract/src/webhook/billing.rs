//! Payments and subscriptions, which Clerk's billing tells of. A Housekey server has none.

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::Kind;
use crate::{InstanceId, Millis, OrganizationId, UserId};

/// An attempt to have a bill paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentAttempt {
    /// The attempt's id.
    pub id: String,
    /// The instance's id.
    pub instance_id: InstanceId,
    /// How it went.
    pub status: PaymentAttemptStatus,
    /// What it is for.
    pub charge_type: BillingChargeType,
    /// The payment that it is an attempt at.
    pub payment_id: String,
    /// Its id at the payment service.
    pub gateway_external_id: String,
    /// The invoice's id.
    pub invoice_id: String,
    /// The statement's id.
    pub statement_id: String,
    /// Who pays.
    pub payer: BillingPayer,
    /// Who is paid.
    pub payee: BillingPayee,
    /// What is paid with.
    pub payment_source: BillingPaymentSource,
    /// What is paid for.
    pub subscription_items: Vec<SubscriptionItem>,
    /// How much.
    pub totals: BillingTotals,
    /// Why it failed.
    pub failed_reason: Option<BillingPaymentFailure>,
    /// When it was due.
    pub billing_date: Millis,
    /// When it was paid.
    pub paid_at: Option<Millis>,
    /// When it failed.
    pub failed_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// What somebody has subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// Always `commerce_subscription`.
    pub object: Kind,
    /// The subscription's id.
    pub id: String,
    /// How it stands.
    pub status: SubscriptionStatus,
    /// The parts of it, one for each plan.
    pub items: Vec<SubscriptionItem>,
    /// Whose it is.
    pub payer: BillingPayer,
    /// The payer's id.
    pub payer_id: String,
    /// What it is paid with.
    pub payment_source_id: Option<String>,
    /// The payment made last.
    pub latest_payment_id: Option<String>,
    /// Since when it is active.
    pub active_at: Option<Millis>,
    /// When it was canceled.
    pub canceled_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// Since when a payment is late.
    pub past_due_at: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A plan that is part of a subscription.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscriptionItem {
    /// Always `commerce_subscription_item`.
    pub object: Kind,
    /// The item's id.
    pub id: String,
    /// How it stands.
    pub status: SubscriptionStatus,
    /// How often it is paid for.
    pub interval: BillingInterval,
    /// Whether it is free for the time being.
    pub is_free_trial: bool,
    /// The plan.
    pub plan: Option<BillingPlan>,
    /// The plan's id.
    pub plan_id: Option<String>,
    /// The subscription's id.
    pub subscription_id: Option<String>,
    /// Whose it is.
    pub payer: Option<BillingPayer>,
    /// For how many members.
    pub seats: Option<BillingSeats>,
    /// What is taken off the price.
    pub credit: Option<BillingCredit>,
    /// All that is taken off the price.
    pub credits: Option<BillingCredits>,
    /// Since when it is paid for.
    pub period_start: Millis,
    /// Until when it is paid for.
    pub period_end: Option<Millis>,
    /// When it was made.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
}

/// A plan that can be subscribed to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPlan {
    /// The plan's id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its name for machines.
    pub slug: String,
    /// Its price, in the smallest unit of the currency.
    pub amount: i64,
    /// The currency.
    pub currency: String,
    /// Whether it is paid for again and again.
    pub is_recurring: bool,
    /// What it costs by how much of it is used.
    pub unit_prices: Vec<BillingUnitPrice>,
}

/// What a plan costs by how much of it is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingUnitPrice {
    /// What is counted: `seats` …
    pub name: String,
    /// How many are paid for at once.
    pub block_size: i64,
    /// The prices, the first blocks first.
    pub tiers: Vec<BillingTier>,
}

/// What some blocks cost.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingTier {
    /// The first block.
    pub starts_at_block: i64,
    /// The last one; none if it has no end.
    pub ends_after_block: Option<i64>,
    /// The price of a block, in the smallest unit of the currency.
    pub amount_per_block: i64,
    /// The currency.
    pub currency: String,
}

/// For how many members something is paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingSeats {
    /// How many; none if as many as there are.
    pub quantity: Option<i64>,
}

/// Who pays: a user or an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPayer {
    /// Always `commerce_payer`.
    pub object: Kind,
    /// The payer's id.
    pub id: String,
    /// The user, if it is one.
    pub user_id: Option<UserId>,
    /// The organization, if it is one.
    pub organization_id: Option<OrganizationId>,
    /// What the organization is called.
    pub organization_name: Option<String>,
    /// The user's given name.
    pub first_name: Option<String>,
    /// The user's family name.
    pub last_name: Option<String>,
    /// Where bills are sent.
    pub email: String,
    /// Where the picture is served.
    pub image_url: String,
    /// When they first paid.
    pub created_at: Option<Millis>,
    /// When they last changed.
    pub updated_at: Option<Millis>,
}

/// Who is paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPayee {
    /// The payee's id.
    pub id: String,
    /// Their id at the payment service.
    pub gateway_external_id: String,
    /// Which payment service it is.
    pub gateway_type: String,
    /// How they stand with it.
    pub gateway_status: String,
}

/// What is paid with.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPaymentSource {
    /// Its id.
    pub id: String,
    /// Which payment service it is at.
    pub gateway: String,
    /// Its id at the payment service.
    pub gateway_external_id: String,
    /// The account there.
    pub gateway_external_account_id: Option<String>,
    /// What kind it is.
    pub payment_method: BillingPaymentMethod,
    /// Whether it can be used.
    pub status: BillingSourceStatus,
    /// The kind of card.
    pub card_type: Option<String>,
    /// The last four digits of the card.
    pub last4: Option<String>,
}

/// Why a payment failed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPaymentFailure {
    /// The payment service's word for it.
    pub code: String,
    /// The bank's word for it.
    pub decline_code: String,
}

/// A sum of money.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingAmount {
    /// In the smallest unit of the currency.
    pub amount: i64,
    /// For people: `12.00`.
    pub amount_formatted: String,
    /// The currency: `USD` …
    pub currency: String,
    /// Its sign: `$` …
    pub currency_symbol: String,
}

/// How much is to be paid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingTotals {
    /// Without tax.
    pub subtotal: BillingAmount,
    /// The tax.
    pub tax_total: BillingAmount,
    /// With tax.
    pub grand_total: BillingAmount,
    /// What was counted, each for itself.
    pub per_unit_totals: Vec<BillingUnitTotal>,
}

/// How much is to be paid for what was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingUnitTotal {
    /// What was counted: `seats` …
    pub name: String,
    /// How many.
    pub quantity: Option<i64>,
    /// The price of one, in the smallest unit of the currency.
    pub amount: i64,
    /// The price of all.
    pub total: i64,
    /// The currency.
    pub currency: String,
}

/// What is taken off a price, since the time before was paid for already.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingCredit {
    /// How much.
    pub amount: BillingAmount,
    /// How many days were left.
    pub cycle_days_remaining: i64,
    /// Of how many.
    pub cycle_days_total: i64,
    /// The same in percent.
    pub cycle_remaining_percent: f64,
}

/// All that is taken off a price.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingCredits {
    /// For time that was paid for already.
    pub proration: Option<BillingCredit>,
    /// From what the payer has.
    pub payer: Option<BillingPayerCredit>,
    /// Together.
    pub total: BillingAmount,
}

/// What is taken off a price from what the payer has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPayerCredit {
    /// How much was taken.
    pub applied_amount: BillingAmount,
    /// How much the payer has left.
    pub remaining_balance: BillingAmount,
}

open_enum! {
    /// How an attempt to have a bill paid went.
    PaymentAttemptStatus {
        Failed = "failed",
        Paid = "paid",
        Pending = "pending",
    }

    /// How a subscription, or an item of one, stands.
    SubscriptionStatus {
        Abandoned = "abandoned",
        Active = "active",
        Canceled = "canceled",
        Ended = "ended",
        Expired = "expired",
        Incomplete = "incomplete",
        PastDue = "past_due",
        Upcoming = "upcoming",
    }

    /// What a payment is for.
    BillingChargeType {
        Checkout = "checkout",
        Recurring = "recurring",
    }

    /// How often something is paid for.
    BillingInterval {
        Annual = "annual",
        Month = "month",
    }

    /// What kind of thing is paid with.
    BillingPaymentMethod {
        Card = "card",
        Link = "link",
    }

    /// Whether what is paid with can be used.
    BillingSourceStatus {
        Active = "active",
        Disconnected = "disconnected",
    }
}
