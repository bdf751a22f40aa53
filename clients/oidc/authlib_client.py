"""PyPI's authlib signs somebody in, through a real browser."""

import os
import secrets
import socket
import subprocess
from pathlib import Path

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

URL = os.environ["HOUSEKEY_URL"]
PASSWORD = "correct horse battery staple"
BROWSER = Path(__file__).with_name("browser.mjs")
KEY = {"authorization": f"Bearer {os.environ['HOUSEKEY_SECRET_KEY']}"}


def create(path, **fields):
    answer = requests.post(f"{URL}/v1{path}", json=fields, headers=KEY, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def refused(code, call):
    try:
        call()
    except OAuthError as error:
        assert error.error == code, error
    else:
        raise AssertionError(f"this was to be refused with {code}")


def signs_in(method, public):
    callback = f"http://127.0.0.1:{free_port()}/callback"
    application = create("/oauth_applications", name="Notes", redirect_uris=[callback], public=public)
    user = create("/users", email_address=[f"{secrets.token_hex(8)}@example.com"], first_name="Grace", password=PASSWORD)
    email = user["email_addresses"][0]["email_address"]
    metadata = requests.get(application["discovery_url"], timeout=10).json()
    client = OAuth2Session(
        application["client_id"],
        application["client_secret"] or None,
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
        scope="openid profile email",
        redirect_uri=callback,
        code_challenge_method="S256",
    )
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    url, state = client.create_authorization_url(metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
    browser = subprocess.run(["node", BROWSER, url, callback, email, PASSWORD], check=True, stdout=subprocess.PIPE, text=True)
    answer = browser.stdout.strip()
    token = client.fetch_token(metadata["token_endpoint"], authorization_response=answer, code_verifier=verifier, state=state)

    keys = KeySet.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
    # As in authlib's own integrations with web frameworks.
    registry = JWSRegistry(algorithms=metadata["id_token_signing_alg_values_supported"], strict_check_header=False)
    decoded = jwt.decode(token["id_token"], keys, registry=registry)
    expected = {"iss": {"values": [metadata["issuer"]]}}
    known = {"nonce": nonce, "client_id": application["client_id"], "access_token": token["access_token"]}
    claims = CodeIDToken(decoded.claims, decoded.header, expected, known)
    claims.validate()
    assert claims["sub"] == user["id"]
    info = client.get(metadata["userinfo_endpoint"]).json()
    assert (info["sub"], info["email"], info["given_name"]) == (user["id"], email, "Grace"), info

    renewed = client.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
    assert renewed["refresh_token"] != token["refresh_token"]
    refused("invalid_grant", lambda: client.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"]))
    assert client.get(metadata["userinfo_endpoint"]).status_code == 401, "a stolen refresh token ends everything"
    refused("invalid_grant", lambda: client.fetch_token(metadata["token_endpoint"], authorization_response=answer, code_verifier=verifier, state=state))
    assert client.revoke_token(metadata["revocation_endpoint"], token=renewed["access_token"]).status_code == 200


for method, public in [("client_secret_basic", False), ("client_secret_post", False), ("none", True)]:
    signs_in(method, public)
    print(f"  signed in with {method}")
