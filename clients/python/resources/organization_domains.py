"""The domains of organizations: whoever has an address there may join."""

from harness import call, case, clerk, fresh, new_organization, not_found, other, refused, unchanged

ALL = "/organizations/{organization_id}/domains"
ONE = f"{ALL}/{{domain_id}}"
VERIFY, OF_INSTANCE = f"POST {ONE}/verify_ownership", "GET /organization_domains"
UNKNOWN = {"4": [VERIFY], "2": [VERIFY, OF_INSTANCE]}


def new_domain(organization, of=None, **fields):
    wanted = {"name": f"{fresh()}.example.com", "enrollment_mode": "automatic_invitation", "verified": True, **fields}
    return call((of or clerk).organization_domains.create, organization_id=organization.id, **wanted)


def named(domain):
    return {"organization_id": domain.organization_id, "domain_id": domain.id}


@case(f"POST {ALL}", f"GET {ALL}")
def a_domain_is_added_and_listed():
    organization = new_organization()
    domain = new_domain(organization)
    assert domain.enrollment_mode == "automatic_invitation" and domain.verification.status == "verified"
    listed = clerk.organization_domains.list(organization_id=organization.id, verified="true")
    assert ([one.id for one in listed.data], listed.total_count) == ([domain.id], 1)
    assert clerk.organization_domains.list(organization_id=organization.id, verified="false").data == []


@case(OF_INSTANCE)
def domains_of_all_organizations_are_listed():
    domain = new_domain(new_organization())
    assert [one.id for one in call(clerk.organization_domains.list_all, organization_id=domain.organization_id).data] == [domain.id]
    assert [one.id for one in call(clerk.organization_domains.list_all, query=domain.name).data] == [domain.id]
    refused(422, "form_param_value_invalid", clerk.organization_domains.list_all, order_by="shoe_size")


@case(f"POST {ALL}", f"GET {ALL}")
def a_domain_that_can_not_be_is_refused():
    organization, create = new_organization(), clerk.organization_domains.create
    domain = new_domain(organization)
    refused(422, "organization_domain_already_exists_same_organization", create, organization_id=organization.id, name=domain.name)
    refused(422, "organization_domain_already_exists", create, organization_id=new_organization().id, name=domain.name)
    refused(422, "organization_domain_common", create, organization_id=organization.id, name="gmail.com")
    refused(422, "form_param_format_invalid", create, organization_id=organization.id, name="no domain")
    refused(422, "form_param_value_invalid", clerk.organization_domains.list, organization_id=organization.id, limit=501)


@case(f"PATCH {ONE}")
def a_domain_is_changed():
    domain, update = new_domain(new_organization()), clerk.organization_domains.update
    changed = call(update, **named(domain), enrollment_mode="manual_invitation", verified=False)
    assert (changed.enrollment_mode, changed.verification.status) == ("manual_invitation", "unverified")
    refused(422, "form_param_value_invalid", update, **named(domain), enrollment_mode="by_force")


@case(VERIFY)
def ownership_of_a_domain_is_vouched_for():
    domain = new_domain(new_organization(), verified=False)
    verified = clerk.organization_domains.verify_ownership(**named(domain))
    assert verified.id == domain.id
    not_found(clerk.organization_domains.verify_ownership, organization_id=domain.organization_id, domain_id="orgdmn_unknown")


@case(f"DELETE {ONE}")
def a_deleted_domain_is_gone_and_free():
    domain = new_domain(new_organization())
    assert clerk.organization_domains.delete(**named(domain)).deleted
    not_found(clerk.organization_domains.delete, **named(domain))
    assert new_domain(new_organization(), name=domain.name).id != domain.id


@case(f"POST {ALL}", f"GET {ALL}", f"PATCH {ONE}", f"DELETE {ONE}")
def a_domain_of_another_instance_is_not_found():
    theirs, own, domains = new_organization(other), new_organization(), clerk.organization_domains
    foreign = new_domain(theirs, other)
    with unchanged(lambda: other.organization_domains.list(organization_id=theirs.id)):
        not_found(domains.create, organization_id=theirs.id, name=f"{fresh()}.example.com")
        not_found(domains.list, organization_id=theirs.id)
        not_found(domains.update, **named(foreign), verified=False)
        not_found(domains.update, organization_id=own.id, domain_id=foreign.id, verified=False)
        not_found(domains.delete, **named(foreign))
        not_found(domains.delete, organization_id=own.id, domain_id=foreign.id)
    assert new_domain(own, name=foreign.name).organization_id == own.id


@case(VERIFY)
def a_domain_of_another_instance_is_not_vouched_for():
    foreign = new_domain(new_organization(other), other, verified=False)
    not_found(clerk.organization_domains.verify_ownership, **named(foreign))


@case(OF_INSTANCE)
def a_domain_of_another_instance_is_not_listed():
    foreign = new_domain(new_organization(other), other)
    assert call(clerk.organization_domains.list_all, organization_id=foreign.organization_id).data == []
    assert call(clerk.organization_domains.list_all, query=foreign.name).data == []
