//! What belongs to no other resource.

mod get_public_interstitial;

use housekey_contract::backend::miscellaneous as operations;

use crate::endpoint::Endpoints;

pub(super) fn mount(endpoints: &mut Endpoints) {
    endpoints.open::<operations::GetPublicInterstitial>(get_public_interstitial::get_public_interstitial);
}
