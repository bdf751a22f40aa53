"""The rest: a page, and keys that open nothing."""

import os

from harness import case, clerk, client, new_user, refused

INTERSTITIAL = "GET /public/interstitial"
KEY = os.environ["HOUSEKEY_PUBLISHABLE_KEY"]


@case(INTERSTITIAL)
def the_interstitial_page_is_for_a_publishable_key():
    # The client reads no page; that it takes one without complaint is all there is to see.
    clerk.miscellaneous.get_public_interstitial(publishable_key=KEY)
    refused(400, "malformed_publishable_key", clerk.miscellaneous.get_public_interstitial, publishable_key="pk_test_x")
    # The example of the clients' documentation.
    clerk.miscellaneous.get_public_interstitial(frontend_api_query_parameter="frontend-api_1a2b3c4d", frontend_api_query_parameter1="pub_1a2b3c4d")
    refused(400, "missing_query_parameter", clerk.miscellaneous.get_public_interstitial)


@case()
def an_unknown_key_opens_nothing():
    user = new_user()
    for key in ("sk_test_nobody", "nonsense", os.environ["HOUSEKEY_PUBLISHABLE_KEY"]):
        stranger = client(key)
        refused(401, "clerk_key_invalid", stranger.users.get, user_id=user.id)
