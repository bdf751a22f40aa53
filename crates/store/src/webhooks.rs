//! Webhooks: endpoints, messages and deliveries.

mod deliveries;
mod endpoints;
mod messages;
mod service;

pub use deliveries::{
    Attempt, Claimed, DeliveryRecord, any_due, claim, delete_of_endpoint, find_delivery, give_up,
    insert_in_line, list, next_in_line, prune, settle,
};
pub use endpoints::{EndpointRecord, SealedSecret, all, delete, find, insert, is_listening, update};
pub use messages::{WebhookMessageRecord, cut_off, find_message, insert_message, prune_messages};
pub use service::{Pass, add_pass, has_pass, is_on, take_pass, turn_off, turn_on};
