"""Who may not sign up."""

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

ONE = "DELETE /blocklist_identifiers/{identifier_id}"


def new_entry(of=None, **fields):
    return call((of or clerk).blocklist_identifiers.create, **{"identifier": f"{fresh()}@example.com", **fields})


@case("POST /blocklist_identifiers", "GET /blocklist_identifiers")
def an_identifier_is_blocked_and_listed():
    entry = new_entry()
    assert entry.identifier_type.value == "email_address"
    listed = clerk.blocklist_identifiers.list()
    assert listed.data[0].id == entry.id and listed.total_count >= 1


@case("POST /blocklist_identifiers")
def an_identifier_that_can_not_be_is_refused():
    entry = new_entry()
    refused(400, "duplicate_record", clerk.blocklist_identifiers.create, identifier=entry.identifier)
    refused(422, "form_param_format_invalid", clerk.blocklist_identifiers.create, identifier="nobody")


@case(ONE)
def an_identifier_is_taken_off():
    entry = new_entry()
    assert clerk.blocklist_identifiers.delete(identifier_id=entry.id).deleted
    not_found(clerk.blocklist_identifiers.delete, identifier_id=entry.id)


@case(ONE, "GET /blocklist_identifiers")
def an_entry_of_another_instance_is_not_found():
    foreign = new_entry(other)
    with unchanged(lambda: other.blocklist_identifiers.list()):
        not_found(clerk.blocklist_identifiers.delete, identifier_id=foreign.id)
    assert foreign.id not in [one.id for one in clerk.blocklist_identifiers.list().data]
