"""Replays what the C# SDK sends in a scenario, and reads each answer as the SDK does (reader.py, sdk.json)."""

import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

from reader import Broken, Reader, Unreadable
from scenario import LEFT_OUT, SCENARIO

SDK = json.loads((Path(__file__).parent / "sdk.json").read_text())
URL = os.environ["HOUSEKEY_URL"]
HEADERS = {
    "Authorization": "Bearer " + os.environ["HOUSEKEY_SECRET_KEY"],
    "User-Agent": f"speakeasy-sdk/csharp {SDK['version']} 2.585.1 2024-10-01 Clerk.BackendAPI",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
reader = Reader(SDK["types"])
known = {"publishable_key": os.environ["HOUSEKEY_PUBLISHABLE_KEY"]}


def fill(value):
    """Puts what earlier answers held in the place of `$name`."""
    match value:
        case str():
            return re.sub(r"\$(\w+)", lambda name: str(known[name[1]]), value)
        case list():
            return [fill(item) for item in value]
        case dict():
            return {name: fill(item) for name, item in value.items()}
    return value


def encode(body):
    """The body as .NET sends it, and its type."""
    if body is None:
        return None, {}
    if body == "FILE":
        head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        return head + PNG + b"\r\n--edge--\r\n", {"Content-Type": 'multipart/form-data; boundary="edge"'}
    return json.dumps(fill(body)).encode(), {"Content-Type": "application/json; charset=utf-8"}


def operation(method, path):
    """The operation that a path is one of: words go before parameters."""
    path = path.split("?")[0]
    for name in sorted(SDK["operations"], key=lambda one: one.count("{")):
        wanted, pattern = name.split()
        if wanted == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path):
            return name
    raise AssertionError(f"the SDK has no {method} {path}")


def send(request, body):
    """Sends a request and reads its answer, which it returns."""
    method, path = fill(request).split(" ")
    data, headers = encode(body)
    request = urllib.request.Request(f"{URL}/v1{path}", data, HEADERS | headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            status, text = answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{error.code}: {error.read().decode()}") from error
    answers = SDK["operations"][operation(method, path)]
    assert str(status) in answers, f"the SDK knows {list(answers)}, not {status}"
    kind = answers[str(status)]
    if kind is None:
        return None
    assert answer.headers.get_content_type() == "application/json", answer.headers["content-type"]
    value = json.loads(text)
    reader.read(kind, value)
    return value


def dig(value, path):
    for step in path.split("/"):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def main():
    driven, failed = set(LEFT_OUT), 0
    for request, body, kept in SCENARIO:
        method, path = re.sub(r"\$\w+", "x", request).split(" ")
        driven.add(operation(method, path))
        try:
            answer = send(request, body)
            known.update({name: dig(answer, place) for name, place in kept.items()})
        except (AssertionError, Broken, Unreadable, KeyError, IndexError) as error:
            failed += 1
            print(f"FAILED {request}: {type(error).__name__} {error}")
    for name in sorted(SDK["operations"].keys() - driven):
        failed += 1
        print(f"  {name} is not in the scenario")
    print(f"  Clerk.BackendAPI {SDK['version']}: {len(driven) - len(LEFT_OUT)} operations, {failed} failed")
    sys.exit(1 if failed else 0)


main()
