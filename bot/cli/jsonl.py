"""`ask --jsonl`: one JSON object a line in, one a line out, in order."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import click

from bot.domain.conversation import Memory
from bot.rendering.reply_json import error_record, to_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.cli.local_conversation import Session
    from bot.domain.language import Language


def answer_lines(session: Session, lines: Iterable[bytes]) -> None:
    """Answer each line on its own, as if it were the first; a malformed one gets an error and the next is read.

    The session's language is that of the lines that name none.
    """
    default = session.language
    for line in lines:
        if not line.strip():
            continue
        asked = _read_line(line)
        if asked.fault is not None:
            record = error_record(asked.fault, asked.identifier)
        else:
            session.memory, session.language = Memory(), asked.language or default
            record = {"id": asked.identifier, **to_record(session.reply_to(asked.text), session.context)}
        click.echo(json.dumps(record, ensure_ascii=False))
        sys.stdout.flush()


@dataclass(frozen=True)
class _Line:
    """One line of `--jsonl`: what it asks, or what is wrong with it."""

    identifier: object = None
    text: str = ""
    language: Language | None = None
    fault: str | None = None


def _read_line(line: bytes) -> _Line:
    example = 'Write, for example: {"id": "q1", "text": "which version?", "lang": null}'
    try:
        asked = json.loads(line, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        return _Line(fault=f"This line is no JSON. {example}")
    if not isinstance(asked, dict):
        return _Line(fault=f"This line is no JSON object. {example}")
    identifier, text, language = asked.get("id"), asked.get("text"), asked.get("lang")
    if not isinstance(text, str):
        return _Line(identifier, fault=f'This line has no "text". {example}')
    if language not in (None, "en", "nl"):
        return _Line(identifier, fault='The "lang" of this line must be null, "en" or "nl".')
    return _Line(identifier, text, language)


def _refused(name: str) -> NoReturn:
    """NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(name)


def _finite(figure: str) -> float:
    """`figure`, unless it is so large (1e999) that it would be written as Infinity."""
    value = float(figure)
    return value if math.isfinite(value) else _refused(figure)
