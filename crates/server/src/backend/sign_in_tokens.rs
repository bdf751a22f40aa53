use crate::endpoint::Endpoints;

pub(super) fn mount(_: &mut Endpoints) {}
