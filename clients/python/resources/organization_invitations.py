"""Invitations to organizations."""

from harness import call, case, clerk, fresh, new_organization, new_user, not_found, other, refused, unchanged

ALL = "/organizations/{organization_id}/invitations"
ONE = f"{ALL}/{{invitation_id}}"
BULK, PENDING, REVOKE = f"POST {ALL}/bulk", f"GET {ALL}/pending", f"POST {ONE}/revoke"
OF_INSTANCE, OF_USER = "GET /organization_invitations", "GET /users/{user_id}/organization_invitations"


def address():
    return f"{fresh()}@example.com"


def new_invitation(organization, of=None, **fields):
    wanted = {"email_address": address(), "role": "org:member", "inviter_user_id": organization.created_by, **fields}
    return call((of or clerk).organization_invitations.create, organization_id=organization.id, **wanted)


def named(invitation):
    return {"organization_id": invitation.organization_id, "invitation_id": invitation.id}


@case(f"POST {ALL}", f"GET {ONE}", f"GET {ALL}", OF_INSTANCE, OF_USER)
def somebody_is_invited_and_listed():
    organization, user = new_organization(), new_user()
    email_address = user.email_addresses[0].email_address
    invited = new_invitation(organization, email_address=email_address, public_metadata={"n": 1}, redirect_url="https://app.example.com/welcome", expires_in_days=7)
    assert (invited.email_address, invited.role, invited.status) == (email_address, "org:member", "pending")
    found = clerk.organization_invitations.get(**named(invited))
    assert (found.id, found.public_metadata) == (invited.id, {"n": 1})
    listed = clerk.organization_invitations.list(organization_id=organization.id, status="pending")
    assert ([one.id for one in listed.data], listed.total_count) == ([invited.id], 1)
    assert [one.id for one in call(clerk.organization_invitations.get_all, query=email_address).data] == [invited.id]
    assert [one.id for one in clerk.users.get_organization_invitations(user_id=user.id).data] == [invited.id]


@case(PENDING)
def pending_invitations_are_listed():
    organization = new_organization()
    invited = new_invitation(organization)
    clerk.organization_invitations.revoke(**named(new_invitation(organization)), requesting_user_id=organization.created_by)
    assert [one.id for one in clerk.organization_invitations.list_pending(organization_id=organization.id).data] == [invited.id]
    refused(422, "form_param_value_invalid", clerk.organization_invitations.list_pending, organization_id=organization.id, limit=501)


@case(f"POST {ALL}", f"GET {ALL}", OF_INSTANCE)
def an_invitation_that_can_not_be_is_refused():
    organization, create = new_organization(), clerk.organization_invitations.create
    key = {"organization_id": organization.id}
    refused(422, "form_param_format_invalid", create, **key, email_address="nobody", role="org:member")
    refused(422, "form_param_value_invalid", create, **key, email_address=address(), role="org:member", expires_in_days=0)
    not_found(create, **key, email_address=address(), role="org:nobody")
    refused(403, "not_a_member_in_organization", create, **key, email_address=address(), role="org:member", inviter_user_id=new_user().id)
    invited = new_invitation(organization)
    refused(400, "organization_invitation_not_unique", create, **key, email_address=invited.email_address, role="org:member")
    refused(422, "form_param_value_invalid", clerk.organization_invitations.list, **key, limit=501)
    refused(422, "form_param_value_invalid", clerk.organization_invitations.get_all, order_by="shoe_size")


@case(BULK, f"GET {ALL}")
def several_are_invited_at_once_or_none():
    organization, addresses = new_organization(), [address(), address()]
    bulk = [{"email_address": one, "role": "org:member"} for one in addresses]
    invited = clerk.organization_invitations.bulk_create(organization_id=organization.id, request_body=bulk)
    assert sorted(one.email_address for one in invited.data) == sorted(addresses) and invited.total_count == 2
    wrong = [{"email_address": address(), "role": "org:member"}, {"email_address": "nobody", "role": "org:member"}]
    refused(422, "form_param_format_invalid", clerk.organization_invitations.bulk_create, organization_id=organization.id, request_body=wrong)
    assert clerk.organization_invitations.list(organization_id=organization.id).total_count == 2


@case(REVOKE, f"GET {ONE}")
def an_invitation_is_revoked_once():
    invited = new_invitation(new_organization())
    stranger = {"requesting_user_id": new_user().id}
    refused(403, "not_a_member_in_organization", clerk.organization_invitations.revoke, **named(invited), **stranger)
    assert call(clerk.organization_invitations.revoke, **named(invited)).status == "revoked"
    refused(404, "organization_invitation_not_pending", clerk.organization_invitations.revoke, **named(invited))
    not_found(clerk.organization_invitations.get, organization_id=invited.organization_id, invitation_id="orginv_unknown")


@case(f"POST {ALL}", f"GET {ALL}", BULK, PENDING, f"GET {ONE}", REVOKE, OF_USER)
def an_invitation_of_another_instance_is_not_found():
    theirs, own, invitations = new_organization(other), new_organization(), clerk.organization_invitations
    foreign = new_invitation(theirs, other)
    somebody = {"email_address": address(), "role": "org:member"}
    with unchanged(lambda: other.organization_invitations.list(organization_id=theirs.id)):
        not_found(invitations.create, organization_id=theirs.id, **somebody)
        not_found(invitations.bulk_create, organization_id=theirs.id, request_body=[somebody])
        not_found(invitations.list, organization_id=theirs.id)
        not_found(invitations.list_pending, organization_id=theirs.id)
        not_found(invitations.get, **named(foreign))
        not_found(invitations.get, organization_id=own.id, invitation_id=foreign.id)
        not_found(invitations.revoke, **named(foreign))
        not_found(invitations.revoke, organization_id=own.id, invitation_id=foreign.id)
        not_found(clerk.users.get_organization_invitations, user_id=theirs.created_by)
    assert call(invitations.get_all, query=foreign.email_address).data == []
