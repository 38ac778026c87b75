"""What is to be said ↔ JSON, as it waits in the outbox: it may be read by a later version of the bot."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Final, cast

from bot.domain.calculation import Outcome
from bot.domain.outgoing import (
    AskWhy,
    Digest,
    Home,
    ReplyMessage,
    SystemNotice,
    TeamReport,
    TicketCard,
    TicketCorrection,
    TicketNews,
    TicketNote,
    TicketStatus,
    TransitionRefused,
)
from bot.domain.reply import Answer, Calculation, Clarification, HandOver, Match

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.outgoing import OutgoingContent
    from bot.domain.reply import Reply

_CONTENTS: Final[dict[str, type]] = {
    "Say": ReplyMessage,
    "Notice": SystemNotice,
    "AskWhy": AskWhy,
    "TransitionRefused": TransitionRefused,
    "TicketCard": TicketCard,
    "TicketStatus": TicketStatus,
    "TicketNews": TicketNews,
    "TicketNote": TicketNote,
    "TicketCorrection": TicketCorrection,
    "Home": Home,
    "Digest": Digest,
    "TeamReport": TeamReport,
}
"""Names in the database, which stay whatever the classes are called."""
_REPLIES: Final[dict[str, type]] = {
    "Answer": Answer,
    "Clarification": Clarification,
    "Calculation": Calculation,
    "HandOver": HandOver,
}
_TYPES: Final[dict[str, type]] = {**_CONTENTS, **_REPLIES, "Match": Match, "Outcome": Outcome}
_NAMES: Final = {each: name for name, each in _TYPES.items()}
_DEFAULTS: Final = {each: tuple((field.name, field.default) for field in fields(each)) for each in _TYPES.values()}
_TYPE: Final = "type"


class UnreadableError(ValueError):
    """The JSON holds nothing that this version of the bot can say."""


def to_json(value: OutgoingContent | Reply) -> str:
    """Return `value` as JSON."""
    return _encoder.encode(value)


def from_json(text: str) -> OutgoingContent:
    """Return the body that was made JSON of.

    Raises:
        UnreadableError: another version of the bot wrote it, or it is spoilt.
    """
    return cast("OutgoingContent", _read(text, _CONTENTS))


def readable_body(text: str) -> OutgoingContent | None:
    """Return the body; None where only another version of the bot could read it."""
    try:
        return from_json(text)
    except UnreadableError:
        return None


def reply_from_json(text: str) -> Reply:
    """Return the reply that was made JSON of.

    Raises:
        UnreadableError: as `from_json`.
    """
    return cast("Reply", _read(text, _REPLIES))


def readable_reply(text: str | None) -> Reply | None:
    """Return the reply; None where there is none, or only another version of the bot could read it."""
    try:
        return None if text is None else reply_from_json(text)
    except UnreadableError:
        return None


def _read(text: str, types: Mapping[str, type]) -> object:
    try:
        value = _decoder.decode(text)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError("It cannot be read") from error
    if not isinstance(value, tuple(types.values())):
        raise UnreadableError("It is nothing to be said")
    return value


def _table(value: object) -> dict[str, object]:
    """Return a value as a table with its type's name; what is as its field has it by default is left out."""
    kind = type(value)
    table: dict[str, object] = {_TYPE: _NAMES[kind]}
    for name, default in _DEFAULTS[kind]:
        part = getattr(value, name)
        if part != default:
            table[name] = part
    return table


def _value(table: dict[str, object]) -> object:
    """Return the value that was made a table of; those inside it are made already."""
    kind = _TYPES[str(table.pop(_TYPE))]
    for name, part in table.items():
        if isinstance(part, list):
            table[name] = _tuple(part)
    return kind(**table)


def _tuple(parts: list[object]) -> tuple[object, ...]:
    return tuple([_tuple(part) if isinstance(part, list) else part for part in parts])


_encoder: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_table)
_decoder: Final = json.JSONDecoder(object_hook=_value)
