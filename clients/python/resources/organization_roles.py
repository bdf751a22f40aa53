"""Roles that members of organizations can have."""

from contextlib import contextmanager

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

from .organization_permissions import new_permission

ALL = "/organization_roles"
ONE = f"{ALL}/{{organization_role_id}}"
OF_ROLE = f"{ONE}/permissions/{{permission_id}}"
ASSIGN, REMOVE = f"POST {OF_ROLE}", f"DELETE {OF_ROLE}"
UNKNOWN = {"2": [f"GET {ALL}", f"POST {ALL}", f"GET {ONE}", f"PATCH {ONE}", f"DELETE {ONE}", ASSIGN, REMOVE]}


@contextmanager
def a_role(of=None, **fields):
    """One that is there for a while: an instance has few places for roles."""
    roles = (of or clerk).organization_roles
    role = call(roles.create, **{"name": "Auditor", "key": f"org:r{fresh()}", **fields})
    yield role
    if any(one.id == role.id for one in roles.list(limit=500).data):
        roles.delete(organization_role_id=role.id)


@case(f"POST {ALL}", f"GET {ALL}", f"GET {ONE}")
def a_role_is_made_and_found_again():
    permission = new_permission()
    with a_role(permissions=[permission.id], description="Looks into the books") as role:
        assert ([one.key for one in role.permissions], role.is_creator_eligible) == ([permission.key], False)
        assert clerk.organization_roles.get(organization_role_id=role.id) == role
        listed = clerk.organization_roles.list(query=role.key)
        assert ([one.id for one in listed.data], listed.total_count) == ([role.id], 1)
    refused(422, "form_param_value_invalid", clerk.organization_roles.list, order_by="shoe_size")
    not_found(clerk.organization_roles.get, organization_role_id="role_unknown")


@case(f"POST {ALL}")
def a_role_that_can_not_be_is_refused():
    create = clerk.organization_roles.create
    refused(422, "form_identifier_exists", create, name="Admin", key="org:admin")
    refused(422, "form_param_format_invalid", create, name="King", key="king")
    not_found(create, name="King", key=f"org:r{fresh()}", permissions=["perm_unknown"])


@case(f"PATCH {ONE}", ASSIGN, REMOVE)
def a_role_and_its_permissions_are_changed():
    permission, roles = new_permission(), clerk.organization_roles
    with a_role() as role:
        assert call(roles.update, organization_role_id=role.id, name="Clerk").name == "Clerk"
        refused(422, "form_param_format_invalid", roles.update, organization_role_id=role.id, key="no key")
        key = {"organization_role_id": role.id, "permission_id": permission.id}
        assert [one.id for one in roles.assign_permission(**key).permissions] == [permission.id]
        refused(409, "organization_role_permission_association_exists", roles.assign_permission, **key)
        assert roles.remove_permission(**key).permissions == []
        refused(404, "organization_role_permission_association_not_found", roles.remove_permission, **key)


@case(f"DELETE {ONE}", f"GET {ONE}", f"GET {ALL}")
def a_role_is_deleted_unless_it_is_in_use():
    with a_role() as role:
        assert clerk.organization_roles.delete(organization_role_id=role.id).deleted
        not_found(clerk.organization_roles.get, organization_role_id=role.id)
    member = clerk.organization_roles.list(query="org:member").data[0]
    refused(422, "organization_role_domain_default_role", clerk.organization_roles.delete, organization_role_id=member.id)


@case(f"GET {ALL}", f"GET {ONE}", f"PATCH {ONE}", f"DELETE {ONE}", f"POST {ALL}", ASSIGN, REMOVE)
def a_role_of_another_instance_is_not_found():
    roles, permission = clerk.organization_roles, new_permission()
    foreign_permission = new_permission(other)
    with a_role(other) as foreign, a_role() as own:
        assert roles.list(query=foreign.id).data == []
        not_found(roles.create, name="Thief", key=f"org:r{fresh()}", permissions=[foreign_permission.id])
        with unchanged(lambda: other.organization_roles.get(organization_role_id=foreign.id)):
            not_found(roles.get, organization_role_id=foreign.id)
            not_found(roles.update, organization_role_id=foreign.id, name="Stolen")
            not_found(roles.delete, organization_role_id=foreign.id)
            not_found(roles.assign_permission, organization_role_id=foreign.id, permission_id=permission.id)
            not_found(roles.assign_permission, organization_role_id=own.id, permission_id=foreign_permission.id)
            not_found(roles.remove_permission, organization_role_id=foreign.id, permission_id=permission.id)
            not_found(roles.remove_permission, organization_role_id=own.id, permission_id=foreign_permission.id)
