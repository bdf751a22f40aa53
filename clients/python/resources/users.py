"""The people of an instance."""

import functools

from harness import (
    NO_PICTURE, PASSWORD, PICTURE, call, case, clerk, fresh, fresh_number, new_session, new_user, not_found, other, refused, unchanged,
)

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BACKUP_CODES = ["first-code-123", "second-code-456"]
PASSKEY = "DELETE /users/{user_id}/passkeys/{passkey_identification_id}"
WALLET = "DELETE /users/{user_id}/web3_wallets/{web3_wallet_identification_id}"
ACCOUNT = "DELETE /users/{user_id}/external_accounts/{external_account_id}"
REPLACE = "PUT /users/{user_id}/metadata"
OAUTH_TOKENS = "GET /users/{user_id}/oauth_access_tokens/{provider}"
UNKNOWN = {"4": [REPLACE], "2": [REPLACE]}
EXEMPT = {
    (PASSKEY, "happy"): "the Backend API can't add a passkey",
    (ACCOUNT, "happy"): "the Backend API can't link an account",
    (OAUTH_TOKENS, "happy"): "the Backend API can't link an account",
}


def new_wallet():
    return f"0x{fresh()}{fresh()}{fresh()}abcd"


@functools.cache
def stranger():
    """A user of another instance, who has everything."""
    return new_user(
        other,
        password=PASSWORD,
        totp_secret=TOTP_SECRET,
        backup_codes=BACKUP_CODES,
        web3_wallet=[new_wallet()],
        username=f"u{fresh()}",
    )


def of_the_stranger():
    return unchanged(lambda: other.users.get(user_id=stranger().id))


@case("POST /users", "GET /users/{user_id}")
def a_user_is_created_with_all_that_is_given_and_found_again():
    name = fresh()
    user = new_user(
        username=f"u{name}", external_id=name, first_name="Ada", last_name="Lovelace", web3_wallet=[new_wallet()],
        phone_number=[fresh_number()], public_metadata={"plan": "pro"},
        private_metadata={"note": {"n": 1}}, unsafe_metadata={"theme": "dark"}, created_at="2020-01-02T03:04:05.678Z",
    )
    found = clerk.users.get(user_id=user.id)
    assert found == user
    assert (found.first_name, found.last_name, found.username, found.external_id) == ("Ada", "Lovelace", f"u{name}", name)
    assert (found.public_metadata, found.private_metadata, found.unsafe_metadata) == ({"plan": "pro"}, {"note": {"n": 1}}, {"theme": "dark"})
    assert found.created_at == 1577934245678
    assert found.email_addresses[0].id == found.primary_email_address_id
    assert found.phone_numbers[0].id == found.primary_phone_number_id
    assert found.web3_wallets[0].id == found.primary_web3_wallet_id


@case("POST /users")
def a_user_that_can_not_be_is_refused():
    address = new_user().email_addresses[0].email_address
    refused(422, "form_identifier_exists", clerk.users.create, email_address=[address], password=PASSWORD)
    refused(422, "form_param_format_invalid", clerk.users.create, email_address=["nobody"], password=PASSWORD)
    refused(422, "form_password_length_too_short", clerk.users.create, email_address=[f"{fresh()}@example.com"], password="short")
    refused(422, "form_param_exceeds_allowed_size", new_user, public_metadata={"long": "x" * 9_000})


@case("PATCH /users/{user_id}", "GET /users/{user_id}")
def what_is_given_changes_and_the_rest_stays():
    user = new_user(first_name="Ada", username=f"u{fresh()}")
    assert call(clerk.users.update, user_id=user.id, last_name="Lovelace").last_name == "Lovelace"
    assert call(clerk.users.update, user_id=user.id, username=None).username is None
    assert call(clerk.users.update, user_id=user.id, password=PASSWORD).password_enabled
    assert clerk.users.get(user_id=user.id).first_name == "Ada"


@case("PATCH /users/{user_id}")
def a_change_that_can_not_be_is_refused():
    user, taken = new_user(), f"u{fresh()}"
    new_user(username=taken)
    refused(422, "form_identifier_exists", clerk.users.update, user_id=user.id, username=taken)
    refused(422, "form_username_invalid_character", clerk.users.update, user_id=user.id, username="no spaces")
    not_found(clerk.users.update, user_id="user_unknown", first_name="Ada")


