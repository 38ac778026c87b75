"""What is to be said ↔ JSON, as it waits in the outbox: it may be read by a later version of the bot."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.domain.calculation import Outcome
from bot.domain.outgoing import Notice, Say
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match

if TYPE_CHECKING:
    from bot.domain.outgoing import Body

_TYPES: Final[dict[str, type]] = {
    each.__name__: each for each in (Say, Notice, Answer, Clarification, Calculation, HandOver, Match, Outcome)
}
_TYPE: Final = "type"


class UnreadableError(ValueError):
    """The JSON holds nothing that this version of the bot can say."""


def to_json(body: Body) -> str:
    """`body` as JSON."""
    return json.dumps(_plain(body), ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Body:
    """What was made JSON of.

    Raises:
        UnreadableError: another version of the bot wrote it, or it is spoilt.
    """
    try:
        body = _value(json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError("It cannot be read") from error
    if not isinstance(body, Say | Notice):
        raise UnreadableError("It is nothing to be said")
    return body


def _plain(value: object) -> object:
    """Values as tables with their type's name; what is as its field has it by default is left out."""
    if is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {
            field.name: _plain(parts[field.name]) for field in fields(value) if parts[field.name] != field.default
        }
        return {_TYPE: type(value).__name__, **changed}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def _value(plain: Any) -> Any:  # noqa: ANN401 - JSON, checked where the values are made
    if isinstance(plain, dict):
        return _TYPES[plain.pop(_TYPE)](**{name: _value(part) for name, part in plain.items()})
    if isinstance(plain, list):
        return tuple(_value(each) for each in plain)
    return plain
