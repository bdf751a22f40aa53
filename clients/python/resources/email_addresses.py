"""The e-mail addresses of users."""

from harness import call, case, clerk, fresh, new_user, not_found, other, refused, unchanged


def new_address(**fields):
    return call(clerk.email_addresses.create, user_id=new_user().id, email_address=f"{fresh()}@example.com", **fields)


@case("POST /email_addresses", "GET /email_addresses/{email_address_id}")
def an_address_is_added_and_found_again():
    user, value = new_user(), f"{fresh()}@example.com"
    address = call(clerk.email_addresses.create, user_id=user.id, email_address=value.upper(), verified=True)
    assert address.email_address == value and address.verification.status.value == "verified"
    assert clerk.email_addresses.get(email_address_id=address.id) == address
    assert len(clerk.users.get(user_id=user.id).email_addresses) == 2
    not_found(clerk.email_addresses.get, email_address_id="idn_unknown")


@case("POST /email_addresses")
def an_address_that_can_not_be_is_refused():
    user = new_user()
    refused(422, "form_param_format_invalid", clerk.email_addresses.create, user_id=user.id, email_address="nobody")
    refused(422, "form_identifier_exists", clerk.email_addresses.create, user_id=user.id, email_address=user.email_addresses[0].email_address)


@case("PATCH /email_addresses/{email_address_id}")
def a_verified_address_becomes_primary():
    user = new_user()
    address = call(clerk.email_addresses.create, user_id=user.id, email_address=f"{fresh()}@example.com")
    refused(400, "bad_request", clerk.email_addresses.update, email_address_id=address.id, primary=True)
    clerk.email_addresses.update(email_address_id=address.id, verified=True, primary=True)
    assert clerk.users.get(user_id=user.id).primary_email_address_id == address.id
    refused(400, "bad_request", clerk.email_addresses.update, email_address_id=address.id, verified=False)


@case("DELETE /email_addresses/{email_address_id}", "GET /email_addresses/{email_address_id}")
def a_deleted_address_is_gone_and_free():
    address = new_address()
    assert clerk.email_addresses.delete(email_address_id=address.id).deleted
    not_found(clerk.email_addresses.get, email_address_id=address.id)
    not_found(clerk.email_addresses.delete, email_address_id=address.id)
    assert new_user(email_address=[address.email_address]).email_addresses[0].id != address.id


@case(
    "POST /email_addresses",
    "GET /email_addresses/{email_address_id}",
    "PATCH /email_addresses/{email_address_id}",
    "DELETE /email_addresses/{email_address_id}",
)
def an_address_of_another_instance_is_not_found():
    stranger, addresses = new_user(other), clerk.email_addresses
    foreign = stranger.email_addresses[0].id
    with unchanged(lambda: other.users.get(user_id=stranger.id)):
        not_found(addresses.create, user_id=stranger.id, email_address=f"{fresh()}@example.com")
        not_found(addresses.get, email_address_id=foreign)
        not_found(addresses.update, email_address_id=foreign, verified=True)
        not_found(addresses.delete, email_address_id=foreign)


@case("POST /email_addresses")
def the_same_address_may_be_in_two_instances():
    value = new_user(other).email_addresses[0].email_address
    assert call(clerk.email_addresses.create, user_id=new_user().id, email_address=value).email_address == value
