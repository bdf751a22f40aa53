"""People who wait to be let in."""

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

ONE = "/waitlist_entries/{waitlist_entry_id}"
BULK, DELETE, INVITE, REJECT = "POST /waitlist_entries/bulk", f"DELETE {ONE}", f"POST {ONE}/invite", f"POST {ONE}/reject"
UNKNOWN = {"4": [BULK], "2": [BULK, DELETE, INVITE, REJECT]}


def new_entry(of=None):
    return call((of or clerk).waitlist_entries.create, email_address=f"{fresh()}@example.com")


@case("POST /waitlist_entries", "GET /waitlist_entries")
def somebody_waits_and_is_listed():
    entry = new_entry()
    assert entry.status.value == "pending"
    listed = call(clerk.waitlist_entries.list, query=entry.email_address)
    assert ([one.id for one in listed.data], listed.total_count) == ([entry.id], 1)
    assert call(clerk.waitlist_entries.create, email_address=entry.email_address).id == entry.id


@case("POST /waitlist_entries", "GET /waitlist_entries")
def an_entry_that_can_not_be_is_refused():
    refused(422, "form_param_format_invalid", clerk.waitlist_entries.create, email_address="nobody")
    refused(422, "form_param_value_invalid", clerk.waitlist_entries.list, order_by="shoe_size")


@case(BULK)
def several_wait_at_once():
    addresses = [f"{fresh()}@example.com" for _ in range(2)]
    entries = clerk.waitlist_entries.bulk_create(request=[{"email_address": one} for one in addresses])
    assert [one.email_address for one in entries] == addresses
    refused(422, "form_param_format_invalid", lambda **_: clerk.waitlist_entries.bulk_create(request=[{"email_address": "nobody"}]))


@case(INVITE, REJECT)
def who_waits_is_invited_or_rejected():
    entry = new_entry()
    invited = call(clerk.waitlist_entries.invite, waitlist_entry_id=entry.id)
    assert invited.status.value == "invited" and invited.invitation.email_address == entry.email_address
    refused(409, "waitlist_entry_already_invited", clerk.waitlist_entries.invite, waitlist_entry_id=entry.id)
    assert clerk.waitlist_entries.reject(waitlist_entry_id=entry.id).status.value == "rejected"
    refused(409, "waitlist_entry_already_rejected", clerk.waitlist_entries.reject, waitlist_entry_id=entry.id)


@case(DELETE)
def who_waits_is_taken_off():
    entry = new_entry()
    assert clerk.waitlist_entries.delete(waitlist_entry_id=entry.id).deleted
    not_found(clerk.waitlist_entries.delete, waitlist_entry_id=entry.id)


@case(INVITE, REJECT, DELETE)
def an_entry_of_another_instance_is_not_found():
    foreign = new_entry(other)
    with unchanged(lambda: call(other.waitlist_entries.list, limit=500)):
        for method in (clerk.waitlist_entries.invite, clerk.waitlist_entries.reject, clerk.waitlist_entries.delete):
            not_found(method, waitlist_entry_id=foreign.id)
