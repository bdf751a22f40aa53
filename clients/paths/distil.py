#!/usr/bin/env python3
"""Reads from the sources of the official clients which methods and paths they can send, into facts/client-paths.tsv.

    clients/javascript/run; clients/python/run      # install the pinned versions under target/clients
    clients/paths/distil.py javascript python
    clients/paths/distil.py csharp=CHECKOUT         # a clone of clerk/clerk-sdk-csharp, with its tags
    clients/paths/distil.py go                      # from the recording in clients/go
    clients/paths/distil.py --check javascript      # fails if the table says anything else

A family that is not named keeps its rows. The `run` scripts of the suites name the versions and check their own family.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "facts/client-paths.tsv"
CSHARP = "0.7.0"


def pinned(family):
    """The versions that a suite drives, newest first."""
    return re.search(r"^for version in (.*); do$", (ROOT / "clients" / family / "run").read_text(), re.M)[1].split()


def javascript(version):
    """Every `request({ method, path })` of the bundle. Some classes leave out the version of the API."""
    text = (ROOT / f"target/clients/javascript/{version}/node_modules/@clerk/backend/dist/index.js").read_text()
    constants = dict(re.findall(r'^var (\w*[bB]asePath\d*) = "([^"]+)";', text, re.M))
    unversioned = set(re.findall(r"new (\w+)\(\s*buildRequest\(\{[^}]*skipApiVersionInUrl: true", text))
    classes = [(at.start(), at[1]) for at in re.finditer(r"^var (\w+) = class", text, re.M)]
    requests = re.compile(r'method: "([A-Z]+)",\s*path\b(?:: (joinPaths\([^)]*\)|`[^`]*`|"[^"]*"|\w+))?')
    assert len(requests.findall(text)) == len(re.findall(r'method: "[A-Z]+"', text)), "a request is written in another way"
    for at in requests.finditer(text):
        owner = [name for start, name in classes if start < at.start()][-1]
        # Without an expression, `path` is a variable that was chosen just before.
        expressions = [at[2]] if at[2] else re.findall(r"joinPaths\([^)]*\)", text[: at.start()].rpartition("const path =")[2])
        for expression in expressions:
            for path in javascript_paths(expression, constants):
                yield at[1], ("" if owner in unversioned else "/v1") + path


def javascript_paths(expression, constants):
    """The paths that an expression can make: more than one where its last word may be empty."""
    if expression.startswith("joinPaths("):
        words = re.findall(r'[^,()]+', expression.removeprefix("joinPaths"))
    elif expression.startswith("`"):
        words = [word if word.startswith("${") else f'"{word}"' for word in expression.strip("`").split("/")]
    else:
        words = [expression]
    path = ""
    for word in words:
        word = word.strip(" ${}")
        if word.endswith('|| ""'):
            yield path
            word = word.removesuffix('|| ""').strip()
        if word.startswith('"'):
            path += "/" + word.strip('"').strip("/")
        else:
            path += constants.get(word) or "/{" + snake(word.split(".")[-1]) + "}"
    yield path


def python(version):
    """Every request of the generated methods, and what tokens are verified with."""
    [package] = (ROOT / f"target/clients/python/{version}").glob("lib/python*/site-packages/clerk_backend_api")
    for file in package.glob("*.py"):
        for method, path in re.findall(r'method="(\w+)",\s*path="([^"]+)"', file.read_text()):
            yield method, "/v1" + path
    for file in (package / "security").glob("*.py"):
        for path in re.findall(r"'(/\w+/[\w/]+)'", file.read_text()):
            yield "POST", path


def csharp(version, checkout):
    """Every request of the generated methods."""
    show = ["git", "-C", checkout, "show"]
    folder = f"v{version}:src/Clerk/BackendAPI/"
    for name in subprocess.check_output([*show, folder], text=True).split():
        if not name.endswith(".cs"):
            continue
        text = subprocess.check_output([*show, folder + name], text=True)
        path = r'urlString = (?:URLBuilder\.Build\(baseUrl, |baseUrl \+ )"([^"]+)"'
        for path, method in re.findall(path + r".*?HttpMethod\.(\w+)", text, re.S):
            yield method.upper(), "/v1" + path


def go():
    """The version, and every request that a method of the SDK would send."""
    recording = json.loads((ROOT / "clients/go/exchanges.json").read_text())
    return recording["version"], [one.split(" ") for one in recording["sends"]]


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda letter: "_" + letter[0].lower(), name.lstrip("_"))


def shape(path):
    return re.sub(r"\{[^}]*\}", "{}", path)


def read():
    """The table as it is: the clients of each method and path."""
    lines = TABLE.read_text().splitlines()[1:] if TABLE.exists() else []
    return {(method, path): set(clients.split()) for method, path, clients in (line.split("\t") for line in lines)}


def described():
    """How the descriptions call the parameters of each path."""
    rows = [line.split("\t") for line in (ROOT / "facts/operations.tsv").read_text().splitlines()[1:]]
    return {shape(row[3]): row[3] for row in rows}


def sources(family, checkout):
    """Each version of a client, with the methods and paths it sends."""
    match family:
        case "javascript":
            return [(version, javascript(version)) for version in pinned(family)]
        case "python":
            return [(version, python(version)) for version in pinned(family)]
        case "csharp":
            return [(CSHARP, csharp(CSHARP, checkout))]
        case "go":
            return [go()]
    sys.exit(f"{family} is unknown")


def distil(families):
    """What the sources of these families say."""
    names = described()
    found = {}
    for family, checkout in families.items():
        for version, sent in sources(family, checkout):
            for method, path in sent:
                prefix, rest = ("/v1", path[3:]) if path.startswith("/v1/") else ("", path)
                key = (method, prefix + names.get(shape(rest), rest))
                found.setdefault(key, set()).add(f"{family}-{version}")
    return found


def main(arguments):
    check = "--check" in arguments
    families = dict((name.split("=") + [None])[:2] for name in arguments if name != "--check")
    before, found = read(), distil(families)
    merged = {}
    for key in before.keys() | found.keys():
        kept = {client for client in before.get(key, ()) if client.split("-")[0] not in families}
        if clients := kept | found.get(key, set()):
            merged[key] = clients
    if not check:
        rows = [f"{method}\t{path}\t{' '.join(sorted(merged[method, path]))}" for method, path in sorted(merged, key=lambda one: one[::-1])]
        TABLE.write_text("\n".join(["method\tpath\tclients", *rows]) + "\n")
        print(f"{len(rows)} methods and paths")
    elif merged != before:
        for key in sorted(merged.keys() | before.keys()):
            if merged.get(key) != before.get(key):
                print(f"  {' '.join(key)}: the table has {before.get(key)}, the sources {merged.get(key)}")
        sys.exit("facts/client-paths.tsv is not what the sources of the clients say")


main(sys.argv[1:])
