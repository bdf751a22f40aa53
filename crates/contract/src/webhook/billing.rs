//! Payments and subscriptions, as reported by Clerk Billing. A Housekey server has none.

use serde::{Deserialize, Serialize};

use crate::enums::open_enum;
use crate::object::Kind;
use crate::{InstanceId, Millis, OrganizationId, UserId};

/// A payment attempt.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PaymentAttempt {
    /// The attempt's id.
    pub id: String,
    /// The instance's id.
    pub instance_id: InstanceId,
    /// Status of the attempt.
    pub status: PaymentAttemptStatus,
    /// What the payment is charged for.
    pub charge_type: BillingChargeType,
    /// The payment it belongs to.
    pub payment_id: String,
    /// Id at the payment gateway.
    pub gateway_external_id: String,
    /// The invoice's id.
    pub invoice_id: String,
    /// The statement's id.
    pub statement_id: String,
    /// The payer.
    pub payer: BillingPayer,
    /// The payee.
    pub payee: BillingPayee,
    /// The payment source.
    pub payment_source: BillingPaymentSource,
    /// The subscription items being paid for.
    pub subscription_items: Vec<SubscriptionItem>,
    /// The amounts.
    pub totals: BillingTotals,
    /// Why it failed.
    pub failed_reason: Option<BillingPaymentFailure>,
    /// When the payment was due.
    pub billing_date: Millis,
    /// When the payment succeeded.
    pub paid_at: Option<Millis>,
    /// When the payment failed.
    pub failed_at: Option<Millis>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

/// A subscription to one or more plans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Subscription {
    /// Always `commerce_subscription`.
    pub object: Kind,
    /// The subscription's id.
    pub id: String,
    /// Status.
    pub status: SubscriptionStatus,
    /// Its items, one per plan.
    pub items: Vec<SubscriptionItem>,
    /// The payer.
    pub payer: BillingPayer,
    /// The payer's id.
    pub payer_id: String,
    /// Id of the payment source.
    pub payment_source_id: Option<String>,
    /// Id of the latest payment.
    pub latest_payment_id: Option<String>,
    /// When it became active.
    pub active_at: Option<Millis>,
    /// When it was canceled.
    pub canceled_at: Option<Millis>,
    /// When it ended.
    pub ended_at: Option<Millis>,
    /// When it became past due.
    pub past_due_at: Option<Millis>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

/// A subscription item: one plan of a subscription.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SubscriptionItem {
    /// Always `commerce_subscription_item`.
    pub object: Kind,
    /// The item's id.
    pub id: String,
    /// Status.
    pub status: SubscriptionStatus,
    /// The billing interval.
    pub interval: BillingInterval,
    /// Whether it is a free trial.
    pub is_free_trial: bool,
    /// The plan.
    pub plan: Option<BillingPlan>,
    /// The plan's id.
    pub plan_id: Option<String>,
    /// The subscription's id.
    pub subscription_id: Option<String>,
    /// The payer.
    pub payer: Option<BillingPayer>,
    /// The number of seats.
    pub seats: Option<BillingSeats>,
    /// The credit applied to the price.
    pub credit: Option<BillingCredit>,
    /// All credits applied to the price.
    pub credits: Option<BillingCredits>,
    /// Start of the billing period.
    pub period_start: Millis,
    /// End of the billing period.
    pub period_end: Option<Millis>,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last updated.
    pub updated_at: Millis,
}

/// A plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPlan {
    /// The plan's id.
    pub id: String,
    /// Display name.
    pub name: String,
    /// Its name for machines.
    pub slug: String,
    /// Price, in the smallest unit of the currency.
    pub amount: i64,
    /// The currency.
    pub currency: String,
    /// Whether it is billed repeatedly.
    pub is_recurring: bool,
    /// Usage-based prices.
    pub unit_prices: Vec<BillingUnitPrice>,
}

/// A usage-based price of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingUnitPrice {
    /// The unit: `seats` …
    pub name: String,
    /// Number of units per block.
    pub block_size: i64,
    /// The price tiers, in ascending order.
    pub tiers: Vec<BillingTier>,
}

/// A price tier.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingTier {
    /// First block of the tier.
    pub starts_at_block: i64,
    /// Last block of the tier; null if unlimited.
    pub ends_after_block: Option<i64>,
    /// Price per block, in the smallest unit of the currency.
    pub amount_per_block: i64,
    /// The currency.
    pub currency: String,
}

