use std::fmt;

use super::claims::Claims;
use super::refusal::Refusal;
use super::reverification::Reverification;

/// What a route may ask beyond that its caller is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requirement {
    /// An organization is active in the session.
    Organization,
    /// The user has this role in the active organization, written with `org:`.
    Role(String),
    /// The user has this permission in the active organization, written `org:feature:permission`.
    Permission(String),
    /// The user proved lately who they are.
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

    /// Asks for more in the middle of a handler; the refusal is an answer in every supported framework.
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
    /// [`Refusal::Lacks`] if the user does not satisfy it.
    pub fn require(&self, requirement: &Requirement) -> Result<(), Refusal> {
        if self.has(requirement) { Ok(()) } else { Err(Refusal::Lacks(requirement.clone())) }
    }
}
