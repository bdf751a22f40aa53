use serde::{Deserialize, Serialize};

/// What sign-ups ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SignUpSettings {
    /// The email address.
    pub email_address: Requirement,
    /// The phone number.
    pub phone_number: Requirement,
    /// The username.
    pub username: Requirement,
    /// The password.
    pub password: Requirement,
    /// The first name.
    pub first_name: Requirement,
    /// The last name.
    pub last_name: Requirement,
}

impl Default for SignUpSettings {
    fn default() -> Self {
        Self {
            email_address: Requirement::Required,
            phone_number: Requirement::Off,
            username: Requirement::Optional,
            password: Requirement::Required,
            first_name: Requirement::Optional,
            last_name: Requirement::Optional,
        }
    }
}

impl SignUpSettings {
    /// The fields that this is required of, by name.
    pub fn fields(&self, requirement: Requirement) -> impl Iterator<Item = &'static str> {
        let all = [
            ("email_address", self.email_address),
            ("phone_number", self.phone_number),
            ("password", self.password),
            ("first_name", self.first_name),
            ("last_name", self.last_name),
            ("username", self.username),
        ];
        all.into_iter().filter(move |(_, is)| *is == requirement).map(|(field, _)| field)
    }
}

/// Whether a field is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// It is not accepted.
    #[default]
    Off,
    /// It may be given.
    Optional,
    /// It must be given.
    Required,
}
