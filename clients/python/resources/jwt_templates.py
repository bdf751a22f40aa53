"""Templates for tokens with claims of one's own."""

from harness import call, case, clerk, fresh, not_found, other, refused, unchanged

ONE = "/jwt_templates/{template_id}"


def new_template(of=None, /, **fields):
    # The client models `claims` as an object without fields and sends it empty.
    return call((of or clerk).jwt_templates.create, **{"name": f"t{fresh()}", "claims": {}, **fields})


@case("POST /jwt_templates", f"GET {ONE}")
def a_template_is_created_and_found_again():
    template = new_template(lifetime=120, allowed_clock_skew=1, custom_signing_key=True, signing_algorithm="HS256", signing_key="s" * 32)
    found = clerk.jwt_templates.get(template_id=template.id)
    assert (found.name, found.lifetime, found.allowed_clock_skew) == (template.name, 120, 1)
    assert found.custom_signing_key and found.signing_algorithm == "HS256"
    not_found(clerk.jwt_templates.get, template_id="jtmp_unknown")


@case("POST /jwt_templates")
def a_template_that_can_not_be_is_refused():
    create, taken = clerk.jwt_templates.create, new_template().name
    refused(422, "form_identifier_exists", create, name=taken, claims={})
    refused(422, "form_param_format_invalid", create, name="no spaces", claims={})
    refused(422, "form_param_value_invalid", create, name=f"t{fresh()}", claims={}, lifetime=1)
    refused(422, "form_conditional_param_missing", create, name=f"t{fresh()}", claims={}, custom_signing_key=True, signing_key="s" * 32)


@case("GET /jwt_templates")
def templates_are_listed():
    names = [new_template().name for _ in range(2)]
    assert [one.name for one in call(clerk.jwt_templates.list, limit=2)] == names[::-1]
    refused(422, "form_param_value_invalid", clerk.jwt_templates.list, limit=501)


@case(f"PATCH {ONE}")
def a_template_is_changed():
    template, name = new_template(), f"t{fresh()}"
    changed = call(clerk.jwt_templates.update, template_id=template.id, name=name, claims={}, lifetime=90)
    assert (changed.id, changed.name, changed.lifetime) == (template.id, name, 90)
    refused(422, "form_param_value_invalid", clerk.jwt_templates.update, template_id=template.id, name=name, claims={}, lifetime=1)
    refused(422, "form_identifier_exists", clerk.jwt_templates.update, template_id=template.id, name=new_template().name, claims={})


@case(f"DELETE {ONE}", f"GET {ONE}")
def a_deleted_template_is_gone():
    template = new_template()
    assert clerk.jwt_templates.delete(template_id=template.id).deleted
    not_found(clerk.jwt_templates.get, template_id=template.id)
    not_found(clerk.jwt_templates.delete, template_id=template.id)


@case(f"GET {ONE}", f"PATCH {ONE}", f"DELETE {ONE}")
def a_template_of_another_instance_is_not_found():
    foreign = new_template(other)
    with unchanged(lambda: other.jwt_templates.get(template_id=foreign.id)):
        not_found(clerk.jwt_templates.get, template_id=foreign.id)
        not_found(clerk.jwt_templates.update, template_id=foreign.id, name="mine", claims={})
        not_found(clerk.jwt_templates.delete, template_id=foreign.id)
