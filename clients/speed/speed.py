"""How fast the official Python client does one thing; see `run`."""

import itertools
import json
import sys
import time

import httpx
from clerk_backend_api import Clerk
from clerk_backend_api.security import AuthenticateRequestOptions, VerifyTokenOptions, authenticate_request, verify_token

work, path, seconds = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    inputs = json.load(file)
clerk = Clerk(bearer_auth=inputs["secret_key"], server_url=inputs["server"] + "/v1")
parties = [inputs["party"]]
tokens = itertools.cycle(inputs["tokens"])
heads = [{"authorization": f"Bearer {token}"} for token in inputs["tokens"]]
requests = itertools.cycle([httpx.Request("GET", "https://app.example.test/", headers=head) for head in heads])
verifying = VerifyTokenOptions(jwt_key=inputs["pem"], authorized_parties=parties)
authenticating = AuthenticateRequestOptions(jwt_key=inputs["pem"], authorized_parties=parties)


def verify():
    verify_token(next(tokens), verifying)


def authenticate():
    state = authenticate_request(next(requests), authenticating)
    assert state.is_signed_in, state.reason


def get():
    assert clerk.users.get(user_id=inputs["user_id"]).id == inputs["user_id"]


def during(limit):
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < limit:
        {"verify": verify, "authenticate": authenticate, "get": get}[work]()
        done += 1
    return done, time.perf_counter() - start


during(0.5)
before = time.process_time()
done, elapsed = during(float(seconds))
print(done / elapsed, (time.process_time() - before) / done * 1e6)
