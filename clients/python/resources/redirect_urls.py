"""Where users may be sent to after signing in."""

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

ONE = "/redirect_urls/{id}"


def new_url(of=None):
    return call((of or clerk).redirect_urls.create, url=f"https://app.example.com/{fresh()}")


@case("POST /redirect_urls", f"GET {ONE}")
def an_address_is_added_and_found_again():
    added = new_url()
    assert added.url.startswith("https://app.example.com/")
    assert clerk.redirect_urls.get(id=added.id) == added
    not_found(clerk.redirect_urls.get, id="ru_unknown")


@case("POST /redirect_urls")
def an_address_that_can_not_be_is_refused():
    taken = new_url().url
    refused(422, "form_identifier_exists", clerk.redirect_urls.create, url=taken)
    refused(422, "form_param_format_invalid", clerk.redirect_urls.create, url="no address")
    refused(422, "form_param_value_invalid", clerk.redirect_urls.create, url="javascript://alert")


@case("GET /redirect_urls")
def addresses_are_listed_newest_first():
    ids = [new_url().id for _ in range(2)]
    assert [one.id for one in call(clerk.redirect_urls.list, limit=2)] == ids[::-1]
    refused(422, "form_param_value_invalid", clerk.redirect_urls.list, limit=501)


@case(f"DELETE {ONE}", f"GET {ONE}")
def a_deleted_address_is_gone():
    added = new_url()
    assert clerk.redirect_urls.delete(id=added.id).deleted
    not_found(clerk.redirect_urls.get, id=added.id)
    not_found(clerk.redirect_urls.delete, id=added.id)


@case(f"GET {ONE}", f"DELETE {ONE}")
def an_address_of_another_instance_is_not_found():
    foreign = new_url(other)
    with unchanged(lambda: other.redirect_urls.get(id=foreign.id)):
        not_found(clerk.redirect_urls.get, id=foreign.id)
        not_found(clerk.redirect_urls.delete, id=foreign.id)
