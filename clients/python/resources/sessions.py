"""Sessions, and the tokens that stand for them."""

import os

import httpx
from harness import LINE, URL, call, case, clerk, fresh, new_organization, new_session, new_user, not_found, other, refused, unchanged

try:
    from clerk_backend_api.security import AuthenticateRequestOptions, TokenVerificationError, VerifyTokenOptions, verify_token
except ImportError:  # the line 2
    from clerk_backend_api.jwks_helpers import AuthenticateRequestOptions, TokenVerificationError, VerifyTokenOptions, verify_token

PEM, OTHER_PEM = os.environ["HOUSEKEY_PEM"], os.environ["HOUSEKEY_OTHER_PEM"]
TOKENS = "POST /sessions/{session_id}/tokens"
FROM_TEMPLATE = "POST /sessions/{session_id}/tokens/{template_name}"
REFRESH = "POST /sessions/{session_id}/refresh"
VERIFY = "POST /sessions/{session_id}/verify"
UNKNOWN = {"7": [VERIFY], "4": [VERIFY]}
EXEMPT = {(REFRESH, "happy"): "only the Frontend API gives out refresh tokens"}


def new_token(session, **fields):
    return call(clerk.sessions.create_token, session_id=session.id, **fields).jwt


def is_refused(token, reason, **options):
    try:
        verify_token(token, VerifyTokenOptions(**options))
    except TokenVerificationError as error:
        assert error.reason.value[0] == reason, error.reason
        return
    raise AssertionError(f"the token was to be refused with {reason}")


def new_template():
    # The client models `claims` as an object without fields and sends it empty.
    return call(clerk.jwt_templates.create, name=f"t{fresh()}", claims={}).name


@case("POST /sessions", "GET /sessions/{session_id}")
def a_session_is_opened_and_found_again():
    user = new_user()
    session = call(clerk.sessions.create, user_id=user.id)
    assert (session.user_id, session.status.value) == (user.id, "active")
    assert session.last_active_at < session.expire_at
    assert clerk.sessions.get(session_id=session.id).id == session.id
    not_found(clerk.sessions.get, session_id="sess_unknown")


@case("POST /sessions")
def a_session_of_nobody_is_refused():
    refused(422, "form_param_nil", clerk.sessions.create, user_id="")
    not_found(clerk.sessions.create, user_id="user_unknown")


@case("GET /sessions")
def sessions_are_listed_by_user_client_and_status():
    user = new_user()
    sessions = [call(clerk.sessions.create, user_id=user.id) for _ in range(2)]
    clerk.sessions.revoke(session_id=sessions[0].id)
    assert len(call(clerk.sessions.list, user_id=user.id)) == 2
    assert [one.id for one in call(clerk.sessions.list, user_id=user.id, status="active")] == [sessions[1].id]
    assert [one.id for one in call(clerk.sessions.list, client_id=sessions[0].client_id)] == [sessions[0].id]
    refused(422, "form_param_value_invalid", clerk.sessions.list, user_id=user.id, limit=501)


@case("POST /sessions/{session_id}/revoke")
def a_revoked_session_gives_no_more_tokens():
    session = new_session()
    assert clerk.sessions.revoke(session_id=session.id).status.value == "revoked"
    refused(401, "signed_out", clerk.sessions.create_token, session_id=session.id)
    not_found(clerk.sessions.revoke, session_id="sess_unknown")


@case(TOKENS)
def a_token_verifies_with_the_key_and_through_the_key_set():
    session = new_session()
    token = new_token(session)
    for options in ({"jwt_key": PEM}, {"secret_key": os.environ["HOUSEKEY_SECRET_KEY"], "api_url": URL}):
        claims = verify_token(token, VerifyTokenOptions(**options))
        assert (claims["sub"], claims["sid"]) == (session.user_id, session.id)
    long = verify_token(new_token(session, expires_in_seconds=600), VerifyTokenOptions(jwt_key=PEM))
    assert long["exp"] - long["iat"] == 600


@case(TOKENS)
def a_token_does_not_verify_with_another_key():
    token = new_token(new_session())
    is_refused(token, "token-invalid-signature", jwt_key=OTHER_PEM)
    is_refused(token[:-8] + "AAAAAAAA", "token-invalid-signature", jwt_key=PEM)
    # Some lines keep keys for five minutes whoever asks for them, so these tokens are signed by one that nobody asked for.
    foreign = call(other.sessions.create_token, session_id=new_session(other).id).jwt
    is_refused(foreign, "jwk-failed-to-load", secret_key="sk_test_nobody", api_url=URL)
    is_refused(foreign, "jwk-kid-mismatch", secret_key=os.environ["HOUSEKEY_SECRET_KEY"], api_url=URL)


