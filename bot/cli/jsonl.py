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

    from bot.cli.local_conversation import LocalConversation
    from bot.domain.language import Language


def answer_lines(conversation: LocalConversation, lines: Iterable[bytes]) -> None:
    """Answer each line on its own, as if it were the first; a malformed one gets an error and the next is read.

    The conversation's language is that of the lines that name none.
    """
    default = conversation.language
    for line in lines:
        if not line.strip():
            continue
        request = _read_line(line)
        if request.fault is not None:
            record = error_record(request.fault, request.identifier)
        else:
            conversation.memory, conversation.language = Memory(), request.language or default
            record = {
                "id": request.identifier,
                **to_record(conversation.reply_to(request.text), conversation.context),
            }
        click.echo(json.dumps(record, ensure_ascii=False))
        sys.stdout.flush()


@dataclass(frozen=True)
class _Request:
    """One line of `--jsonl`: a question, or what is wrong with it."""

    identifier: object = None
    text: str = ""
    language: Language | None = None
    fault: str | None = None


def _read_line(line: bytes) -> _Request:
    example = 'Write, for example: {"id": "q1", "text": "which version?", "lang": null}'
    try:
        request = json.loads(line, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        return _Request(fault=f"This line is not valid JSON. {example}")
    if not isinstance(request, dict):
        return _Request(fault=f"This line is not a JSON object. {example}")
    identifier, text, language = request.get("id"), request.get("text"), request.get("lang")
    if not isinstance(text, str):
        return _Request(identifier, fault=f'This line has no "text". {example}')
    if language not in (None, "en", "nl"):
        return _Request(identifier, fault='The "lang" of this line must be null, "en" or "nl".')
    return _Request(identifier, text, language)


def _refused(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(name)


def _finite(figure: str) -> float:
    """Return `figure`, unless it is so large (1e999) that it would be written as Infinity."""
    value = float(figure)
    return value if math.isfinite(value) else _refused(figure)
