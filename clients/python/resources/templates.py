"""The words of e-mails and SMS."""

import inspect

from clerk_backend_api import models

from harness import case, clerk, not_found, refused

LIST, ONE = "GET /templates/{template_type}", "/templates/{template_type}/{slug}"
REVERT, PREVIEW, TOGGLE = f"POST {ONE}/revert", f"POST {ONE}/preview", f"POST {ONE}/toggle_delivery"
EMAIL = {"template_type": "email", "slug": "verification_code"}
SMS = {"template_type": "sms", "slug": "verification_code"}
EXEMPT = {(TOGGLE, "bad"): "the client sends nothing but true and false"}


def templates(method):
    """The client spreads the templates over several classes, with a type of its own for the path's first word in each."""
    spread = (clerk.email_sms_templates, clerk.email_and_sms_templates, clerk.templates)
    found = next(getattr(part, method) for part in spread if hasattr(part, method))

    def named(template_type, **fields):
        kind = str(inspect.signature(found).parameters["template_type"].annotation).split(".")[-1]
        of_kind = getattr(models, kind, None)
        return found(template_type=of_kind(template_type) if of_kind else template_type, **fields)

    named.__qualname__ = found.__qualname__
    return named


@case(LIST, f"GET {ONE}")
def built_in_templates_are_there():
    listed = templates("list")(template_type="email")
    assert "verification_code" in [one.slug for one in listed]
    template = templates("get")(**EMAIL)
    assert "{{otp_code}}" in template.body and template.subject
    assert templates("get")(**SMS).resource_type
    not_found(templates("get"), template_type="email", slug="love_letter")
    refused(422, "form_param_value_invalid", templates("list"), template_type="email", limit=501)


@case(f"PUT {ONE}", REVERT, f"GET {ONE}")
def a_template_is_changed_and_reverted():
    before = templates("get")(**EMAIL)
    changed = templates("upsert")(**EMAIL, subject="Your code", body="<p>It is {{otp_code}}</p>", name="Code")
    assert (changed.subject, changed.body) == ("Your code", "<p>It is {{otp_code}}</p>")
    reverted = templates("revert")(**EMAIL)
    assert (reverted.subject, reverted.body) == (before.subject, before.body)
    not_found(templates("revert"), template_type="email", slug="love_letter")


@case(f"PUT {ONE}")
def a_template_without_what_it_is_for_is_refused():
    refused(422, "required_variable_missing", templates("upsert"), **EMAIL, body="<p>No code</p>")
    not_found(templates("upsert"), template_type="email", slug="love_letter", body="<p>{{otp_code}}</p>")


@case(PREVIEW)
def words_are_tried_without_being_kept():
    shown = templates("preview")(**EMAIL, subject="Hello", body="<p>{{otp_code}} for {{app.name}}</p>")
    assert shown and "{{" not in str(shown), shown
    refused(422, "form_param_format_invalid", templates("preview"), **EMAIL, body="{{#if}}")


@case(TOGGLE)
def delivery_is_toggled():
    toggle = templates("toggle_template_delivery")
    assert not toggle(**EMAIL, delivered_by_clerk=False).delivered_by_clerk
    assert toggle(**EMAIL, delivered_by_clerk=True).delivered_by_clerk
    not_found(toggle, template_type="email", slug="love_letter", delivered_by_clerk=True)
