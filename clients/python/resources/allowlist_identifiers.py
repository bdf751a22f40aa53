"""Who may sign up where only those on a list may."""

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

ONE = "DELETE /allowlist_identifiers/{identifier_id}"


def new_entry(of=None, **fields):
    return call((of or clerk).allowlist_identifiers.create, **{"identifier": f"{fresh()}@example.com", **fields})


@case("POST /allowlist_identifiers", "GET /allowlist_identifiers")
def an_identifier_is_allowed_and_listed():
    entry, pattern = new_entry(notify=True), new_entry(identifier=f"*@{fresh()}.example")
    assert entry.identifier_type.value == "email_address" and entry.invitation_id
    assert [one.id for one in call(clerk.allowlist_identifiers.list, limit=2)] == [pattern.id, entry.id]


@case("POST /allowlist_identifiers", "GET /allowlist_identifiers")
def an_identifier_that_can_not_be_is_refused():
    entry = new_entry()
    refused(400, "duplicate_record", clerk.allowlist_identifiers.create, identifier=entry.identifier)
    refused(422, "form_param_format_invalid", clerk.allowlist_identifiers.create, identifier="nobody")
    refused(422, "form_param_value_invalid", clerk.allowlist_identifiers.list, limit=501)


@case(ONE)
def an_identifier_is_taken_off():
    entry = new_entry()
    assert clerk.allowlist_identifiers.delete(identifier_id=entry.id).deleted
    not_found(clerk.allowlist_identifiers.delete, identifier_id=entry.id)


@case(ONE)
def an_entry_of_another_instance_is_not_found():
    foreign = new_entry(other)
    with unchanged(lambda: call(other.allowlist_identifiers.list, limit=500)):
        not_found(clerk.allowlist_identifiers.delete, identifier_id=foreign.id)