@case("PATCH /users/{user_id}")
def an_address_of_another_instance_can_not_become_primary():
    user, foreign = new_user(), stranger().email_addresses[0].id
    refused(422, "form_param_value_invalid", clerk.users.update, user_id=user.id, primary_email_address_id=foreign)


@case("PATCH /users/{user_id}/metadata")
def metadata_is_merged_and_a_null_deletes():
    user = new_user(public_metadata={"plan": "pro", "deep": {"a": 1, "b": 2}})
    merged = clerk.users.update_metadata(user_id=user.id, public_metadata={"seats": 3, "plan": None, "deep": {"a": None}})
    assert merged.public_metadata == {"seats": 3, "deep": {"b": 2}}, merged.public_metadata


@case("PATCH /users/{user_id}/metadata")
def too_much_metadata_is_refused():
    user = new_user()
    for kind in ("public_metadata", "private_metadata", "unsafe_metadata"):
        refused(422, "form_param_exceeds_allowed_size", clerk.users.update_metadata, user_id=user.id, **{kind: {"long": "x" * 9_000}})


@case(REPLACE)
def metadata_is_replaced():
    user = new_user(public_metadata={"plan": "pro"}, private_metadata={"n": 1})
    replaced = clerk.users.replace_metadata(user_id=user.id, public_metadata={"seats": 3})
    assert (replaced.public_metadata, replaced.private_metadata) == ({"seats": 3}, {"n": 1}), replaced
    too_much = {"long": "x" * 9_000}
    refused(422, "form_param_exceeds_allowed_size", clerk.users.replace_metadata, user_id=user.id, public_metadata=too_much)


@case(REPLACE)
def metadata_of_another_instance_is_not_replaced():
    with of_the_stranger():
        not_found(clerk.users.replace_metadata, user_id=stranger().id, public_metadata={"plan": "stolen"})


@case("DELETE /users/{user_id}", "GET /users/{user_id}")
def a_deleted_user_is_gone():
    user = new_user()
    deleted = clerk.users.delete(user_id=user.id)
    assert (deleted.deleted, deleted.id, deleted.object) == (True, user.id, "user")
    not_found(clerk.users.get, user_id=user.id)
    not_found(clerk.users.delete, user_id=user.id)


@case("GET /users", "GET /users/count")
def users_are_listed_filtered_ordered_and_counted():
    name = fresh()
    users = [new_user(first_name=f"{name}{letter}", external_id=f"{name}{letter}") for letter in "bac"]
    addresses = [user.email_addresses[0].email_address for user in users]
    ids = [user.id for user in users]
    assert [user.id for user in call(clerk.users.list, email_address=addresses)] == ids[::-1]
    ordered = call(clerk.users.list, query=name, order_by="+first_name")
    assert [user.first_name for user in ordered] == [f"{name}a", f"{name}b", f"{name}c"]
    page = call(clerk.users.list, user_id=ids, order_by="-first_name", limit=1, offset=1)
    assert [user.first_name for user in page] == [f"{name}b"]
    clerk.users.ban(user_id=ids[0])
    assert [user.id for user in call(clerk.users.list, user_id=ids, banned=True)] == ids[:1]
    assert call(clerk.users.list, query=fresh()) == []
    counted = [call(clerk.users.count, **filters).total_count for filters in ({"user_id": ids}, {"external_id": [f"{name}a"]}, {"query": fresh()})]
    assert counted == [3, 1, 0], counted


@case("GET /users", "GET /users/count")
def a_listing_with_a_bad_filter_is_refused():
    refused(422, "form_param_value_invalid", clerk.users.list, limit=501)
    refused(422, "form_param_value_invalid", clerk.users.list, offset=-1)
    refused(422, "form_param_value_invalid", clerk.users.list, order_by="shoe_size")
    refused(422, "form_param_value_invalid", clerk.users.count, user_id=["user_unknown"] * 101)


@case("GET /users", "GET /users/count")
def filters_find_nobody_of_another_instance():
    foreign = stranger()
    for filters in ({"user_id": [foreign.id]}, {"query": foreign.id}, {"user_id": [foreign.id], "email_address": [foreign.email_addresses[0].email_address]}):
        assert call(clerk.users.list, **filters) == []
        assert call(clerk.users.count, **filters).total_count == 0


