"""Whether a proxy leads to the Frontend API."""

import contextlib
import http.server
import os
import threading
import urllib.request

from harness import URL, case, clerk, not_found, other, refused

CHECK = "POST /proxy_checks"


class Proxy(http.server.BaseHTTPRequestHandler):
    """A proxy as an application runs one: it adds its own URL, a secret key and where the request came from."""

    def do_GET(self):
        headers = {
            "Clerk-Proxy-Url": f"http://{self.headers['host']}/__clerk",
            "Clerk-Secret-Key": os.environ["HOUSEKEY_SECRET_KEY"],
            "X-Forwarded-For": self.client_address[0],
        }
        asked = urllib.request.Request(URL + self.path.removeprefix("/__clerk"), headers=headers)
        with urllib.request.urlopen(asked) as answer:
            self.send_response(answer.status)
            self.end_headers()
            self.wfile.write(answer.read())

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def proxy():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/__clerk"
        server.shutdown()


def primary(of):
    return of.domains.list().data[0].id


@case(CHECK)
def a_proxy_is_asked_and_what_came_of_it_is_told():
    with proxy() as proxy_url:
        check = clerk.proxy_checks.verify(request={"domain_id": primary(clerk), "proxy_url": proxy_url})
    assert (check.successful, check.proxy_url) == (True, proxy_url)
    nobody = clerk.proxy_checks.verify(request={"domain_id": primary(clerk), "proxy_url": "http://127.0.0.1:9/__clerk"})
    assert not nobody.successful


@case(CHECK)
def what_is_no_proxy_is_refused():
    refused(422, "form_param_format_invalid", clerk.proxy_checks.verify, domain_id=primary(clerk), proxy_url="/__clerk")
    refused(422, "form_param_missing", clerk.proxy_checks.verify, proxy_url="https://example.com/__clerk")


@case(CHECK)
def a_domain_of_another_instance_is_not_found():
    not_found(clerk.proxy_checks.verify, domain_id=primary(other), proxy_url="https://example.com/__clerk")
