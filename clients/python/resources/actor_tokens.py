"""Tickets with which somebody can act as a user once."""

from harness import call, case, clerk, new_user, not_found, other, refused

REVOKE = "POST /actor_tokens/{actor_token_id}/revoke"


def new_token(of=None):
    of = of or clerk
    return call(of.actor_tokens.create, user_id=new_user(of).id, actor={"sub": new_user(of).id})


@case("POST /actor_tokens", REVOKE)
def a_ticket_is_given_out_and_revoked_once():
    ticket = new_token()
    assert ticket.status.value == "pending" and ticket.token
    assert clerk.actor_tokens.revoke(actor_token_id=ticket.id).status.value == "revoked"
    refused(400, "actor_token_cannot_be_revoked_code", clerk.actor_tokens.revoke, actor_token_id=ticket.id)


@case("POST /actor_tokens", REVOKE)
def a_ticket_that_can_not_be_is_refused():
    actor, user = {"sub": "user_support"}, new_user()
    refused(422, "form_param_value_invalid", clerk.actor_tokens.create, user_id=user.id, actor=actor, expires_in_seconds=-1)
    refused(422, "form_param_format_invalid", clerk.actor_tokens.create, user_id=user.id, actor={"sub": ""})
    not_found(clerk.actor_tokens.create, user_id="user_unknown", actor=actor)
    not_found(clerk.actor_tokens.revoke, actor_token_id="act_unknown")


@case("POST /actor_tokens", REVOKE)
def a_ticket_of_another_instance_is_not_found():
    foreign = new_token(other)
    not_found(clerk.actor_tokens.create, user_id=foreign.user_id, actor={"sub": "user_support"})
    not_found(clerk.actor_tokens.revoke, actor_token_id=foreign.id)
    assert other.actor_tokens.revoke(actor_token_id=foreign.id).status.value == "revoked"
