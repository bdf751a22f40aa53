"""Settings and operations that may still change."""

from harness import call, case, clerk, fresh, live, refused

SETTINGS = "PATCH /beta_features/instance_settings"
DOMAIN = "PUT /beta_features/domain"


@case(SETTINGS)
def beta_settings_are_changed():
    update = clerk.beta_features.update_instance_settings
    changed = call(update, from_email_address="robot", restricted_to_allowlist=True)
    assert (changed.from_email_address, changed.restricted_to_allowlist) == ("robot", True)
    assert not call(update, restricted_to_allowlist=False).restricted_to_allowlist
    refused(422, "form_param_format_invalid", update, from_email_address="not@all")


@case(DOMAIN)
def a_production_instance_moves_to_another_domain():
    change = live.beta_features.update_production_instance_domain
    call(change, home_url=f"https://{fresh()}.example.com")
    refused(422, "form_param_format_invalid", change, home_url="nowhere")
    refused(400, "request_invalid_for_environment", clerk.beta_features.update_production_instance_domain, home_url="https://a.example.com")
