"""Reads an answer as the C# SDK does: Newtonsoft's rules for the types in sdk.json, and the SDK's own for unions."""

import re


class Unreadable(Exception):
    """A value that its type can't have."""


class UnknownField(Unreadable):
    """A field that its type doesn't have, where the SDK asks for none such."""


class Broken(Exception):
    """What the SDK doesn't catch."""


class Reader:
    def __init__(self, types):
        self.types = types

    def read(self, kind, value, strict=False, at="answer"):
        """Holds that a value can be read. Fields are read in the order in which they came."""
        bare = kind.rstrip("?")
        if value is None:
            # Nulls are ignored.
            return
        if inner := re.fullmatch(r"List<(.+)>", bare):
            self.expect(isinstance(value, list), kind, value, at)
            for index, item in enumerate(value):
                self.read(inner[1], item, strict, f"{at}[{index}]")
        elif inner := re.fullmatch(r"Dictionary<string, (.+)>", bare):
            self.expect(isinstance(value, dict), kind, value, at)
            for name, item in value.items():
                self.read(inner[1], item, strict, f"{at}.{name}")
        elif bare in self.types:
            self.read_type(bare, value, strict, at)
        else:
            self.expect(self.is_plain(bare, value), kind, value, at)

    def is_plain(self, kind, value):
        match kind:
            case "object":
                return True
            case "string":
                return not isinstance(value, (list, dict))
            case "bool":
                return isinstance(value, bool)
            case "long" | "int":
                return isinstance(value, int) and not isinstance(value, bool)
            case "float" | "double" | "decimal":
                return isinstance(value, (int, float)) and not isinstance(value, bool)
        raise Broken(f"sdk.json does not say what {kind} is")

    def expect(self, is_so, kind, value, at):
        if not is_so:
            raise Unreadable(f"{at} is {value!r}, which is not {kind}")

    def read_type(self, name, value, strict, at):
        kind = self.types[name]
        if "union" in kind:
            self.read_union(kind["union"], value, at)
        elif "enum" in kind:
            self.expect(value in kind["enum"], name, value, at)
        else:
            self.expect(isinstance(value, dict), name, value, at)
            for field, item in value.items():
                if field in kind["fields"]:
                    self.read(kind["fields"][field], item, strict, f"{at}.{field}")
                elif strict:
                    raise UnknownField(f"{at}.{field} is unknown to {name}")

    def read_union(self, members, value, at):
        """Each member is tried. Those that lack a field are kept; of them the one that lacks the least is taken in the end, and
        if it can't be read either, the SDK breaks, whatever the others are."""
        kept = []
        for member in members:
            try:
                return self.read(member, value, strict=True, at=at)
            except UnknownField:
                kept.append(member)
            except Unreadable:
                pass
        if not kept:
            raise Broken(f"{at} is none of {members}: {value}")
        fields = {member: self.types[member]["fields"] for member in kept}
        missing = {member: sum(field not in value for field in fields[member]) for member in kept}
        best = sorted(kept, key=lambda member: (missing[member], -len(fields[member])))[0]
        try:
            self.read(best, value, at=at)
        except Unreadable as error:
            raise Broken(f"{at} is taken for {best}: {error}") from error
