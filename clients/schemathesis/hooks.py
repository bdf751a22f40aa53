"""Leads schemathesis past the 404s: most calls name what exists, and most bodies are ones that work, with a field or two of
what was made up. The rest goes out as it was made up."""

import json
import os
import random
import threading
import urllib.error
import urllib.request
from zlib import crc32

import schemathesis

import planted

LOCK, PLANTING = threading.Lock(), threading.Lock()
STATE = {"ids": {}, "count": 0}


def send(method, path, body=None):
    """Asks the server for something that must work."""
    request = urllib.request.Request(os.environ["HOUSEKEY_URL"] + "/v1" + path, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["HOUSEKEY_SECRET_KEY"])
    request.add_header("Content-Type", "application/json")
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(request, data) as answer:
        return json.load(answer)


def filled(value, ids):
    """Puts ids where `$name` stands."""
    if isinstance(value, str):
        for name in sorted(ids, key=len, reverse=True):
            value = value.replace("$" + name, ids[name])
        return value
    if isinstance(value, list):
        return [filled(item, ids) for item in value]
    if isinstance(value, dict):
        return {name: filled(item, ids) for name, item in value.items()}
    return value


def unique():
    """A number that was never given, for what may be there once only."""
    with LOCK:
        STATE["count"] += 1
        return {"unique": str(5550000 + STATE["count"])}


def plant():
    """Makes one of everything."""
    ids = unique() | planted.NAMES
    for name, method, path, body, field in planted.STEPS:
        try:
            found = send(method, filled(path, ids), filled(body, ids))
            for key in field:
                found = found[key]
        except (urllib.error.HTTPError, LookupError) as refusal:
            # What was made up can forbid it, or leave a list empty; at first there is nothing of that.
            if name not in STATE["ids"]:
                reason = refusal.read().decode() if isinstance(refusal, urllib.error.HTTPError) else refusal
                raise RuntimeError(f"{method} {path}: {reason}") from refusal
            found = STATE["ids"][name]
        ids[name] = found
    STATE["ids"] = ids


def dice_of(case):
    """The same for the same case, whatever else runs at the time."""
    made_up = repr((case.method, case.path, case.path_parameters, case.query, case.body))
    return random.Random(crc32(made_up.encode("utf-8", "surrogatepass")))


def named(case, dice, ids):
    """The path's ids, most of them of what exists."""
    resource = case.path.split("/")[1]
    for name in case.path_parameters:
        known = ids.get(f"{resource}.{name}", ids.get(name))
        if known is not None and dice.random() < 0.8:
            case.path_parameters[name] = known


def thinned(made_up, works, dice):
    """What works, with up to two fields of what was made up; without anything that works, only these."""
    names = sorted(made_up)
    chosen = dice.sample(names, min(len(names), dice.choice([0, 1, 1, 2])))
    return works | {name: made_up[name] for name in chosen}


@schemathesis.hook
def before_call(context, case, kwargs):
    with PLANTING:
        if not STATE["ids"]:
            plant()
    dice = dice_of(case)
    ids = STATE["ids"] | unique()
    if case.path_parameters:
        named(case, dice, ids)
    if dice.random() < 0.2:
        return
    # A list has all its filters at once only seldom.
    if case.query:
        case.query = thinned(dict(case.query), {}, dice) | required(case)
    works = filled(planted.WORKS.get(f"{case.method} {case.path}", {}), ids)
    if isinstance(works, list) and isinstance(case.body, list):
        case.body = works + case.body[: dice.choice([0, 0, 1])]
    elif isinstance(case.body, dict) and isinstance(works, dict) and case.media_type == "application/json":
        case.body = thinned(case.body, works, dice)


def required(case):
    """The query's fields that must be there, as they were made up."""
    names = {parameter.name for parameter in case.operation.query if parameter.is_required}
    return {name: value for name, value in case.query.items() if name in names}


@schemathesis.hook
def after_call(context, case, response):
    """What is gone is planted again."""
    if response.status_code < 300 and (case.method == "DELETE" or case.path.endswith("/revoke")):
        with PLANTING:
            plant()
