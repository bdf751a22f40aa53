"""Connections to identity providers by SAML."""

from harness import LINE, call, case, clerk, fresh, new_organization, not_found, other, refused, unchanged

ONE = "/saml_connections/{saml_connection_id}"


def new_connection(of=None, **fields):
    domain = f"{fresh()}.example.com"
    named = {"domain": domain} if LINE == "2" else {"domains": [domain]}
    wanted = {
        "name": f"Connection {fresh()}", "provider": "saml_custom", "idp_entity_id": "https://idp.example.com/entity",
        "idp_sso_url": "https://idp.example.com/sso", **named, **fields,
    }
    return call((of or clerk).saml_connections.create, **wanted)


@case("POST /saml_connections", f"GET {ONE}")
def a_connection_is_created_and_found_again():
    connection = new_connection(attribute_mapping={"user_id": "id", "email_address": "mail", "first_name": "given", "last_name": "family"})
    assert (connection.active, connection.provider) == (False, "saml_custom")
    assert connection.acs_url.startswith("http") and connection.sp_entity_id and connection.sp_metadata_url
    found = clerk.saml_connections.get(saml_connection_id=connection.id)
    assert (found.name, found.attribute_mapping.email_address) == (connection.name, "mail")
    not_found(clerk.saml_connections.get, saml_connection_id="samlc_unknown")


@case("POST /saml_connections")
def a_connection_that_can_not_be_is_refused():
    refused(422, "form_param_nil", new_connection, name="")
    refused(422, "form_param_format_invalid", new_connection, idp_sso_url="no address")
    not_found(new_connection, organization_id="org_unknown")


@case("GET /saml_connections")
def connections_are_listed():
    connection = new_connection()
    listed = clerk.saml_connections.list(query=connection.name)
    assert ([one.id for one in listed.data], listed.total_count) == ([connection.id], 1)
    refused(422, "form_param_value_invalid", clerk.saml_connections.list, limit=501)
    refused(422, "form_param_value_invalid", clerk.saml_connections.list, order_by="shoe_size")


@case(f"PATCH {ONE}")
def a_connection_is_changed():
    connection, update = new_connection(), clerk.saml_connections.update
    changed = update(saml_connection_id=connection.id, name="Renamed")
    assert (changed.name, changed.idp_sso_url) == ("Renamed", "https://idp.example.com/sso")
    refused(422, "form_param_format_invalid", update, saml_connection_id=connection.id, idp_sso_url="no address")


@case(f"DELETE {ONE}", f"GET {ONE}")
def a_deleted_connection_is_gone():
    connection = new_connection()
    assert clerk.saml_connections.delete(saml_connection_id=connection.id).deleted
    not_found(clerk.saml_connections.get, saml_connection_id=connection.id)
    not_found(clerk.saml_connections.delete, saml_connection_id=connection.id)


@case("POST /saml_connections", "GET /saml_connections", f"GET {ONE}", f"PATCH {ONE}", f"DELETE {ONE}")
def a_connection_of_another_instance_is_not_found():
    foreign, connections = new_connection(other), clerk.saml_connections
    organization = new_organization(other)
    with unchanged(lambda: other.saml_connections.get(saml_connection_id=foreign.id)):
        not_found(new_connection, organization_id=organization.id)
        assert connections.list(organization_id=[organization.id]).data == []
        not_found(connections.get, saml_connection_id=foreign.id)
        not_found(connections.update, saml_connection_id=foreign.id, name="Stolen")
        not_found(connections.delete, saml_connection_id=foreign.id)
