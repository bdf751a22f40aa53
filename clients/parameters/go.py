"""Prints the parameters that the Go SDK can send, as its recording has them: operation, place, parameter, client."""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def shape(path):
    return re.sub(r"\{[^}]*\}", "{}", path)


recording = json.loads((ROOT / "clients/go/exchanges.json").read_text())
operations = [line.split("\t") for line in (ROOT / "facts/operations.tsv").read_text().splitlines()[1:]]
names = {f"{row[2]} {shape(row[3])}": f"{row[2]} {row[3]}" for row in operations}
for sent, parameters in recording["sends"].items():
    operation = names.get(shape(sent.replace(" /v1", " ")))
    for parameter in parameters if operation else ():
        place, name = parameter.split(" ")
        print(operation, place, name, f"go-{recording['version']}", sep="\t")
