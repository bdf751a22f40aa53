"""A receiver that checks webhooks with PyPI's svix and standardwebhooks, added with `housekey webhooks add`."""

import json
import os
import re
import subprocess
import threading
import time
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import standardwebhooks
import svix

URL, KEY, DATA = (os.environ[name] for name in ("HOUSEKEY_URL", "HOUSEKEY_SECRET_KEY", "HOUSEKEY_DATA"))
HEARD = []


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        HEARD.append((dict(self.headers), body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def housekey(*arguments):
    command = [os.environ["HOUSEKEY_BIN"], *arguments, "--data", DATA]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def api(path, **fields):
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    request = urllib.request.Request(f"{URL}/v1{path}", json.dumps(fields).encode(), headers)
    return json.load(urllib.request.urlopen(request))


def hears(count):
    for _ in range(300):
        if len(HEARD) >= count:
            return HEARD[count - 1]
        time.sleep(0.05)
    raise AssertionError(f"{count} messages should have come; there were {len(HEARD)}")


def check(message, secret):
    """Both libraries take what came, and nothing that differs from it."""
    headers, body = message
    for library in (svix, standardwebhooks):
        webhook = library.Webhook(secret)
        webhook.verify(body, headers)
        try:
            webhook.verify(body + b" ", headers)
        except library.webhooks.WebhookVerificationError:
            continue
        raise AssertionError(f"{library.__name__} took what was forged")
    return json.loads(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
# The first instance is the one that the suite's secret key is of.
instance = re.search(r"ins_\w+", housekey("instances", "list"))[0]
url = f"http://127.0.0.1:{server.server_port}/hook"
events = ("--event", "user.created", "--event", "email.created")
added = housekey("webhooks", "add", url, *events, "--instance", instance)
secret = re.search(r"CLERK_WEBHOOK_SIGNING_SECRET=(whsec_\S+)", added)[1]
endpoint = re.search(r"ep_\w+", added)[0]
assert url in housekey("webhooks", "list", "--instance", instance)

user = api("/users", username=f"ada_{uuid.uuid4().hex[:12]}", skip_password_requirement=True)
event = check(hears(1), secret)
assert (event["type"], event["data"]) == ("user.created", user), event

# An invitation is an e-mail, and its link leads somewhere.
invited = f"{uuid.uuid4().hex[:12]}@example.com"
invitation = api("/invitations", email_address=invited)
event = check(hears(2), secret)
assert event["type"] == "email.created", event
assert event["data"]["to_email_address"] == invited, event
link = event["data"]["data"]["action_url"]
assert link == invitation["url"] and link in event["data"]["body_plain"], event
assert invited in urllib.request.urlopen(link).read().decode()

rotated = housekey("webhooks", "secret", endpoint, "--rotate", "--instance", instance).split("=", 1)[1].strip()
assert rotated != secret
api("/users", username=f"bob_{uuid.uuid4().hex[:12]}", skip_password_requirement=True)
message = hears(3)
check(message, rotated), check(message, secret)

housekey("webhooks", "delete", endpoint, "--instance", instance)
assert endpoint not in housekey("webhooks", "list", "--instance", instance)
print(f"  {len(HEARD)} messages checked by 2 libraries")
