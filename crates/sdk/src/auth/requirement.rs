use std::fmt;

use super::claims::Claims;
use super::refusal::Refusal;
use super::reverification::Reverification;

/// What a route can require in addition to a signed-in user.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requirement {
    /// An active organization.
    Organization,
    /// This role in the active organization, with `org:`.
    Role(String),
    /// This permission in the active organization: `org:feature:permission`.
    Permission(String),
    /// A recent verification of the user.
    Reverification(Reverification),
}

impl Requirement {
    /// [`Requirement::Role`], such as `org:admin`.
    pub fn role(role: impl Into<String>) -> Self {
        Self::Role(role.into())
    }

    /// [`Requirement::Permission`], such as `org:invoices:read`.
    pub fn permission(permission: impl Into<String>) -> Self {
        Self::Permission(permission.into())
    }
}

impl From<Reverification> for Requirement {
    fn from(reverification: Reverification) -> Self {
        Self::Reverification(reverification)
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Organization => f.write_str("an active organization"),
            Self::Role(role) => write!(f, "the role {role}"),
            Self::Permission(permission) => write!(f, "the permission {permission}"),
            Self::Reverification(_) => f.write_str("a recent verification of who the user is"),
        }
    }
}

impl Claims {
    /// Whether the user satisfies a requirement.
    pub fn has(&self, requirement: &Requirement) -> bool {
        match requirement {
            Requirement::Organization => self.organization().is_some(),
            Requirement::Role(role) => self.has_role(role),
            Requirement::Permission(permission) => self.has_permission(permission),
            Requirement::Reverification(reverification) => reverification.is_satisfied_by(self),
        }
    }

    /// Checks a requirement inside a handler. The refusal can be returned as a response in every supported framework.
    ///
    /// ```
    /// # use housekey_sdk::auth::{Claims, Refusal, Requirement, Reverification};
    /// fn delete_everything(claims: &Claims) -> Result<(), Refusal> {
    ///     claims.require(&Requirement::role("org:admin"))?;
    ///     claims.require(&Reverification::STRICT.into())
    /// }
    /// ```
    ///
    /// # Errors
    /// [`Refusal::Lacks`] if the user doesn't meet it.
    pub fn require(&self, requirement: &Requirement) -> Result<(), Refusal> {
        if self.has(requirement) { Ok(()) } else { Err(Refusal::Lacks(requirement.clone())) }
    }
}
