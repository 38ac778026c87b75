"""Frozen values ↔ JSON, for what is kept: in a database, where later versions read it, or in a cache."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TYPE: Final = "type"
_DAY: Final = "day"


class UnreadableError(ValueError):
    """The JSON holds none of the values: another version of the bot wrote it, or it is spoilt."""


class ValueCodec:
    """Writes values as tables with the name of their type; what is as its field has it by default is left out.

    Args:
        types: the dataclasses by the names that they have in the JSON, which stay whatever the classes are called.
        has_mappings: whether a table without a type is a mapping; it is refused otherwise.
        earlier: what makes a value of a form that is only read any more, by its name.
    """

    def __init__(
        self,
        types: Mapping[str, type],
        *,
        has_mappings: bool = False,
        earlier: Mapping[str, Callable[..., object]] | None = None,
    ) -> None:
        self._makers: dict[str, Callable[..., object]] = {**types, **(earlier or {})}
        self._has_mappings = has_mappings
        self._names = {kind: name for name, kind in types.items()}
        self._defaults = {kind: [(field.name, field.default) for field in fields(kind)] for kind in self._names}
        self._encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=self._table)
        self._decoder = json.JSONDecoder(object_hook=self._value)

    def encode(self, value: object) -> str:
        """Return `value` as JSON.

        Raises:
            TypeError: something in it is of no type that is kept.
        """
        return self._encoder.encode(value)

    def decode(self, text: str) -> object:
        """Return the value that `encode` made `text` of; sequences are tuples.

        Raises:
            UnreadableError: it did not.
        """
        try:
            value = self._decoder.decode(text)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableError("It cannot be read") from error
        return _tuple(value) if isinstance(value, list) else value

    def _table(self, value: object) -> dict[str, object]:
        kind = type(value)
        if isinstance(value, date) and kind is date:
            return {_TYPE: _DAY, _DAY: value.isoformat()}
        if kind not in self._names:
            raise TypeError(f"{kind.__name__} is never kept")
        table: dict[str, object] = {_TYPE: self._names[kind]}
        for name, default in self._defaults[kind]:
            part = getattr(value, name)
            if part != default:
                table[name] = part
        return table

    def _value(self, table: dict[str, object]) -> object:
        """Return the value that was made a table of; those inside it are made already."""
        for name, part in table.items():
            if isinstance(part, list):
                table[name] = _tuple(part)
        kind = table.get(_TYPE)
        if self._has_mappings and not isinstance(kind, str):
            return table
        if kind == _DAY:
            return date.fromisoformat(str(table[_DAY]))
        del table[_TYPE]
        return self._makers[str(kind)](**table)


def _tuple(parts: list[object]) -> tuple[object, ...]:
    return tuple([_tuple(part) if isinstance(part, list) else part for part in parts])