/// The seats of a subscription item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingSeats {
    /// Number of seats; null if unlimited.
    pub quantity: Option<i64>,
}

/// The payer: a user or an organization.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPayer {
    /// Always `commerce_payer`.
    pub object: Kind,
    /// The payer's id.
    pub id: String,
    /// The user, if the payer is one.
    pub user_id: Option<UserId>,
    /// The organization, if the payer is one.
    pub organization_id: Option<OrganizationId>,
    /// Name of the organization.
    pub organization_name: Option<String>,
    /// First name of the user.
    pub first_name: Option<String>,
    /// Last name of the user.
    pub last_name: Option<String>,
    /// Billing email address.
    pub email: String,
    /// URL of the image.
    pub image_url: String,
    /// When the payer was created.
    pub created_at: Option<Millis>,
    /// When the payer was last updated.
    pub updated_at: Option<Millis>,
}

/// A payee.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPayee {
    /// The payee's id.
    pub id: String,
    /// The payee's id at the payment gateway.
    pub gateway_external_id: String,
    /// Type of the payment gateway.
    pub gateway_type: String,
    /// Status at the payment gateway.
    pub gateway_status: String,
}

/// A payment source.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPaymentSource {
    /// Its id.
    pub id: String,
    /// The payment gateway.
    pub gateway: String,
    /// Id at the payment gateway.
    pub gateway_external_id: String,
    /// Account id at the payment gateway.
    pub gateway_external_account_id: Option<String>,
    /// The payment method.
    pub payment_method: BillingPaymentMethod,
    /// Whether it can be used.
    pub status: BillingSourceStatus,
    /// The card brand.
    pub card_type: Option<String>,
    /// The last four digits of the card.
    pub last4: Option<String>,
}

/// Why a payment failed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPaymentFailure {
    /// Error code of the payment gateway.
    pub code: String,
    /// Decline code of the bank.
    pub decline_code: String,
}

/// An amount of money.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingAmount {
    /// In the smallest unit of the currency.
    pub amount: i64,
    /// Formatted for display: `12.00`.
    pub amount_formatted: String,
    /// The currency: `USD` …
    pub currency: String,
    /// The currency symbol: `$` …
    pub currency_symbol: String,
}

/// Totals of a payment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingTotals {
    /// Total without tax.
    pub subtotal: BillingAmount,
    /// The tax.
    pub tax_total: BillingAmount,
    /// Total with tax.
    pub grand_total: BillingAmount,
    /// Totals of each unit.
    pub per_unit_totals: Vec<BillingUnitTotal>,
}

/// The total of one unit.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingUnitTotal {
    /// The unit: `seats` …
    pub name: String,
    /// Quantity.
    pub quantity: Option<i64>,
    /// Price per unit, in the smallest unit of the currency.
    pub amount: i64,
    /// Total price, in the smallest unit of the currency.
    pub total: i64,
    /// The currency.
    pub currency: String,
}

/// A proration credit for the unused part of the previous period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingCredit {
    /// The amount.
    pub amount: BillingAmount,
    /// Days remaining in the billing cycle.
    pub cycle_days_remaining: i64,
    /// Total days of the billing cycle.
    pub cycle_days_total: i64,
    /// Remaining part of the billing cycle, in percent.
    pub cycle_remaining_percent: f64,
}

/// The credits applied to a price.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingCredits {
    /// The proration credit.
    pub proration: Option<BillingCredit>,
    /// The credit from the payer's balance.
    pub payer: Option<BillingPayerCredit>,
    /// The total credit.
    pub total: BillingAmount,
}

/// A credit from the payer's balance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingPayerCredit {
    /// Amount applied.
    pub applied_amount: BillingAmount,
    /// Remaining balance.
    pub remaining_balance: BillingAmount,
}

open_enum! {
    /// Status of a payment attempt.
    PaymentAttemptStatus {
        Failed = "failed",
        Paid = "paid",
        Pending = "pending",
    }

    /// Status of a subscription or a subscription item.
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

    /// What a payment is charged for.
    BillingChargeType {
        Checkout = "checkout",
        Recurring = "recurring",
    }

    /// A billing interval.
    BillingInterval {
        Annual = "annual",
        Month = "month",
    }

    /// A payment method.
    BillingPaymentMethod {
        Card = "card",
        Link = "link",
    }

    /// Status of a payment source.
    BillingSourceStatus {
        Active = "active",
        Disconnected = "disconnected",
    }
}
