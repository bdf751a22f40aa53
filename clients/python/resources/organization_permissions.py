"""Permissions that roles of organizations give."""

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

ALL = "/organization_permissions"
ONE = f"{ALL}/{{permission_id}}"
UNKNOWN = {"2": [f"GET {ALL}", f"POST {ALL}", f"GET {ONE}", f"PATCH {ONE}", f"DELETE {ONE}"]}


def new_permission(of=None):
    return call((of or clerk).organization_permissions.create, name="Read", key=f"org:f{fresh()}:read")


@case(f"POST {ALL}", f"GET {ALL}", f"GET {ONE}")
def a_permission_is_made_and_found_again():
    made = new_permission()
    assert (made.name, made.type, made.description) == ("Read", "user", "")
    assert clerk.organization_permissions.get(permission_id=made.id) == made
    listed = clerk.organization_permissions.list(query=made.key)
    assert ([one.id for one in listed.data], listed.total_count) == ([made.id], 1)
    refused(422, "form_param_value_invalid", clerk.organization_permissions.list, order_by="shoe_size")
    not_found(clerk.organization_permissions.get, permission_id="perm_unknown")


@case(f"POST {ALL}")
def a_permission_that_can_not_be_is_refused():
    create, taken = clerk.organization_permissions.create, new_permission().key
    refused(422, "form_identifier_exists", create, name="Read", key=taken)
    refused(422, "form_param_format_invalid", create, name="Read", key="org:sys_memberships:read")
    refused(422, "form_param_nil", create, name="", key=f"org:f{fresh()}:read")


@case(f"PATCH {ONE}", f"GET {ALL}")
def a_permission_is_changed_unless_it_is_the_systems():
    made, update = new_permission(), clerk.organization_permissions.update
    assert call(update, permission_id=made.id, name="Look").name == "Look"
    refused(422, "form_param_format_invalid", update, permission_id=made.id, key="no key")
    system = clerk.organization_permissions.list(query="org:sys_profile:delete").data[0]
    refused(403, "organization_system_permission_not_modifiable", update, permission_id=system.id, name="Mine")


@case(f"DELETE {ONE}", f"GET {ONE}")
def a_deleted_permission_is_gone():
    made = new_permission()
    assert clerk.organization_permissions.delete(permission_id=made.id).deleted
    not_found(clerk.organization_permissions.get, permission_id=made.id)
    not_found(clerk.organization_permissions.delete, permission_id=made.id)


@case(f"GET {ALL}", f"GET {ONE}", f"PATCH {ONE}", f"DELETE {ONE}")
def a_permission_of_another_instance_is_not_found():
    foreign, permissions = new_permission(other), clerk.organization_permissions
    assert permissions.list(query=foreign.id).data == []
    with unchanged(lambda: other.organization_permissions.get(permission_id=foreign.id)):
        not_found(permissions.get, permission_id=foreign.id)
        not_found(permissions.update, permission_id=foreign.id, name="Stolen")
        not_found(permissions.delete, permission_id=foreign.id)
