use housekey_domain::error::Error;
use housekey_domain::webhooks::{EndpointChanges, told};
use housekey_store::webhooks::EndpointRecord;
use maud::{Markup, html};

use crate::error::Result;
use crate::site::pages::field;

/// The fields of a form, in order.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn read(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The first value of a field, or an empty string.
    pub(super) fn one(&self, name: &str) -> String {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// Validates the submitted endpoint.
    pub(super) fn endpoint(&self) -> Result<EndpointChanges> {
        EndpointChanges::check(&self.one("url"), &self.one("description"), &self.all("event_types"))
    }
}

/// The form fields of an endpoint.
pub(super) fn inputs(endpoint: &EndpointRecord) -> Markup {
    html! {
        (field("URL", "url", "url", &endpoint.url, "off"))
        label {
            span { "Description" }
            input type="text" name="description" value=(endpoint.description) autocomplete="off" maxlength="256";
        }
        fieldset {
            legend { "Events (none selected: all events)" }
            @for kind in told() {
                label.choice {
                    @let is_chosen = endpoint.event_types.iter().any(|chosen| chosen.as_str() == kind);
                    input type="checkbox" name="event_types" value=(kind) checked[is_chosen];
                    " " span { (kind) }
                }
            }
        }
    }
}

/// The message of a validation error; `None` for other errors.
pub(super) fn validation_message(error: &Error) -> Option<String> {
    match error {
        Error::Refused { errors, .. } => errors.first().map(|error| error.long_message.clone()),
        _ => None,
    }
}
