"""Invitations to the application."""

from harness import call, case, clerk, fresh, new_user, not_found, other, refused, unchanged

REVOKE = "POST /invitations/{invitation_id}/revoke"


def address():
    return f"{fresh()}@example.com"


def new_invitation(of=None, **fields):
    return call((of or clerk).invitations.create, **{"email_address": address(), **fields})


@case("POST /invitations", "GET /invitations")
def somebody_is_invited_and_listed():
    invited = new_invitation(public_metadata={"plan": "pro"}, redirect_url="https://app.example.com/welcome", expires_in_days=7)
    assert (invited.status.value, invited.public_metadata) == ("pending", {"plan": "pro"})
    assert invited.url and invited.expires_at > invited.created_at
    assert [one.id for one in call(clerk.invitations.list, query=invited.email_address)] == [invited.id]
    assert [one.id for one in call(clerk.invitations.list, status="pending", limit=1)] == [invited.id]


@case("POST /invitations", "GET /invitations")
def an_invitation_that_can_not_be_is_refused():
    create = clerk.invitations.create
    refused(400, "duplicate_record", create, email_address=new_invitation().email_address)
    refused(422, "form_identifier_exists", create, email_address=new_user().email_addresses[0].email_address)
    refused(422, "form_param_format_invalid", create, email_address="nobody")
    refused(422, "form_param_value_invalid", create, email_address=address(), expires_in_days=0)
    refused(422, "form_param_value_invalid", clerk.invitations.list, order_by="shoe_size")


@case("POST /invitations/bulk")
def several_are_invited_at_once():
    addresses = [address(), address()]
    invited = clerk.invitations.bulk_create(request=[{"email_address": one, "notify": False} for one in addresses])
    assert [one.email_address for one in invited] == addresses


@case("POST /invitations/bulk")
def of_several_all_are_invited_or_none():
    fine = address()
    for wrong in ({"email_address": "nobody"}, {"email_address": fine}):
        refused_all([{"email_address": fine}, wrong])
    refused_all([{"email_address": address()} for _ in range(11)])
    assert call(clerk.invitations.list, query=fine) == []


def refused_all(requests):
    addresses = [request["email_address"] for request in requests]
    code = "form_param_value_invalid"
    if "nobody" in addresses:
        code = "form_param_format_invalid"
    elif len(set(addresses)) < len(addresses):
        code = "form_param_duplicate"
    refused(422, code, lambda **_: clerk.invitations.bulk_create(request=requests))


@case(REVOKE)
def an_invitation_is_revoked_once():
    invited = new_invitation()
    assert clerk.invitations.revoke(invitation_id=invited.id).status.value == "revoked"
    refused(400, "invitation_already_revoked", clerk.invitations.revoke, invitation_id=invited.id)
    not_found(clerk.invitations.revoke, invitation_id="inv_unknown")


@case(REVOKE)
def an_invitation_of_another_instance_is_not_found():
    foreign = new_invitation(other)
    with unchanged(lambda: call(other.invitations.list, limit=500)):
        not_found(clerk.invitations.revoke, invitation_id=foreign.id)
    assert call(clerk.invitations.list, query=foreign.email_address) == []
