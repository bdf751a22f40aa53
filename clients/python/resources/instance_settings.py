"""How an instance behaves."""

from harness import call, case, clerk, fresh, live, new_user, not_found, refused

RESTRICTIONS = "PATCH /instance/restrictions"
ORGANIZATIONS = "PATCH /instance/organization_settings"
GET_ORGANIZATIONS = "GET /instance/organization_settings"
CHANGE_DOMAIN = "POST /instance/change_domain"
UNKNOWN = {"4": [GET_ORGANIZATIONS], "2": [GET_ORGANIZATIONS]}
EXEMPT = {
    (RESTRICTIONS, "bad"): "the client sends nothing but booleans",
    (ORGANIZATIONS, "foreign"): "roles are named by their keys, which are the same everywhere",
}


@case("GET /instance")
def an_instance_tells_what_it_is():
    ours, production = clerk.instance_settings.get(), live.instance_settings.get()
    assert (ours.environment_type, production.environment_type) == ("development", "production")
    assert ours.id != production.id


@case("PATCH /instance")
def settings_are_changed():
    update = clerk.instance_settings.update
    call(update, support_email="help@example.com", allowed_origins=["chrome-extension://abc"])
    assert clerk.instance_settings.get().allowed_origins == ["chrome-extension://abc"]
    call(update, support_email=None, allowed_origins=[])


@case("PATCH /instance")
def settings_that_can_not_be_are_refused():
    update = clerk.instance_settings.update
    refused(422, "form_param_format_invalid", update, support_email="nobody")
    refused(422, "form_param_format_invalid", update, allowed_origins=["https://app.example.com/path"])


@case(RESTRICTIONS)
def restrictions_are_changed():
    update = clerk.instance_settings.update_restrictions
    assert call(update, block_email_subaddresses=True).block_email_subaddresses
    assert not call(update, block_email_subaddresses=False).block_email_subaddresses


@case(ORGANIZATIONS)
def the_settings_of_organizations_are_changed():
    update = clerk.instance_settings.update_organization_settings
    changed = call(update, max_allowed_memberships=7, domains_enabled=True)
    assert (changed.max_allowed_memberships, changed.domains_enabled) == (7, True)
    assert call(update, max_allowed_memberships=0, enabled=True).enabled


@case(ORGANIZATIONS)
def settings_of_organizations_that_can_not_be_are_refused():
    update = clerk.instance_settings.update_organization_settings
    refused(422, "form_param_value_invalid", update, max_allowed_memberships=-1)
    not_found(update, creator_role_id="org:nobody")


@case(GET_ORGANIZATIONS)
def the_settings_of_organizations_are_told():
    update = clerk.instance_settings.update_organization_settings
    assert call(update, max_allowed_memberships=9).max_allowed_memberships == 9
    assert clerk.instance_settings.get_organization_settings().max_allowed_memberships == 9
    call(update, max_allowed_memberships=0)


@case(CHANGE_DOMAIN)
def a_production_instance_moves_to_another_domain():
    call(live.instance_settings.change_domain, home_url=f"https://{fresh()}.example.com")
    user = new_user(live)
    assert live.users.get(user_id=user.id).id == user.id
    refused(422, "form_param_format_invalid", live.instance_settings.change_domain, home_url="nowhere")
    refused(400, "request_invalid_for_environment", clerk.instance_settings.change_domain, home_url="https://a.example.com")
