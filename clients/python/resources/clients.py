"""Browsers and devices, with the sessions they hold."""

from harness import call, case, clerk, new_session, not_found, other, refused

EXEMPT = {("POST /clients/verify", "happy"): "only the Frontend API gives a client its token"}


@case("GET /clients/{client_id}")
def a_client_holds_its_session():
    session = new_session()
    client = clerk.clients.get(client_id=session.client_id)
    assert client.session_ids == [session.id] and client.sessions[0].user_id == session.user_id
    assert client.last_active_session_id == session.id
    not_found(clerk.clients.get, client_id="client_unknown")


@case("GET /clients")
def clients_are_listed_newest_first():
    ids = [new_session().client_id for _ in range(2)]
    assert [client.id for client in call(clerk.clients.list, limit=2)] == ids[::-1]
    assert [client.id for client in call(clerk.clients.list, limit=1, offset=1)] == ids[:1]
    refused(422, "form_param_value_invalid", clerk.clients.list, limit=501)


@case("POST /clients/verify")
def what_is_no_token_of_a_client_is_refused():
    refused(400, "cookie_invalid", clerk.clients.verify, token="no.token.atall")
    session = call(clerk.sessions.create_token, session_id=new_session().id)
    refused(400, "cookie_invalid", clerk.clients.verify, token=session.jwt)


@case("GET /clients/{client_id}")
def a_client_of_another_instance_is_not_found():
    foreign = new_session(other).client_id
    not_found(clerk.clients.get, client_id=foreign)
