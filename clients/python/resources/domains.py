"""The domains that an instance's applications run on."""

from harness import call, case, clerk, fresh, live, not_found, other, refused, unchanged

ONE = "/domains/{domain_id}"


def new_domain(of=None, **fields):
    return call((of or clerk).domains.add, **{"name": f"{fresh()}.example.com", "is_satellite": True, **fields})


@case("POST /domains", "GET /domains")
def a_satellite_is_added_and_listed_after_the_primary_domain():
    added = new_domain()
    assert added.is_satellite
    listed = clerk.domains.list()
    assert not listed.data[0].is_satellite and listed.total_count == len(listed.data)
    assert added.id in [domain.id for domain in listed.data[1:]]
    clerk.domains.delete(domain_id=added.id)


@case("POST /domains")
def a_domain_that_can_not_be_is_refused():
    added = new_domain()
    refused(422, "form_identifier_exists", clerk.domains.add, name=added.name, is_satellite=True)
    refused(422, "form_param_format_invalid", clerk.domains.add, name="https://a.example", is_satellite=True)
    clerk.domains.delete(domain_id=added.id)


@case(f"PATCH {ONE}")
def a_domain_is_renamed_and_gets_a_proxy_in_production():
    added, name = new_domain(), f"{fresh()}.example.com"
    assert clerk.domains.update(domain_id=added.id, name=name).name == name
    refused(422, "form_param_format_invalid", clerk.domains.update, domain_id=added.id, name="a/b")
    refused(400, "request_invalid_for_environment", clerk.domains.update, domain_id=added.id, proxy_url=f"https://{name}/__clerk")
    clerk.domains.delete(domain_id=added.id)
    satellite = new_domain(live)
    proxy_url = f"https://{satellite.name}/__clerk"
    assert live.domains.update(domain_id=satellite.id, proxy_url=proxy_url).proxy_url == proxy_url
    live.domains.delete(domain_id=satellite.id)


@case(f"DELETE {ONE}")
def satellites_are_deleted_and_the_primary_domain_is_not():
    added = new_domain()
    assert clerk.domains.delete(domain_id=added.id).deleted
    not_found(clerk.domains.delete, domain_id=added.id)
    refused(403, "operation_not_allowed_on_primary_domain", clerk.domains.delete, domain_id=clerk.domains.list().data[0].id)


@case("GET /domains", f"PATCH {ONE}", f"DELETE {ONE}")
def a_domain_of_another_instance_is_not_found():
    foreign = new_domain(other)
    with unchanged(lambda: other.domains.list()):
        assert foreign.id not in [domain.id for domain in clerk.domains.list().data]
        not_found(clerk.domains.update, domain_id=foreign.id, name="stolen.example.com")
        not_found(clerk.domains.delete, domain_id=foreign.id)
    other.domains.delete(domain_id=foreign.id)
