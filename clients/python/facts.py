"""What the fact tables and the contract say about the operations, and which of them the cases left undriven."""

import csv
import os
import re
from pathlib import Path

ROOT = Path(os.environ["HOUSEKEY_ROOT"])
FOLDER = ROOT / "facts"
# A happy path; a value that can't be; an id of another instance.
KINDS = ("happy", "bad", "foreign")
# Text that has the form of an id, or its name, and is none of ours.
NO_IDS = {"external_id", "provider_user_id"}


def table(name):
    with open(FOLDER / name, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def key(row):
    return f"{row['method']} {row['path']}"


OPERATIONS = {key(row): row for row in table("operations.tsv")}
UNSUPPORTED = {line for line in (FOLDER / "unsupported.txt").read_text().splitlines() if not line.startswith("#")}
SEED = {name for name, row in OPERATIONS.items() if "2024" in row["versions"]}
FIELDS = {}
for row in table("requests.tsv"):
    if "2024" in row["versions"] or row["operation"] not in SEED:
        FIELDS.setdefault(row["operation"], []).append((row["place"], row["field"]))


def pattern(path):
    return re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path)) + "$")


# A path in words goes before one with a parameter in the same place.
PATTERNS = sorted(((name.split()[0], pattern(name.split()[1]), name) for name in OPERATIONS), key=lambda one: one[2].count("{"))


def operation(method, path):
    """The operation that a request is one of; none for a path that the facts don't know."""
    path = path.removeprefix("/v1")
    return next((name for wanted, regex, name in PATTERNS if wanted == method and regex.match(path)), None)


def rows():
    """The operations that stand in the contract."""
    for file in (ROOT / "crates/contract/src/backend").rglob("*.rs"):
        for method, path in re.findall(r'\b(Get|Post|Put|Patch|Delete) "(/[^"]*)"', file.read_text()):
            yield operation(method.upper(), path)


SUPPORTED = (SEED | set(rows())) - UNSUPPORTED


def has_values(name):
    """Whether it takes more than what stands in its path."""
    return any(place != "path" and field not in (".", "paginated") for place, field in FIELDS.get(name, []))


def takes_id(name):
    fields = (field for _, field in FIELDS.get(name, []))
    return any(re.search(r"(^|_)ids?$", field) and field not in NO_IDS for field in fields)


def wanted(name):
    """The kinds of cases that an operation needs."""
    kinds = {"happy"}
    if FIELDS.get(name):
        kinds.add("bad")
    if takes_id(name):
        kinds.add("foreign")
    return kinds


def gaps(driven, unknown, exempt):
    """What is missing, as sentences. `driven` holds pairs of operation and kind; `exempt` pairs with the reason."""
    for name in sorted(SUPPORTED):
        if name in unknown:
            continue
        missing = [kind for kind in KINDS if kind in wanted(name) and (name, kind) not in driven]
        for kind in missing:
            if (name, kind) not in exempt:
                yield f"{name} has no {kind} case"
    for name, kind in sorted(exempt):
        if (name, kind) in driven:
            yield f"{name} has a {kind} case, and an excuse for having none"
