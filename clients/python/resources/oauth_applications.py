"""Applications that sign people in with their accounts here."""

from harness import LINE, call, case, clerk, fresh, not_found, other, refused, unchanged

ONE = "/oauth_applications/{oauth_application_id}"
ROTATE, REVOKE = f"POST {ONE}/rotate_secret", f"POST {ONE}/revoke_token"
UNKNOWN = {"4": [REVOKE], "2": [REVOKE]}
CALLBACK = "https://app.example.com/callback"


def new_application(of=None, **fields):
    wanted = {"name": f"App {fresh()}", "redirect_uris": [CALLBACK], "scopes": "profile email", **fields}
    return call((of or clerk).oauth_applications.create, **wanted)


@case("POST /oauth_applications", f"GET {ONE}")
def an_application_is_created_and_its_secret_shown_once():
    application = new_application()
    assert application.client_id and application.client_secret
    assert (application.redirect_uris, application.public) == ([CALLBACK], False)
    found = clerk.oauth_applications.get(oauth_application_id=application.id)
    assert (found.name, found.client_id, found.scopes) == (application.name, application.client_id, "profile email")
    assert not getattr(found, "client_secret", None)
    not_found(clerk.oauth_applications.get, oauth_application_id="oauthapp_unknown")


@case("POST /oauth_applications")
def an_application_that_can_not_be_is_refused():
    create = clerk.oauth_applications.create
    refused(422, "form_param_nil", create, name="", redirect_uris=[CALLBACK])
    refused(422, "form_param_format_invalid", create, name="App", redirect_uris=["no address"])
    refused(422, "form_param_value_invalid", create, name="App", redirect_uris=["javascript:alert(1)"])
    refused(422, "form_param_value_invalid", create, name="App", redirect_uris=[CALLBACK], scopes="everything")


@case("GET /oauth_applications")
def applications_are_listed_newest_first():
    ids = [new_application().id for _ in range(2)]
    # Left to itself, the client asks for the eldest first where it can.
    listed = clerk.oauth_applications.list(limit=2, **({} if LINE == "2" else {"order_by": "-created_at"}))
    assert [one.id for one in listed.data] == ids[::-1] and listed.total_count >= 2
    refused(422, "form_param_value_invalid", clerk.oauth_applications.list, limit=501)


@case(f"PATCH {ONE}")
def an_application_is_changed():
    application, update = new_application(), clerk.oauth_applications.update
    changed = update(oauth_application_id=application.id, name="Renamed")
    assert (changed.name, changed.redirect_uris) == ("Renamed", [CALLBACK])
    refused(422, "form_param_value_invalid", update, oauth_application_id=application.id, scopes="everything")


@case(ROTATE)
def a_secret_is_rotated():
    application, rotate = new_application(), clerk.oauth_applications.rotate_secret
    rotated = rotate(oauth_application_id=application.id)
    assert rotated.client_secret and rotated.client_secret != application.client_secret
    refused(403, "resource_forbidden", rotate, oauth_application_id=new_application(public=True).id)


@case(REVOKE)
def a_token_that_is_none_is_not_revoked():
    application, revoke = new_application(), clerk.oauth_applications.revoke_token
    refused(422, "form_param_nil", revoke, oauth_application_id=application.id, token="")
    not_found(revoke, oauth_application_id="oauthapp_unknown", token="oat_unknown")
    not_found(revoke, oauth_application_id=new_application(other).id, token="oat_unknown")


@case(f"DELETE {ONE}", f"GET {ONE}")
def a_deleted_application_is_gone():
    application = new_application()
    assert clerk.oauth_applications.delete(oauth_application_id=application.id).deleted
    not_found(clerk.oauth_applications.get, oauth_application_id=application.id)
    not_found(clerk.oauth_applications.delete, oauth_application_id=application.id)


@case(f"GET {ONE}", f"PATCH {ONE}", ROTATE, f"DELETE {ONE}")
def an_application_of_another_instance_is_not_found():
    foreign, applications = new_application(other), clerk.oauth_applications
    with unchanged(lambda: other.oauth_applications.get(oauth_application_id=foreign.id)):
        not_found(applications.get, oauth_application_id=foreign.id)
        not_found(applications.update, oauth_application_id=foreign.id, name="Stolen")
        not_found(applications.rotate_secret, oauth_application_id=foreign.id)
        not_found(applications.delete, oauth_application_id=foreign.id)
