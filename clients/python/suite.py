"""The official Python client against a running Housekey. A response that the client can't validate is a failure."""

import json
import os
import sys
import traceback
import uuid

from clerk_backend_api import Clerk, models

try:
    from clerk_backend_api.security import VerifyTokenOptions, verify_token
except ImportError:  # the line 2.x
    from clerk_backend_api.jwks_helpers import VerifyTokenOptions, verify_token

PASSWORD = "correct horse battery staple"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
clerk = Clerk(bearer_auth=os.environ["HOUSEKEY_SECRET_KEY"], server_url=os.environ["HOUSEKEY_URL"] + "/v1", timeout_ms=10_000)
counts = {"passed": 0, "failed": 0}


def fresh():
    return uuid.uuid4().hex[:12]


def call(method, **fields):
    """Calls with keywords; the lines of the client differ in whether a body is one `request`."""
    try:
        return method(**fields)
    except TypeError:
        return method(request=fields)


def refused(status, expected, method, /, **fields):
    try:
        call(method, **fields)
    except models.ClerkErrors as error:
        answer = getattr(error, "raw_response", None) or getattr(error, "http_res", None)
        assert error.data.errors[0].code == expected, error.data.errors[0].code
        assert answer is None or answer.status_code == status, answer.status_code
        return
    except models.SDKError as error:
        # A status that the specification does not list for the operation.
        answer = getattr(error, "raw_response", None)
        text = answer.text if answer is not None else error.body
        assert json.loads(text)["errors"][0]["code"] == expected, text
        return
    raise AssertionError(f"{expected} was expected, and the call succeeded")


def new_user(**fields):
    name = fresh()
    return call(clerk.users.create, **{"email_address": [f"{name}@example.com"], "password": PASSWORD, **fields})


def a_user_is_created_read_changed_and_deleted():
    name = fresh()
    user = new_user(username=f"u{name}", external_id=name, first_name="Ada", public_metadata={"plan": "pro"})
    assert user.email_addresses[0].verification.status is not None
    found = clerk.users.get(user_id=user.id)
    assert (found.first_name, found.external_id, found.public_metadata) == ("Ada", name, {"plan": "pro"})
    assert call(clerk.users.update, user_id=user.id, last_name="Lovelace").last_name == "Lovelace"
    merged = clerk.users.update_metadata(user_id=user.id, public_metadata={"seats": 3, "plan": None})
    assert merged.public_metadata == {"seats": 3}, merged.public_metadata
    assert clerk.users.delete(user_id=user.id).deleted
    refused(404, "resource_not_found", clerk.users.get, user_id=user.id)


def users_are_listed_filtered_and_counted():
    user = new_user()
    address = user.email_addresses[0].email_address
    assert [found.id for found in call(clerk.users.list, email_address=[address])] == [user.id]
    assert call(clerk.users.list, query=fresh()) == []
    counted = call(clerk.users.count, email_address=[address])
    assert counted.total_count == 1


def mistakes_are_told_with_their_code():
    user = new_user()
    refused(422, "form_identifier_exists", clerk.users.create, email_address=[user.email_addresses[0].email_address])
    refused(422, "form_param_format_invalid", clerk.users.create, email_address=["nobody"])
    refused(404, "resource_not_found", clerk.users.ban, user_id="user_unknown")


def users_are_banned_and_locked():
    user = new_user()
    assert clerk.users.ban(user_id=user.id).banned and not clerk.users.unban(user_id=user.id).banned
    assert clerk.users.lock(user_id=user.id).locked and not clerk.users.unlock(user_id=user.id).locked


def passwords_are_verified():
    user = new_user()
    assert clerk.users.verify_password(user_id=user.id, password=PASSWORD).verified
    refused(422, "incorrect_password", clerk.users.verify_password, user_id=user.id, password="guessed")