@case(TOKENS)
def a_request_is_authenticated_by_its_token():
    session = new_session()
    token = new_token(session)
    options = AuthenticateRequestOptions(jwt_key=PEM)
    for headers in ({"Authorization": f"Bearer {token}"}, {"Cookie": f"__session={token}"}):
        state = clerk.authenticate_request(httpx.Request("GET", "https://app.example/", headers=headers), options)
        assert state.is_signed_in and state.payload["sub"] == session.user_id
    nobody = clerk.authenticate_request(httpx.Request("GET", "https://app.example/"), options)
    assert (nobody.is_signed_in, nobody.reason.name) == (False, "SESSION_TOKEN_MISSING")


if LINE != "2":  # which opens sessions without an organization only

    @case("POST /organizations", "POST /sessions", TOKENS)
    def a_token_tells_of_the_active_organization():
        organization = new_organization()
        session = call(clerk.sessions.create, user_id=organization.created_by, active_organization_id=organization.id)
        assert session.last_active_organization_id == organization.id
        claims = verify_token(new_token(session), VerifyTokenOptions(jwt_key=PEM))
        assert (claims["v"], claims["o"]["id"], claims["o"]["slg"], claims["o"]["rol"]) == (2, organization.id, organization.slug, "admin")
        not_found(clerk.sessions.create, user_id=organization.created_by, active_organization_id="org_unknown")

    @case("POST /sessions")
    def an_organization_of_another_instance_can_not_be_active():
        user, foreign = new_user(), new_organization(other)
        not_found(clerk.sessions.create, user_id=user.id, active_organization_id=foreign.id)


@case(TOKENS, FROM_TEMPLATE)
def a_lifetime_that_can_not_be_is_refused():
    session = new_session()
    refused(422, "form_param_value_invalid", clerk.sessions.create_token, session_id=session.id, expires_in_seconds=1)
    refused(422, "form_param_value_invalid", clerk.sessions.create_token_from_template, session_id=session.id, template_name=new_template(), expires_in_seconds=1)


@case(FROM_TEMPLATE)
def a_template_gives_tokens():
    session = new_session()
    token = call(clerk.sessions.create_token_from_template, session_id=session.id, template_name=new_template()).jwt
    claims = verify_token(token, VerifyTokenOptions(jwt_key=PEM))
    assert claims["sub"] == session.user_id and "sid" not in claims, claims
    not_found(clerk.sessions.create_token_from_template, session_id=session.id, template_name=f"t{fresh()}")


@case(REFRESH)
def a_session_is_not_refreshed_with_what_is_no_token():
    session = new_session()
    refused(
        401, "expired_session_token_invalid", clerk.sessions.refresh, session_id=session.id,
        expired_token="no.token.atall", refresh_token="none", request_origin="https://app.example",
    )


@case(VERIFY)
def a_session_is_verified_by_its_token():
    session = new_session()
    assert clerk.sessions.verify(session_id=session.id, token=new_token(session)).id == session.id
    refused(400, "invalid_session_token", clerk.sessions.verify, session_id=session.id, token="no.token.atall")
    refused(400, "invalid_session_token", clerk.sessions.verify, session_id=session.id, token=new_token(new_session()))


@case(VERIFY)
def a_session_of_another_instance_is_not_verified():
    foreign = new_session(other)
    token = call(other.sessions.create_token, session_id=foreign.id).jwt
    refused(400, "invalid_session_token", clerk.sessions.verify, session_id=foreign.id, token=token)


@case("POST /sessions", "GET /sessions", "GET /sessions/{session_id}", "POST /sessions/{session_id}/revoke", TOKENS, FROM_TEMPLATE, REFRESH)
def a_session_of_another_instance_is_not_found():
    foreign, sessions = new_session(other), clerk.sessions
    with unchanged(lambda: other.sessions.get(session_id=foreign.id)):
        not_found(sessions.create, user_id=foreign.user_id)
        assert call(sessions.list, user_id=foreign.user_id) == []
        assert call(sessions.list, client_id=foreign.client_id) == []
        not_found(sessions.get, session_id=foreign.id)
        not_found(sessions.revoke, session_id=foreign.id)
        not_found(sessions.create_token, session_id=foreign.id)
        not_found(sessions.create_token_from_template, session_id=foreign.id, template_name=new_template())
        token = call(other.sessions.create_token, session_id=foreign.id).jwt
        refused(
            401, "expired_session_token_invalid", sessions.refresh, session_id=foreign.id,
            expired_token=token, refresh_token="none", request_origin="https://app.example",
        )


@case(FROM_TEMPLATE)
def a_template_of_another_instance_is_not_found():
    name = call(other.jwt_templates.create, name=f"t{fresh()}", claims={}).name
    not_found(clerk.sessions.create_token_from_template, session_id=new_session().id, template_name=name)