@case("POST /users/{user_id}/ban", "POST /users/{user_id}/unban")
def a_ban_ends_sessions_and_can_be_lifted():
    session = new_session()
    assert clerk.users.ban(user_id=session.user_id).banned
    assert clerk.sessions.get(session_id=session.id).status.value == "revoked"
    refused(403, "user_banned", clerk.sessions.create, user_id=session.user_id)
    assert not clerk.users.unban(user_id=session.user_id).banned
    not_found(clerk.users.ban, user_id="user_unknown")
    not_found(clerk.users.unban, user_id="user_unknown")


@case("POST /users/{user_id}/lock", "POST /users/{user_id}/unlock")
def a_lock_keeps_out_until_it_is_lifted():
    user = new_user(password=PASSWORD)
    locked = clerk.users.lock(user_id=user.id)
    assert locked.locked and locked.lockout_expires_in_seconds > 0
    refused(403, "user_locked", clerk.users.verify_password, user_id=user.id, password=PASSWORD)
    assert not clerk.users.unlock(user_id=user.id).locked
    not_found(clerk.users.lock, user_id="user_unknown")
    not_found(clerk.users.unlock, user_id="user_unknown")


@case("POST /users/{user_id}/verify_password")
def only_the_right_password_is_verified():
    user = new_user(password=PASSWORD)
    assert clerk.users.verify_password(user_id=user.id, password=PASSWORD).verified
    refused(422, "incorrect_password", clerk.users.verify_password, user_id=user.id, password="guessed")
    refused(400, "no_password_set", clerk.users.verify_password, user_id=new_user().id, password=PASSWORD)


@case("POST /users/{user_id}/verify_totp")
def a_backup_code_is_verified_once():
    user = new_user(totp_secret=TOTP_SECRET, backup_codes=BACKUP_CODES)
    assert user.totp_enabled and user.backup_code_enabled and user.two_factor_enabled
    answer = clerk.users.verify_totp(user_id=user.id, code=BACKUP_CODES[0])
    assert (answer.verified, answer.code_type.value) == (True, "backup_code")
    refused(422, "totp_incorrect_code", clerk.users.verify_totp, user_id=user.id, code=BACKUP_CODES[0])
    refused(400, "totp_disabled", clerk.users.verify_totp, user_id=new_user().id, code="123456")


@case("DELETE /users/{user_id}/mfa", "DELETE /users/{user_id}/totp", "DELETE /users/{user_id}/backup_code")
def second_factors_are_taken_away():
    user = new_user(totp_secret=TOTP_SECRET, backup_codes=BACKUP_CODES)
    assert clerk.users.delete_backup_codes(user_id=user.id).user_id == user.id
    assert clerk.users.delete_totp(user_id=user.id).user_id == user.id
    found = clerk.users.get(user_id=user.id)
    assert not (found.backup_code_enabled or found.totp_enabled or found.two_factor_enabled)
    not_found(clerk.users.delete_backup_codes, user_id=user.id)
    not_found(clerk.users.delete_totp, user_id=user.id)
    user = new_user(totp_secret=TOTP_SECRET, backup_codes=BACKUP_CODES)
    assert clerk.users.disable_mfa(user_id=user.id).user_id == user.id
    assert not clerk.users.get(user_id=user.id).two_factor_enabled
    not_found(clerk.users.disable_mfa, user_id="user_unknown")


@case("POST /users/{user_id}/profile_image", "DELETE /users/{user_id}/profile_image")
def a_picture_is_set_and_deleted():
    user = new_user()
    assert clerk.users.set_profile_image(user_id=user.id, file=PICTURE).has_image
    without = clerk.users.delete_profile_image(user_id=user.id)
    assert not without.has_image and without.image_url
    not_found(clerk.users.delete_profile_image, user_id="user_unknown")


@case("POST /users/{user_id}/profile_image")
def what_is_no_picture_is_refused():
    refused(400, "request_body_invalid", clerk.users.set_profile_image, user_id=new_user().id, file=NO_PICTURE)


