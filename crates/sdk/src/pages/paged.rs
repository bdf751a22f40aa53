#[cfg(feature = "users")]
mod users;

#[cfg(test)]
use housekey_contract::Meta;
use housekey_contract::Operation;

/// An operation that returns a paginated listing.
///
/// These are all operations whose request has `limit` and `offset`; their calls have [`Call::stream`](crate::Call::stream) and
/// similar methods. Listings without these fields, such as `domains().list()`, are returned as a whole.
pub trait Paged: Operation<Answer: IntoIterator<Item = Self::Item>> + Clone {
    /// The type of the items.
    type Item: Send + 'static;
    /// The operation that counts the items.
    type Count: Operation;

    /// The request's `limit` and `offset`.
    fn place(&mut self) -> Place<'_>;
    /// The unique id of an item in the listing.
    fn id(item: &Self::Item) -> &str;
    /// The operation that counts the items of this listing.
    fn into_count(self) -> Self::Count;
    /// The number of items, if the answer contains it.
    fn total(answer: &<Self::Count as Operation>::Answer) -> Option<u64>;

    /// Why this request can't be paginated, if it can't.
    fn unpaged(&self) -> Option<&'static str> {
        None
    }
}

/// The `limit` and `offset` of a request.
#[derive(Debug)]
pub struct Place<'a> {
    /// Maximum number of items to return.
    pub limit: &'a mut Option<i64>,
    /// Number of items to skip.
    pub offset: &'a mut Option<i64>,
}

/// Makes operations [`Paged`], group by group: a line says what an operation answers, and which field of an item tells
/// it from others.
macro_rules! paged {
    ($($group:literal {$($resource:ident::$List:ident -> $Form:ident<$Item:ident>, $id:ident;)*})*) => {
        $($(
            #[cfg(feature = $group)]
            impl Paged for housekey_contract::backend::$resource::$List {
                type Item = housekey_contract::object::$Item;
                type Count = Self;

                fn place(&mut self) -> Place<'_> {
                    Place { limit: &mut self.request.limit, offset: &mut self.request.offset }
                }

                fn id(item: &housekey_contract::object::$Item) -> &str {
                    item.$id.as_ref()
                }

                fn into_count(mut self) -> Self {
                    paged!(@ask $Form self);
                    (self.request.limit, self.request.offset) = (Some(1), None);
                    self
                }

                fn total(answer: &housekey_contract::$Form<housekey_contract::object::$Item>) -> Option<u64> {
                    answer.total_count.into()
                }
            }
        )*)*

        /// The operations above.
        #[cfg(test)]
        const PAGED: &[Meta] = &[$($(
            #[cfg(feature = $group)]
            housekey_contract::backend::$resource::$List::META,
        )*)*];
    };
    (@ask Page $operation:ident) => {};
    (@ask Listing $operation:ident) => { $operation.request.paginated = Some(true) };
}

// Users are beside it: they are counted by an operation of their own.
paged! {
    "users" {
        users::GetInstanceOrganizationMemberships -> Page<OrganizationMembership>, id;
        users::GetOauthAccessToken -> Listing<OAuthAccessToken>, external_account_id;
        users::GetOrganizationInvitations -> Page<OrganizationInvitation>, id;
        users::GetOrganizationMemberships -> Page<OrganizationMembership>, id;
    }
    "sessions" {
        clients::List -> Listing<Client>, id;
        sessions::List -> Listing<Session>, id;
    }
    "organizations" {
        organization_domains::List -> Page<OrganizationDomain>, id;
        organization_domains::ListAll -> Page<OrganizationDomain>, id;
        organization_invitations::GetAll -> Page<OrganizationInvitation>, id;
        organization_invitations::List -> Page<OrganizationInvitation>, id;
        organization_invitations::ListPending -> Page<OrganizationInvitation>, id;
        organization_memberships::List -> Page<OrganizationMembership>, id;
        organization_permissions::List -> Page<Permission>, id;
        organization_roles::List -> Page<Role>, id;
        organizations::List -> Page<Organization>, id;
    }
    "invitations" {
        allowlist_identifiers::List -> Listing<AllowlistIdentifier>, id;
        invitations::List -> Listing<Invitation>, id;
        waitlist_entries::List -> Page<WaitlistEntry>, id;
    }
    "instance" {
        redirect_urls::List -> Listing<RedirectUrl>, id;
    }
    "oauth" {
        oauth_applications::List -> Page<OAuthApplication>, id;
    }
    "saml" {
        saml_connections::List -> Page<SamlConnection>, id;
    }
    "templates" {
        email_sms_templates::List -> Listing<Template>, id;
        jwt_templates::List -> Listing<JwtTemplate>, id;
    }
}

#[cfg(all(test, feature = "users"))]
mod tests {
    use std::collections::BTreeSet;

    use housekey_contract::backend;

    use super::*;

    #[test]
    fn every_operation_with_limit_and_offset_is_paged_and_no_other() {
        let fields: BTreeSet<(&str, &str)> = include_str!("../../../../facts/requests.tsv")
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|row| row[1] == "query")
            .map(|row| (row[0], row[2]))
            .collect();
        let key = |meta: &Meta| format!("{} {}", meta.method, meta.path);
        let operations: Vec<String> = backend::operations().iter().map(key).collect();
        let expected: BTreeSet<&String> = operations
            .iter()
            .filter(|key| ["limit", "offset"].iter().all(|field| fields.contains(&(key.as_str(), field))))
            .collect();
        let paged: Vec<String> = PAGED.iter().chain([&backend::users::List::META]).map(key).collect();
        assert_eq!(paged.iter().collect::<BTreeSet<_>>(), expected);
        assert_eq!(paged.len(), expected.len());
    }
}
