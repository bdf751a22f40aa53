"""The public keys that tokens are verified with."""

from harness import case, clerk, other


def keys(of):
    answer = (getattr(of.jwks, "get_jwks", None) or of.jwks.get)()
    return answer.keys or []


@case("GET /jwks")
def an_instance_shows_its_own_public_key():
    (ours,), (theirs,) = keys(clerk), keys(other)
    assert (ours.kty, ours.alg, ours.use) == ("RSA", "RS256", "sig") and ours.n and ours.e == "AQAB"
    assert ours.kid != theirs.kid and ours.n != theirs.n