def second_factors_are_taken_away():
    user = new_user(totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", backup_codes=["first-code-123", "second-code-456"])
    assert user.totp_enabled and user.backup_code_enabled
    assert clerk.users.verify_totp(user_id=user.id, code="first-code-123").verified
    refused(422, "form_code_incorrect", clerk.users.verify_totp, user_id=user.id, code="first-code-123")
    assert clerk.users.disable_mfa(user_id=user.id).user_id == user.id
    assert not clerk.users.get(user_id=user.id).two_factor_enabled


def pictures_are_set_and_deleted():
    user = new_user()
    with_picture = clerk.users.set_profile_image(user_id=user.id, file={"file_name": "a.png", "content": PNG, "content_type": "image/png"})
    assert with_picture.has_image
    assert not clerk.users.delete_profile_image(user_id=user.id).has_image


def users_without_organizations_have_none():
    user = new_user()
    assert clerk.users.get_organization_memberships(user_id=user.id).total_count == 0
    assert clerk.users.get_organization_invitations(user_id=user.id).total_count == 0


def addresses_are_added_changed_and_deleted():
    user = new_user()
    value = f"{fresh()}@example.com"
    address = call(clerk.email_addresses.create, user_id=user.id, email_address=value, verified=True)
    assert clerk.email_addresses.get(email_address_id=address.id).email_address == value
    call(clerk.email_addresses.update, email_address_id=address.id, primary=True)
    assert clerk.users.get(user_id=user.id).primary_email_address_id == address.id
    assert clerk.email_addresses.delete(email_address_id=address.id).deleted
    refused(404, "resource_not_found", clerk.email_addresses.get, email_address_id=address.id)


def numbers_are_added_changed_and_deleted():
    user = new_user()
    value = f"+1201555{int(fresh(), 16) % 10_000:04d}"
    number = call(clerk.phone_numbers.create, user_id=user.id, phone_number=value, verified=True)
    assert clerk.phone_numbers.get(phone_number_id=number.id).phone_number == value
    call(clerk.phone_numbers.update, phone_number_id=number.id, reserved_for_second_factor=True)
    assert clerk.users.get(user_id=user.id).two_factor_enabled
    assert clerk.phone_numbers.delete(phone_number_id=number.id).deleted
    refused(422, "form_param_format_invalid", clerk.phone_numbers.create, user_id=user.id, phone_number="12")


def a_session_gives_a_token_that_verifies_without_network():
    user = new_user()
    session = call(clerk.sessions.create, user_id=user.id)
    token = call(clerk.sessions.create_token, session_id=session.id).jwt
    claims = verify_token(token, VerifyTokenOptions(jwt_key=os.environ["HOUSEKEY_PEM"]))
    assert (claims["sub"], claims["sid"]) == (user.id, session.id)
    assert call(clerk.sessions.list, user_id=user.id)[0].id == session.id
    assert clerk.clients.get(client_id=session.client_id).session_ids == [session.id]
    assert clerk.sessions.revoke(session_id=session.id).status.value == "revoked"
    refused(404, "resource_not_found", clerk.sessions.get, session_id="sess_unknown")


def a_template_gives_tokens():
    user, name = new_user(first_name="Ada"), f"t{fresh()}"
    template = call(clerk.jwt_templates.create, name=name, claims={"name": "{{user.first_name}}"})
    assert clerk.jwt_templates.get(template_id=template.id).name == name
    assert name in [found.name for found in call(clerk.jwt_templates.list)]
    session = call(clerk.sessions.create, user_id=user.id)
    token = call(clerk.sessions.create_token_from_template, session_id=session.id, template_name=name).jwt
    claims = verify_token(token, VerifyTokenOptions(jwt_key=os.environ["HOUSEKEY_PEM"]))
    # The client models `claims` as an object without fields and sends it empty, so only the defaults can be looked at.
    assert claims["sub"] == user.id and "sid" not in claims, claims
    assert clerk.jwt_templates.delete(template_id=template.id).deleted


def tickets_testing_tokens_and_keys_are_given_out():
    user = new_user()
    ticket = call(clerk.sign_in_tokens.create, user_id=user.id)
    assert ticket.token and clerk.sign_in_tokens.revoke(sign_in_token_id=ticket.id).status.value == "revoked"
    assert call(clerk.testing_tokens.create).token
    keys = (getattr(clerk.jwks, "get_jwks", None) or clerk.jwks.get)()
    assert len(keys.keys) == 1 if hasattr(keys, "keys") else keys


TESTS = [
    a_user_is_created_read_changed_and_deleted,
    users_are_listed_filtered_and_counted,
    mistakes_are_told_with_their_code,
    users_are_banned_and_locked,
    passwords_are_verified,
    second_factors_are_taken_away,
    pictures_are_set_and_deleted,
    users_without_organizations_have_none,
    addresses_are_added_changed_and_deleted,
    numbers_are_added_changed_and_deleted,
    a_session_gives_a_token_that_verifies_without_network,
    a_template_gives_tokens,
    tickets_testing_tokens_and_keys_are_given_out,
]

for test in TESTS:
    try:
        test()
        counts["passed"] += 1
    except Exception:
        counts["failed"] += 1
        print(f"FAILED {test.__name__}")
        traceback.print_exc(limit=4)
print(f"{counts['passed']} passed, {counts['failed']} failed")
sys.exit(1 if counts["failed"] else 0)
