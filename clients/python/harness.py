"""What every resource file uses: two instances of one server, calls, refusals, and a record of what was really sent."""

import contextlib
import inspect
import json
import os
import re
import uuid
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import clerk_backend_api
import httpx
from clerk_backend_api import Clerk, models

import facts

VERSION = version("clerk-backend-api")
# The line of the client that runs: "7", "4" or "2".
LINE = VERSION.split(".")[0]
URL = os.environ["HOUSEKEY_URL"]
PASSWORD = "correct horse battery staple"
# The smallest picture there is.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
PICTURE = {"file_name": "a.png", "content": PNG, "content_type": "image/png"}
NO_PICTURE = {"file_name": "a.png", "content": b"no picture", "content_type": "image/png"}
ID = re.compile(r"\b(?:[a-z0-9]+_)+[0-9A-Za-z]{27}\b")
ORDINARY = re.compile(r"/v1/public/")


@dataclass
class Exchange:
    """A request and its answer."""

    ours: bool
    operation: str | None
    sent: str
    status: int
    code: str | None

    def kind(self):
        """What a case has shown with it, if it passed; see facts.KINDS."""
        if self.foreign():
            return "foreign"
        if self.status < 300:
            return "happy"
        # To miss an id is one thing, to refuse a value another, where there are values.
        return None if self.status == 404 and facts.has_values(self.operation) else "bad"

    def foreign(self):
        return not FOREIGN.isdisjoint(ID.findall(self.sent))


@dataclass
class Case:
    sentence: str
    operations: tuple
    run: object
    resource: str
    exchanges: list = field(default_factory=list)


# Some operations have error classes of their own, which the older lines don't know.
REFUSALS = (models.ClerkErrors, models.SDKError, getattr(models, "ClerkBaseError", models.SDKError))
CASES = []
# The ids of the second instance; none may ever be in an answer to the first.
FOREIGN = set()
RECORD = []


def case(*operations):
    """A case, and the operations that it is about. It is left out where the line does not know one of them."""
    for name in operations:
        assert name in facts.OPERATIONS, f"there is no operation {name}"

    def note(function):
        resource = Path(inspect.getfile(function)).stem
        CASES.append(Case(function.__name__.replace("_", " "), operations, function, resource))
        return function

    return note


def record(response):
    """Notes an exchange, and holds what must be so of every one."""
    response.read()
    request = response.request
    ours = request.headers.get("authorization") != f"Bearer {OTHER_SECRET_KEY}"
    sent = request.url.raw_path.decode() + request.read().decode(errors="replace")
    path, status, text = request.url.path, response.status_code, response.text
    code = None
    assert status < 500, f"{status} to {request.method} {path}: {text}"
    if text and not ORDINARY.match(path):
        assert response.headers["content-type"] == "application/json", response.headers["content-type"]
    if status >= 400:
        envelope = json.loads(text)
        code = envelope["errors"][0]["code"]
        assert re.fullmatch("[0-9a-f]{32}", envelope["clerk_trace_id"]), text
        assert all(isinstance(error[part], str) for error in envelope["errors"] for part in ("code", "message", "long_message"))
    elif ours:
        leaked = FOREIGN.intersection(ID.findall(text))
        assert not leaked, f"{request.method} {path} showed {leaked} of another instance"
    if not ours:
        FOREIGN.update(ID.findall(text))
    RECORD.append(Exchange(ours, facts.operation(request.method, path), sent, status, code))


def client(key):
    http = httpx.Client(event_hooks={"response": [record]}, follow_redirects=True)
    return Clerk(bearer_auth=key, server_url=f"{URL}/v1", client=http, timeout_ms=10_000)


OTHER_SECRET_KEY = os.environ["HOUSEKEY_OTHER_SECRET_KEY"]
clerk = client(os.environ["HOUSEKEY_SECRET_KEY"])
# A second instance of the same server, whose ids are foreign to the first.
other = client(OTHER_SECRET_KEY)
# A production instance, for what only those can do.
live = client(os.environ["HOUSEKEY_LIVE_SECRET_KEY"])


def known_operations():
    """Every operation that this line's source has a method for."""
    found = set()
    for file in Path(clerk_backend_api.__file__).parent.glob("*.py"):
        for method, path in re.findall(r'method="(\w+)",\s*path="([^"]+)"', file.read_text()):
            found.add(facts.operation(method, path))
    return found


def fresh():
    return uuid.uuid4().hex[:12]


def fresh_number():
    """A phone number in the form in which it is kept."""
    return f"+1202{2_000_000 + int(fresh(), 16) % 8_000_000}"


def call(method, /, **fields):
    """Calls with keywords. The lines differ in whether they take a body's fields one by one or as one `request`."""
    takes = set(inspect.signature(method).parameters)
    if fields and "request" in takes:
        rest = {name: fields.pop(name) for name in list(fields) if name not in takes}
        fields["request"] = rest
    return method(**fields)


def refused(status, code, method, /, **fields):
    """Calls, and expects this refusal, as an error that the client can read."""
    name, before = method.__qualname__, len(RECORD)
    try:
        call(method, **fields)
    except REFUSALS as error:
        assert len(RECORD) > before, f"{name} was refused by the client: {error}"
        was = (RECORD[-1].status, RECORD[-1].code)
        assert was == (status, code), f"{name} was refused with {was}"
        return
    raise AssertionError(f"{name} with {fields} was to be refused with {code}, and succeeded")


def not_found(method, /, **fields):
    refused(404, "resource_not_found", method, **fields)


@contextlib.contextmanager
def unchanged(read):
    """Holds that what `read` reads of the other instance is the same afterwards."""
    before = read()
    yield
    assert read() == before, "something changed in another instance"


def new_user(of=None, /, **fields):
    """A user with an e-mail address and no password; hashing one takes time."""
    wanted = {"email_address": [f"{fresh()}@example.com"], "skip_password_requirement": True, **fields}
    return call((of or clerk).users.create, **wanted)


def new_organization(of=None, /, **fields):
    """An organization with an admin, who created it."""
    of = of or clerk
    return call(of.organizations.create, **{"name": f"Organization {fresh()}", "created_by": new_user(of).id, **fields})


def new_session(of=None, /, **fields):
    of = of or clerk
    return call(of.sessions.create, user_id=new_user(of, **fields).id)