@case(WALLET)
def a_wallet_is_deleted():
    user = new_user(web3_wallet=[new_wallet()])
    wallet = user.primary_web3_wallet_id
    assert clerk.users.delete_web3_wallet(user_id=user.id, web3_wallet_identification_id=wallet).deleted
    assert clerk.users.get(user_id=user.id).web3_wallets == []
    not_found(clerk.users.delete_web3_wallet, user_id=user.id, web3_wallet_identification_id=wallet)


@case(PASSKEY, ACCOUNT)
def what_a_user_does_not_have_can_not_be_deleted():
    user = new_user()
    not_found(clerk.users.delete_passkey, user_id=user.id, passkey_identification_id="idn_unknown")
    not_found(clerk.users.delete_external_account, user_id=user.id, external_account_id="eac_unknown")


@case(OAUTH_TOKENS)
def a_user_without_accounts_has_no_tokens_of_a_provider():
    user = new_user()
    refused(404, "oauth_token_provider_not_enabled", clerk.users.get_o_auth_access_token, user_id=user.id, provider="oauth_google")
    refused(422, "form_param_value_invalid", clerk.users.get_o_auth_access_token, user_id=user.id, provider="oauth_google", limit=501)


@case("GET /users/{user_id}/organization_memberships", "GET /users/{user_id}/organization_invitations", "GET /organization_memberships")
def a_user_without_organizations_has_none():
    user = new_user()
    assert clerk.users.get_organization_memberships(user_id=user.id).total_count == 0
    assert clerk.users.get_organization_invitations(user_id=user.id).total_count == 0
    assert clerk.users.get_instance_organization_memberships().total_count >= 0


@case("GET /users/{user_id}/organization_memberships", "GET /users/{user_id}/organization_invitations", "GET /organization_memberships")
def a_page_of_organizations_that_can_not_be_is_refused():
    user = new_user()
    refused(422, "form_param_value_invalid", clerk.users.get_organization_memberships, user_id=user.id, limit=501)
    refused(422, "form_param_value_invalid", clerk.users.get_organization_invitations, user_id=user.id, offset=-1)
    refused(422, "form_param_value_invalid", clerk.users.get_instance_organization_memberships, limit=501)


@case(
    "GET /users/{user_id}",
    "PATCH /users/{user_id}",
    "PATCH /users/{user_id}/metadata",
    "DELETE /users/{user_id}",
    "POST /users/{user_id}/ban",
    "POST /users/{user_id}/unban",
    "POST /users/{user_id}/lock",
    "POST /users/{user_id}/unlock",
    "POST /users/{user_id}/verify_password",
    "POST /users/{user_id}/verify_totp",
    "POST /users/{user_id}/profile_image",
    "DELETE /users/{user_id}/profile_image",
    "DELETE /users/{user_id}/mfa",
    "DELETE /users/{user_id}/totp",
    "DELETE /users/{user_id}/backup_code",
    "GET /users/{user_id}/organization_memberships",
    "GET /users/{user_id}/organization_invitations",
    OAUTH_TOKENS,
    PASSKEY,
    WALLET,
    ACCOUNT,
)
def a_user_of_another_instance_is_not_found_whatever_is_asked():
    users, user_id = clerk.users, stranger().id
    wallet = stranger().primary_web3_wallet_id
    with of_the_stranger():
        for method in (
            users.get, users.delete, users.ban, users.unban, users.lock, users.unlock, users.delete_profile_image,
            users.disable_mfa, users.delete_totp, users.delete_backup_codes, users.get_organization_memberships,
            users.get_organization_invitations,
        ):
            not_found(method, user_id=user_id)
        not_found(users.update, user_id=user_id, first_name="Eve")
        not_found(users.update_metadata, user_id=user_id, public_metadata={"plan": "stolen"})
        not_found(users.verify_password, user_id=user_id, password=PASSWORD)
        not_found(users.verify_totp, user_id=user_id, code=BACKUP_CODES[0])
        not_found(users.set_profile_image, user_id=user_id, file=PICTURE)
        not_found(users.get_o_auth_access_token, user_id=user_id, provider="oauth_google")
        not_found(users.delete_passkey, user_id=user_id, passkey_identification_id="idn_unknown")
        not_found(users.delete_external_account, user_id=user_id, external_account_id="eac_unknown")
        not_found(users.delete_web3_wallet, user_id=user_id, web3_wallet_identification_id=wallet)
        not_found(users.delete_web3_wallet, user_id=new_user().id, web3_wallet_identification_id=wallet)
