"""Tickets with which a user can sign in once."""

from harness import call, case, clerk, new_user, not_found, other, refused

REVOKE = "POST /sign_in_tokens/{sign_in_token_id}/revoke"


@case("POST /sign_in_tokens", REVOKE)
def a_ticket_is_given_out_and_revoked_once():
    user = new_user()
    ticket = call(clerk.sign_in_tokens.create, user_id=user.id, expires_in_seconds=60)
    assert (ticket.user_id, ticket.status.value) == (user.id, "pending") and ticket.token
    assert clerk.sign_in_tokens.revoke(sign_in_token_id=ticket.id).status.value == "revoked"
    refused(400, "sign_in_token_cannot_be_revoked_code", clerk.sign_in_tokens.revoke, sign_in_token_id=ticket.id)


@case("POST /sign_in_tokens", REVOKE)
def a_ticket_that_can_not_be_is_refused():
    refused(422, "form_param_value_invalid", clerk.sign_in_tokens.create, user_id=new_user().id, expires_in_seconds=-1)
    not_found(clerk.sign_in_tokens.create, user_id="user_unknown")
    not_found(clerk.sign_in_tokens.revoke, sign_in_token_id="sit_unknown")


@case("POST /sign_in_tokens", REVOKE)
def a_ticket_of_another_instance_is_not_found():
    foreign = call(other.sign_in_tokens.create, user_id=new_user(other).id)
    not_found(clerk.sign_in_tokens.create, user_id=foreign.user_id)
    not_found(clerk.sign_in_tokens.revoke, sign_in_token_id=foreign.id)
    assert other.sign_in_tokens.revoke(sign_in_token_id=foreign.id).status.value == "revoked"
