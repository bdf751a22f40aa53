use housekey_sdk::{
    CreateOrganization, CreateOrganizationMembership, CreateUser, Error, Organization,
    OrganizationMembership, User,
};

use crate::server::Server;

impl Server {
    /// A new user with an address at `example.org`.
    pub(crate) async fn user(&self, name: &str) -> User {
        let user = CreateUser {
            email_address: Some(vec![format!("{name}@example.org")]),
            first_name: Some(name.to_owned()),
            skip_password_requirement: Some(true),
            ..CreateUser::default()
        };
        self.client.users().create(user).await.unwrap()
    }

    /// A new organization created by a user.
    pub(crate) async fn organization(&self, name: &str, creator: &User) -> Organization {
        let new = CreateOrganization {
            name: name.to_owned(),
            created_by: Some(creator.id.clone()),
            ..CreateOrganization::default()
        };
        self.client.organizations().create(new).await.unwrap()
    }

    /// Adds a member.
    pub(crate) async fn join(
        &self,
        organization: &Organization,
        user: &User,
        role: &str,
    ) -> OrganizationMembership {
        let new = CreateOrganizationMembership {
            user_id: user.id.clone(),
            role: role.to_owned(),
            ..CreateOrganizationMembership::default()
        };
        self.client.organization_memberships().create(&organization.id, new).await.unwrap()
    }
}

/// The parameter of a refusal.
pub(crate) fn param_of(error: &Error) -> String {
    let Error::Api(failure) = error else { panic!("{error}") };
    failure.errors[0].meta["param_name"].as_str().unwrap().to_owned()
}
