"""Who belongs to organizations."""

from harness import call, case, clerk, fresh, new_organization, new_user, not_found, other, refused, unchanged

ALL = "/organizations/{organization_id}/memberships"
ONE = f"{ALL}/{{user_id}}"
METADATA = f"PATCH {ONE}/metadata"
OF_USER = "GET /users/{user_id}/organization_memberships"
OF_INSTANCE = "GET /organization_memberships"


def new_member(organization, of=None, **fields):
    of = of or clerk
    user = new_user(of, **fields)
    return call(of.organization_memberships.create, organization_id=organization.id, user_id=user.id, role="org:member")


def named(member):
    return {"organization_id": member.organization.id, "user_id": member.public_user_data.user_id}


@case(f"POST {ALL}", f"GET {ALL}", OF_USER, OF_INSTANCE)
def a_user_becomes_a_member_and_is_listed():
    organization = new_organization()
    member = new_member(organization, first_name="Ada")
    assert (member.role, member.organization.id, member.public_user_data.first_name) == ("org:member", organization.id, "Ada")
    user_id = member.public_user_data.user_id
    listed = clerk.organization_memberships.list(organization_id=organization.id, order_by="+created_at")
    assert ([one.role for one in listed.data], listed.total_count) == (["org:admin", "org:member"], 2)
    of_role = clerk.organization_memberships.list(organization_id=organization.id, role=["org:member"])
    assert [one.id for one in of_role.data] == [member.id]
    assert [one.id for one in clerk.users.get_organization_memberships(user_id=user_id).data] == [member.id]
    assert member.id in [one.id for one in clerk.users.get_instance_organization_memberships(limit=10).data]


@case(f"POST {ALL}", f"GET {ALL}")
def a_membership_that_can_not_be_is_refused():
    organization = new_organization()
    member, create = new_member(organization), clerk.organization_memberships.create
    refused(400, "already_a_member_in_organization", create, **named(member), role="org:admin")
    not_found(create, organization_id=organization.id, user_id=new_user().id, role="org:nobody")
    not_found(create, organization_id=organization.id, user_id="user_unknown", role="org:member")
    full = new_organization(max_allowed_memberships=1)
    refused(403, "organization_membership_quota_exceeded", create, organization_id=full.id, user_id=new_user().id, role="org:member")
    refused(422, "form_param_value_invalid", clerk.organization_memberships.list, organization_id=organization.id, order_by="shoe_size")


@case(f"PATCH {ONE}", f"DELETE {ONE}")
def a_role_changes_and_the_last_admin_stays():
    organization = new_organization()
    admin = {"organization_id": organization.id, "user_id": organization.created_by}
    update, delete = clerk.organization_memberships.update, clerk.organization_memberships.delete
    refused(400, "organization_minimum_permissions_needed", update, **admin, role="org:member")
    refused(400, "organization_minimum_permissions_needed", delete, **admin)
    member = new_member(organization)
    assert call(update, **named(member), role="org:admin").role == "org:admin"
    assert call(update, **admin, role="org:member").role == "org:member"
    assert delete(**admin).id
    not_found(delete, **admin)
    not_found(update, **admin, role="org:admin")


@case(METADATA)
def metadata_of_a_membership_is_merged():
    member, update = new_member(new_organization()), clerk.organization_memberships.update_metadata
    assert update(**named(member), public_metadata={"title": "boss", "n": 1}).public_metadata == {"title": "boss", "n": 1}
    assert update(**named(member), public_metadata={"n": None}).public_metadata == {"title": "boss"}
    refused(422, "form_param_exceeds_allowed_size", update, **named(member), private_metadata={"long": "x" * 9_000})


@case(f"POST {ALL}", f"GET {ALL}", f"PATCH {ONE}", METADATA, f"DELETE {ONE}", OF_USER)
def a_membership_of_another_instance_is_not_found():
    foreign = named(new_member(new_organization(other), other))
    memberships, own = clerk.organization_memberships, new_organization()
    theirs = foreign["organization_id"]
    with unchanged(lambda: other.organization_memberships.list(organization_id=theirs)):
        not_found(memberships.list, organization_id=theirs)
        not_found(memberships.create, organization_id=theirs, user_id=new_user().id, role="org:member")
        not_found(memberships.create, organization_id=own.id, user_id=foreign["user_id"], role="org:member")
        not_found(memberships.update, **foreign, role="org:admin")
        not_found(memberships.update_metadata, **foreign, public_metadata={"title": "thief"})
        not_found(memberships.delete, **foreign)
        not_found(clerk.users.get_organization_memberships, user_id=foreign["user_id"])
    assert memberships.list(organization_id=own.id, user_id=[foreign["user_id"]]).data == []
