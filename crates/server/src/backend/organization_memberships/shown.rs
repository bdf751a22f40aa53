//! Memberships as JSON, which is kept from the last time where nothing has changed.

use std::collections::HashMap;

use housekey_contract::object::OrganizationMembership;
use housekey_contract::{OrganizationId, Page};
use housekey_domain::error::Error;
use housekey_domain::organization_memberships::{MembershipPage, show_all};
use housekey_store::organization_memberships::StoredMembership;
use housekey_store::{StoreError, Tx};

use crate::cx::Cx;
use crate::endpoint::Shown;
use crate::error::Result;
use crate::shown::{self, Listed, Rendered, Version};

/// A page of memberships; `list` finds it, in little time if `is_quick`.
pub(in crate::backend) async fn page<F>(
    cx: &Cx,
    is_quick: bool,
    list: F,
) -> Result<Shown<Page<OrganizationMembership>>>
where
    F: Fn(&mut Tx<'_>) -> Result<MembershipPage> + Clone + Send + Sync + 'static,
{
    if is_quick {
        let (shower, quick) = (cx.clone(), list.clone());
        let (listed, total) = cx.read(move |tx| Ok(Shower::new(&shower, quick(tx)?)?.listed())).await?;
        if shown::missing(&listed).is_empty() {
            return Ok(Shown::page(listed.iter().flatten(), total));
        }
    }
    // In one snapshot: whoever pages through members takes a page that is too short for the last one.
    let shower = cx.clone();
    let page = cx.scan(move |tx| {
        let shower = Shower::new(&shower, list(tx)?)?;
        let (listed, total) = shower.listed();
        let show = |stored: &StoredMembership<'_>| Ok((stored.id.to_owned(), shower.show(stored)?));
        let read = show_all(tx, &shown::missing(&listed), show)?;
        Ok((listed, read.into_iter().filter_map(|(id, json)| Some((id, json?))).collect(), total))
    });
    let (listed, read, total): (_, HashMap<_, _>, _) = page.await?;
    Ok(Shown::page(shown::filled(&listed, &read), total))
}

/// Shows the memberships of a page.
struct Shower<'a> {
    cx: &'a Cx,
    page: MembershipPage,
    /// A hash of all that memberships show of their organization and of the roles, by organization.
    beside: HashMap<OrganizationId, u64>,
}

impl<'a> Shower<'a> {
    fn new(cx: &'a Cx, page: MembershipPage) -> Result<Self> {
        let roles = page.roles.snapshots();
        let hash = |organization| {
            let json = serde_json::to_vec(&(organization, &roles));
            json.map(|json| cx.app.shown.hash(&json)).map_err(|error| Error::Internal(error.to_string()))
        };
        let beside = page.organizations.iter().map(|one| Ok((one.id.clone(), hash(one)?)));
        let beside = beside.collect::<Result<_>>()?;
        Ok(Self { cx, page, beside })
    }

    fn listed(&self) -> (Vec<Listed>, u64) {
        let listed = self.page.memberships.iter().map(|one| {
            let version = self.version(&one.organization_id, one.version);
            let json =
                version.and_then(|version| self.cx.app.shown.recall(&self.cx.instance, &one.id, version));
            json.ok_or_else(|| one.id.clone())
        });
        (listed.collect(), self.page.total)
    }

    fn show(&self, stored: &StoredMembership<'_>) -> Result<Option<Rendered>, StoreError> {
        let (membership, user) = stored.read()?;
        let Some(member) = self.page.member(membership, user) else { return Ok(None) };
        let json = serde_json::to_vec(&self.cx.view().member(&member));
        let json = Rendered::from(json.map_err(|error| StoreError::Decode(error.to_string()))?);
        if let Some(version) = self.version(&member.organization.id, stored.version) {
            self.cx.app.shown.keep(&self.cx.instance, stored.id, version, &json);
        }
        Ok(Some(json))
    }

    fn version(&self, organization: &OrganizationId, own: i64) -> Option<Version> {
        Some(Version { own, beside: *self.beside.get(organization)? })
    }
}
