"""Keeps, of what clients send, what no description has, and writes it into the fact table."""

import pathlib
import re
import sys
from collections import defaultdict

FACTS = pathlib.Path(__file__).resolve().parents[2] / "facts"
TABLE = FACTS / "client-parameters.tsv"
HEADER = ["operation", "place", "parameter", "clients"]


def rows(path):
    return [line.split("\t") for line in path.read_text().splitlines()[1:]]


described = defaultdict(dict)
for operation, place, field, kind, *_ in rows(FACTS / "requests.tsv"):
    described[operation, place][field] = kind
operations = {f"{row[2]} {row[3]}" for row in rows(FACTS / "operations.tsv")}


def is_described(operation, place, parameter):
    """Whether a description has it, or it lies in something free-form."""
    fields = described[operation, place]
    outer = [parameter[: match.start()] for match in re.finditer(r"\.|\[\]", parameter)]
    inside = any(fields.get(path, "").startswith(("map", "any", "file")) for path in outer)
    return parameter in fields or inside or parameter.endswith(".additionalProperties")


found = defaultdict(set)
for operation, place, parameter, clients in rows(TABLE):
    others = [client for client in clients.split() if not client.startswith(("javascript-", "python-", "go-"))]
    found[operation, place, parameter].update(others)
for line in sys.stdin.read().splitlines():
    operation, place, parameter, client = line.split("\t")
    if operation in operations and not is_described(operation, place, parameter):
        found[operation, place, parameter].add(client)
lines = sorted([*key, " ".join(sorted(clients))] for key, clients in found.items() if clients)
TABLE.write_text("".join("\t".join(line) + "\n" for line in [HEADER, *lines]))
print(f"{len(lines)} rows")
