"""Tokens with which tests pass bot protection."""

import time

from harness import call, case, clerk


@case("POST /testing_tokens")
def a_testing_token_holds_for_a_while():
    token = call(clerk.testing_tokens.create)
    assert token.token and token.expires_at > time.time()
