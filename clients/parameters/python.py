"""Prints what an installed clerk_backend_api can send, a line for each parameter: operation, place, name.

Each method names its operation and the model of its request in the source; the model's fields tell the rest.
"""

import ast
import pathlib
import typing
import warnings

warnings.simplefilter("ignore")

import clerk_backend_api
from clerk_backend_api import models
from pydantic import BaseModel

found = set()


def parts(kind):
    """The models in a type, and whether it is a list."""
    kind = getattr(kind, "__value__", kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind], False
    inner = [parts(part) for part in typing.get_args(kind)]
    is_list = typing.get_origin(kind) is list or any(is_list for _, is_list in inner)
    return [model for models, _ in inner for model in models], is_list


def note(operation, place, kind, at="", depth=0):
    inner, is_list = parts(kind)
    at += "[]" if is_list else ""
    for model in inner if depth < 6 else []:
        for name, field in model.model_fields.items():
            path = f"{at}.{field.alias or name}" if at else field.alias or name
            found.add((operation, place, path))
            note(operation, place, field.annotation, path, depth + 1)


def note_request(operation, model):
    for name, field in model.model_fields.items():
        how = next((one for one in field.metadata if type(one).__name__ == "FieldMetadata"), None)
        name = field.alias or name
        if how is None:
            found.add((operation, "json", name))
            note(operation, "json", field.annotation, name)
        elif how.query:
            found.add((operation, "query", name))
        elif how.multipart:
            found.add((operation, "form", name))
        elif how.request:
            media_type = getattr(how.request, "media_type", "")
            note(operation, "form" if media_type.startswith("multipart") else "json", field.annotation)


def body(call):
    """The type of a body that is no model of its own."""
    names = {"models": models, "List": typing.List, "Optional": typing.Optional, "Union": typing.Union,
             "Nullable": typing.Optional, "OptionalNullable": typing.Optional}
    return eval(ast.unparse(call.args[-1]), names)  # noqa: S307, the package's own source


def read(function):
    nodes = list(ast.walk(function))
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    build = next((call for call in calls if ast.unparse(call.func) == "self._build_request"), None)
    if build is None:
        return
    arguments = {keyword.arg: keyword.value for keyword in build.keywords}
    operation = f"{arguments['method'].value} {arguments['path'].value}"
    requests = [ast.unparse(node.value.func) for node in nodes
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "request"
                and isinstance(node.value, ast.Call)]
    request = next((name for name in requests if name.startswith("models.")), None)
    if request:
        return note_request(operation, getattr(models, request.removeprefix("models.")))
    for call in calls:
        if ast.unparse(call.func) == "utils.serialize_request_body":
            note(operation, "json", body(call))


for file in sorted(pathlib.Path(clerk_backend_api.__file__).parent.glob("*.py")):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef):
            read(node)
for row in sorted(found):
    print(*row, sep="\t")
