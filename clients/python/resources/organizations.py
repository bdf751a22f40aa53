"""Organizations."""

from harness import (
    NO_PICTURE, PICTURE, call, case, clerk, fresh, new_organization, new_user, not_found, other, refused, unchanged,
)

ONE = "/organizations/{organization_id}"
METADATA, REPLACE, LOGO = f"PATCH {ONE}/metadata", f"PUT {ONE}/metadata", f"PUT {ONE}/logo"
UNKNOWN = {"4": [REPLACE], "2": [REPLACE]}
EXEMPT = {(f"GET {ONE}", "bad"): "the client sends nothing but booleans"}


@case("POST /organizations", f"GET {ONE}")
def an_organization_is_created_and_found_by_its_id_and_its_slug():
    creator, slug = new_user(), f"acme-{fresh()}"
    created = new_organization(
        name="Acme", slug=slug, created_by=creator.id, max_allowed_memberships=7, public_metadata={"plan": "pro"},
        private_metadata={"n": 1},
    )
    for key in (created.id, slug):
        found = clerk.organizations.get(organization_id=key, include_members_count=True)
        assert (found.id, found.name, found.slug, found.members_count) == (created.id, "Acme", slug, 1)
        assert (found.max_allowed_memberships, found.public_metadata, found.private_metadata) == (7, {"plan": "pro"}, {"n": 1})
    assert found.created_by == creator.id
    not_found(clerk.organizations.get, organization_id="org_unknown")


@case("POST /organizations")
def an_organization_that_can_not_be_is_refused():
    create, slug = clerk.organizations.create, new_organization(slug=f"acme-{fresh()}").slug
    refused(422, "form_identifier_exists", create, name="Acme", slug=slug)
    refused(422, "form_param_nil", create, name="")
    refused(422, "form_param_format_invalid", create, name="Acme", slug="No Slug")
    refused(422, "form_param_value_invalid", create, name="Acme", max_allowed_memberships=-1)
    refused(400, "organization_creator_not_found", create, name="Acme", created_by="user_unknown")


@case("GET /organizations")
def organizations_are_listed_filtered_and_ordered():
    name, creator = fresh(), new_user()
    ids = [new_organization(name=f"{name} {letter}", created_by=creator.id).id for letter in "ba"]
    found = call(clerk.organizations.list, query=name, order_by="+name", include_members_count=True)
    assert ([one.id for one in found.data], found.total_count) == (ids[::-1], 2)
    assert [one.members_count for one in found.data] == [1, 1]
    assert call(clerk.organizations.list, user_id=[creator.id], limit=1).total_count == 2
    assert [one.id for one in call(clerk.organizations.list, organization_id=ids[:1]).data] == ids[:1]
    refused(422, "form_param_value_invalid", clerk.organizations.list, order_by="shoe_size")
    refused(422, "form_param_value_invalid", clerk.organizations.list, limit=501)


@case(f"PATCH {ONE}")
def what_is_given_changes_and_the_rest_stays():
    organization, slug = new_organization(), f"acme-{fresh()}"
    changed = call(clerk.organizations.update, organization_id=organization.id, slug=slug, max_allowed_memberships=9)
    assert (changed.name, changed.slug, changed.max_allowed_memberships) == (organization.name, slug, 9)
    refused(422, "form_identifier_exists", clerk.organizations.update, organization_id=new_organization().id, slug=slug)
    refused(422, "form_param_value_invalid", clerk.organizations.update, organization_id=organization.id, name="see https://a.example")


@case(METADATA)
def metadata_is_merged_and_a_null_deletes():
    organization = new_organization(public_metadata={"plan": "pro", "deep": {"a": 1, "b": 2}})
    merged = clerk.organizations.merge_metadata(organization_id=organization.id, public_metadata={"plan": None, "deep": {"a": None}})
    assert merged.public_metadata == {"deep": {"b": 2}}
    refused(422, "form_param_exceeds_allowed_size", clerk.organizations.merge_metadata, organization_id=organization.id, public_metadata={"long": "x" * 9_000})


@case(REPLACE)
def metadata_is_replaced():
    organization = new_organization(public_metadata={"plan": "pro"}, private_metadata={"n": 1})
    replaced = clerk.organizations.replace_metadata(organization_id=organization.id, public_metadata={"seats": 3})
    assert (replaced.public_metadata, replaced.private_metadata) == ({"seats": 3}, {"n": 1})
    refused(422, "form_param_exceeds_allowed_size", clerk.organizations.replace_metadata, organization_id=organization.id, public_metadata={"long": "x" * 9_000})


@case(LOGO, f"DELETE {ONE}/logo")
def a_logo_is_set_and_deleted():
    organization = new_organization()
    assert clerk.organizations.upload_logo(organization_id=organization.id, file=PICTURE).has_image
    refused(400, "request_body_invalid", clerk.organizations.upload_logo, organization_id=organization.id, file=NO_PICTURE)
    # The line 2 reads nothing of it.
    assert not getattr(clerk.organizations.delete_logo(organization_id=organization.id), "has_image", False)
    not_found(clerk.organizations.delete_logo, organization_id="org_unknown")


@case(f"DELETE {ONE}", f"GET {ONE}")
def a_deleted_organization_is_gone():
    organization = new_organization()
    assert clerk.organizations.delete(organization_id=organization.id).deleted
    not_found(clerk.organizations.get, organization_id=organization.id)
    not_found(clerk.organizations.delete, organization_id=organization.id)


@case("POST /organizations", "GET /organizations", f"GET {ONE}", f"PATCH {ONE}", METADATA, LOGO, f"DELETE {ONE}/logo", f"DELETE {ONE}")
def an_organization_of_another_instance_is_not_found():
    foreign, organizations = new_organization(other, slug=f"acme-{fresh()}"), clerk.organizations
    refused(400, "organization_creator_not_found", organizations.create, name="Acme", created_by=foreign.created_by)
    for filters in ({"query": foreign.id}, {"user_id": [foreign.created_by]}, {"organization_id": [foreign.id]}):
        assert call(organizations.list, **filters).data == []
    with unchanged(lambda: other.organizations.get(organization_id=foreign.id)):
        not_found(organizations.get, organization_id=foreign.id)
        not_found(organizations.get, organization_id=foreign.slug)
        not_found(organizations.update, organization_id=foreign.id, name="Stolen")
        not_found(organizations.merge_metadata, organization_id=foreign.id, public_metadata={"plan": "stolen"})
        not_found(organizations.upload_logo, organization_id=foreign.id, file=PICTURE)
        not_found(organizations.delete_logo, organization_id=foreign.id)
        not_found(organizations.delete, organization_id=foreign.id)


@case(REPLACE)
def metadata_of_another_instance_is_not_replaced():
    foreign = new_organization(other)
    with unchanged(lambda: other.organizations.get(organization_id=foreign.id)):
        not_found(clerk.organizations.replace_metadata, organization_id=foreign.id, public_metadata={})
