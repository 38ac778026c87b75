"""The rules that payloads are checked by: small functions from a value and its place to faults."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from localslack.blockkit.limits import ID


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that Slack would refuse: where (a JSON pointer), its code, and a sentence."""

    pointer: str
    code: str
    message: str


Rule = Callable[[object, str], Iterable[Fault]]


def anything(_value: object, _pointer: str) -> Iterator[Fault]:
    """Take any value."""
    return iter(())


def truth(value: object, pointer: str) -> Iterator[Fault]:
    """Take true and false."""
    if not isinstance(value, bool):
        yield Fault(pointer, "wrong_type", "must be true or false")


def string(most: int, least: int = 1) -> Rule:
    """Take a text of so many characters."""

    def rule(value: object, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(pointer, "wrong_type", "must be a string")
        elif len(value) < least:
            yield Fault(pointer, "too_short", f"must be more than {least - 1} characters")
        elif len(value) > most:
            yield Fault(pointer, "too_long", f"must be less than {most + 1} characters")

    return rule


def number(least: int, most: int) -> Rule:
    """Take a whole number between two bounds, both included."""

    def rule(value: object, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Fault(pointer, "wrong_type", "must be a whole number")
        elif not least <= value <= most:
            yield Fault(pointer, "out_of_range", f"must be between {least} and {most}")

    return rule


def quantity(value: object, pointer: str) -> Iterator[Fault]:
    """Take any number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield Fault(pointer, "wrong_type", "must be a number")


def one_of(*allowed: object) -> Rule:
    """Take one of some values."""

    def rule(value: object, pointer: str) -> Iterator[Fault]:
        if value not in allowed:
            yield Fault(pointer, "not_allowed", f"must be one of {', '.join(map(str, allowed))}")

    return rule


def matching(pattern: str, example: str) -> Rule:
    """Take a text that looks like the example."""

    def rule(value: object, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield Fault(pointer, "wrong_format", f"must look like {example}")

    return rule


def array(rule: Rule, most: int | None = None, least: int = 1) -> Rule:
    """Take a list of so many items, each by its rule."""

    def check(value: object, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault(pointer, "wrong_type", "must be a list")
            return
        if len(value) < least:
            yield Fault(pointer, "too_few", f"no fewer than {least} items allowed")
        if most is not None and len(value) > most:
            yield Fault(pointer, "too_many", f"no more than {most} items allowed")
        for place, item in enumerate(value):
            yield from rule(item, f"{pointer}/{place}")

    return check


@dataclass(frozen=True, slots=True)
class ObjectRule:
    """Takes an object with these fields and no others.

    `either` lists groups of fields of which exactly one must be there.
    """

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    either: tuple[tuple[str, ...], ...] = ()

    def __call__(self, value: object, pointer: str) -> Iterator[Fault]:
        """Check an object."""
        if not isinstance(value, dict):
            yield Fault(pointer, "wrong_type", "must be an object")
            return
        rules = {**self.required, **self.optional}
        for name in self.required:
            if name not in value:
                yield Fault(pointer, "missing", f"missing required field: {name}")
        for group in self.either:
            if sum(name in value for name in group) != 1:
                yield Fault(pointer, "missing", f"exactly one of these fields is required: {', '.join(group)}")
        for name, part in value.items():
            if name in rules:
                yield from rules[name](part, f"{pointer}/{_escape(name)}")
            else:
                yield Fault(f"{pointer}/{_escape(name)}", "unknown_key", f"is not a field here: {name}")


def typed(
    kind: str, required: Mapping[str, Rule], optional: Mapping[str, Rule], *either: tuple[str, ...]
) -> ObjectRule:
    """Take an object of this `type` with these fields beside it."""
    return ObjectRule({"type": one_of(kind), **required}, optional, either)


def block_shape(
    kind: str, required: Mapping[str, Rule], optional: Mapping[str, Rule], *either: tuple[str, ...]
) -> ObjectRule:
    """Take a block of this `type`; every block may have a `block_id`."""
    return typed(kind, required, {"block_id": string(ID), **optional}, *either)


def by_type(rules: Mapping[str, Rule], refused: Collection[str] = ()) -> Rule:
    """Take an object by the rule of its `type`.

    Args:
        rules: The rule of each type that may stand here.
        refused: Types that there are, but not here; told apart from those that there are not at all.
    """

    def check(value: object, pointer: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault(pointer, "wrong_type", "must be an object")
            return
        kind = value.get("type")
        if kind is None:
            yield Fault(pointer, "missing", "missing required field: type")
        elif str(kind) in rules:
            yield from rules[str(kind)](value, pointer)
        elif str(kind) in refused:
            yield Fault(f"{pointer}/type", "not_allowed", f"is not allowed here: {kind}")
        else:
            yield Fault(f"{pointer}/type", "unknown_type", f"unsupported type: {kind}")

    return check


def _escape(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")  # RFC 6901, section 3
