"""Access tokens that applications are given once somebody has signed in and said yes."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from harness import PASSWORD, URL, call, case, clerk, new_user, not_found, other, refused
from resources.oauth_applications import REVOKE, new_application

VERIFY = "POST /oauth_applications/access_tokens/verify"
UNKNOWN = {"2": [VERIFY]}


def new_tokens(application):
    """The tokens that an application is given once somebody signed in with a password and said yes."""
    user = new_user(password=PASSWORD, skip_password_requirement=False)
    with httpx.Client(follow_redirects=False) as browser:
        query = {"response_type": "code", "client_id": application.client_id, "scope": "email", "state": "s" * 16}
        page = follow(browser, browser.get(f"{application.authorize_url}?{urlencode(query)}"))
        page = send(browser, page, identifier=user.email_addresses[0].email_address, password=PASSWORD, step="password")
        answer = send(browser, page, answer="allow")
        code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
        form = {"grant_type": "authorization_code", "code": code}
        tokens = browser.post(application.token_fetch_url, data=form, auth=(application.client_id, application.client_secret))
    assert tokens.status_code == 200, tokens.text
    return tokens.json(), user


def send(browser, page, **fields):
    token = re.search('name="form_token" value="([^"]+)"', page.text)[1]
    return follow(browser, browser.post(page.url, data={"form_token": token, **fields}))


def follow(browser, answer):
    while answer.status_code == 303 and answer.headers["location"].startswith(URL):
        answer = browser.get(answer.headers["location"])
    return answer


@case(VERIFY)
def an_access_token_is_verified():
    application = new_application()
    tokens, user = new_tokens(application)
    for name in ("access_token", "secret"):
        found = call(clerk.oauth_access_tokens.verify, **{name: tokens["access_token"]})
        assert (found.client_id, found.subject, found.scopes) == (application.client_id, user.id, ["email"])
    refused(404, "resource_not_found", clerk.oauth_access_tokens.verify, access_token="oat_unknown")
    refused(404, "resource_not_found", clerk.oauth_access_tokens.verify, access_token=tokens["refresh_token"])
    refused(422, "form_param_missing", clerk.oauth_access_tokens.verify, access_token="")


@case(REVOKE, VERIFY)
def a_revoked_token_is_gone():
    application, foreign = new_application(), new_application(other)
    tokens, _ = new_tokens(application)
    not_found(clerk.oauth_applications.revoke_token, oauth_application_id=foreign.id, token=tokens["access_token"])
    not_found(clerk.oauth_applications.revoke_token, oauth_application_id=application.id, token="oat_unknown")
    refused(422, "form_param_nil", clerk.oauth_applications.revoke_token, oauth_application_id=application.id, token=" ")
    call(clerk.oauth_applications.revoke_token, oauth_application_id=application.id, token=tokens["refresh_token"])
    refused(404, "resource_not_found", clerk.oauth_access_tokens.verify, access_token=tokens["access_token"])
