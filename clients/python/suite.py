"""The official Python client against a running Housekey. An answer that the client can't validate is a failure.

Runs the cases of every file in resources/. Then holds that each operation that the server supports and this line of the
client knows was driven by them: along its happy path, with a bad value, with an id of another instance. What was driven is
told by the requests that were really sent.
"""

import importlib
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import facts
import harness

HERE = Path(__file__).parent
names = [name for name in sys.argv[1:] if not name.startswith("--")]
resources = {file.stem: importlib.import_module(f"resources.{file.stem}") for file in sorted((HERE / "resources").glob("*.py"))}
# What a line has no method for, as the files say it.
unknown = {name for one in resources.values() for name in getattr(one, "UNKNOWN", {}).get(harness.LINE, ())}
# What can't be driven, with the reason.
exempt = {pair: why for one in resources.values() for pair, why in getattr(one, "EXEMPT", {}).items()}


def run(case):
    """Whether the case passed."""
    start = len(harness.RECORD)
    try:
        case.run()
        case.exchanges = [one for one in harness.RECORD[start:] if one.ours and one.operation in case.operations]
        unsent = set(case.operations) - {one.operation for one in case.exchanges}
        assert not unsent, f"the case did not send {unsent}"
        return True
    except Exception:
        print(f"FAILED {case.resource}: {case.sentence}")
        traceback.print_exc(limit=-4)
        return False


def lies():
    """What the files say of this line that isn't so."""
    known = harness.known_operations()
    for name in sorted(unknown & known):
        yield f"{name} is said to be unknown to this line, which knows it"


def print_table(cases):
    driven = {}
    for one in cases:
        for exchange in one.exchanges:
            driven.setdefault(exchange.operation, {}).setdefault((one.resource, one.sentence), set()).add(exchange.kind())
    for name, sentences in sorted(driven.items()):
        print(f"  {name}")
        for (resource, sentence), kinds in sentences.items():
            print(f"    {resource}: {sentence} ({', '.join(kind for kind in facts.KINDS if kind in kinds)})")


# What the server does not support yet, and what the line does not know, is left out.
possible = facts.SUPPORTED - unknown
cases = [one for one in harness.CASES if possible.issuperset(one.operations) and (not names or one.resource in names)]
began = time.monotonic()
passed = [one for one in cases if run(one)]
for resource, count in sorted(Counter(one.resource for one in cases).items()):
    print(f"  {resource}: {count} cases")
if "--table" in sys.argv:
    print_table(passed)
driven = {(exchange.operation, exchange.kind()) for one in passed for exchange in one.exchanges}
problems = [] if names else [*facts.gaps(driven, unknown, exempt), *lies()]
for problem in problems:
    print(f"  {problem}")
operations = len({name for name, _ in driven})
print(f"  {operations} operations, {len(passed)} cases passed, {len(cases) - len(passed)} failed, {time.monotonic() - began:.1f} s")
sys.exit(1 if problems or len(passed) < len(cases) else 0)
