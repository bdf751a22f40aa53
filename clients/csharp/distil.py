#!/usr/bin/env python3
"""Writes sdk.json: the requests and types of the C# SDK, from a checkout of clerk/clerk-sdk-csharp with its tags.

    clients/csharp/distil.py CHECKOUT

Only names, types and the order in which a union's members are tried are kept.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

VERSION = "0.7.0"
FOLDER = f"v{VERSION}:src/Clerk/BackendAPI/"
PROPERTY = re.compile(r'\[JsonProperty\("([^"]+)"[^\]]*\)\]\s*(?:\[[^\]]*\]\s*)*public ([\w<>,?. \[\]]+?) \w+ \{ get; set; \}')
MEMBER = re.compile(r"DeserializeUndiscriminatedUnionMember<(\w+)>")
REQUEST = re.compile(
    r'urlString = (?:URLBuilder\.Build\(baseUrl, |baseUrl \+ )"([^"]+)".*?HttpMethod\.(\w+), urlString\)(.*?)(?=urlString = |\Z)', re.S
)


def main(checkout):
    def show(path):
        return subprocess.check_output(["git", "-C", checkout, "show", FOLDER + path], text=True)

    def folder(path):
        return [path + name for name in show(path).split("\n") if name.endswith(".cs")]

    types = {}
    for space in ("Components", "Operations", "Errors"):
        for file in folder(f"Models/{space}/"):
            name = f"{space}.{Path(file).stem}"
            types[name] = read_type(Path(file).stem, show(file))
    for name, kind in types.items():
        space = name.split(".")[0]
        if "union" in kind:
            kind["union"] = [qualified(types, member, space) for member in kind["union"]]
        if "fields" in kind:
            kind["fields"] = {field: qualified(types, of, space) for field, of in kind["fields"].items()}
    operations = {}
    for file in folder(""):
        for path, method, rest in REQUEST.findall(show(file)):
            answers = {}
            for status, block in re.findall(r"responseStatusCode == (2\d\d)\)(.*?)(?=else if|\Z)", rest, re.S):
                kind = re.search(r"ResponseBodyDeserializer\.Deserialize<(.+?)>\(await", block)
                answers[status] = kind and qualified(types, kind[1], "Components")
            operations[f"{method.upper()} {path}"] = answers
    used = reachable(types, [kind for answers in operations.values() for kind in answers.values() if kind])
    lines = [f"{json.dumps(name)}: {json.dumps(types[name])}" for name in sorted(used)]
    rows = [f"{json.dumps(name)}: {json.dumps(answers)}" for name, answers in sorted(operations.items())]
    out = f'{{\n"version": "{VERSION}",\n"operations": {{\n' + ",\n".join(rows) + '\n},\n"types": {\n' + ",\n".join(lines) + "\n}\n}\n"
    (Path(__file__).parent / "sdk.json").write_text(out)
    print(len(rows), "operations,", len(lines), "types")


def read_type(name, text):
    """What a file says of its type: the members of a union in order, the values of an enum, or the fields."""
    if members := MEMBER.findall(text):
        return {"union": members}
    if re.search(rf"public enum {name}\b", text):
        return {"enum": re.findall(r'^\s+\[JsonProperty\("([^"]*)"\)\]', text, re.M)}
    return {"fields": dict(PROPERTY.findall(text))}


def qualified(types, kind, space):
    """A type with the names in it qualified: those of the same file's namespace go first."""

    def one(match):
        spaces = [match[1]] if match[1] else [space, "Components", "Operations", "Errors"]
        return next((f"{one}.{match[2]}" for one in spaces if f"{one}.{match[2]}" in types), match[0])

    return re.sub(r"\b(?:Models\.(\w+)\.)?(\w+)\b", one, kind)


def reachable(types, kinds):
    """The types that answers can have."""
    found, ahead = set(), list(kinds)
    while ahead:
        for name in re.findall(r"\w+\.\w+", ahead.pop()):
            if name in types and name not in found:
                found.add(name)
                kind = types[name]
                ahead += kind.get("union", []) + list(kind.get("fields", {}).values())
    return found


main(sys.argv[1])
