use housekey_contract::Listing;
use housekey_contract::backend::invitations::ListInvitations;
use housekey_contract::object::Invitation;
use housekey_domain::invitations;

use crate::cx::Cx;
use crate::error::Result;

pub(super) async fn list(cx: Cx, request: ListInvitations) -> Result<Listing<Invitation>> {
    let counted = request.paginated.unwrap_or_default();
    let wanted = invitations::Listing::check(request, cx.now())?;
    let (found, total_count) = cx
        .scan(move |tx| {
            let total_count = counted.then(|| invitations::count(tx, &wanted)).transpose()?;
            Ok((invitations::listing(tx, &wanted)?, total_count))
        })
        .await?;
    let view = cx.view();
    Ok(Listing { data: found.iter().map(|record| view.invitation(record)).collect(), total_count })
}
